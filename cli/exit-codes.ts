import type { Exit } from './answer.ts';

/** What the exit codes mean, where a command does not say otherwise. */
export const exitCodes: Readonly<Record<Exit, string>> = {
  0: 'everything as expected',
  1: 'some path is not as expected',
  2: 'usage or configuration: nothing was asked of the network',
  3: 'undetermined: a path without a verdict, an error of AWS, a wait that was given up',
  130: 'ended by Ctrl-C',
};
