import type { CommanderError } from 'commander';
import { line } from './page.ts';
import { misused, type Refusal } from './refusal.ts';

/** Characters of a value that is said back: enough to find it. */
const SAID_BACK = 60;

const withoutLong = (message: string): string =>
  message.replace(/argument '([\s\S]*)' is invalid/, (whole, value: string) =>
    value.length <= SAID_BACK ? whole : `argument '${value.slice(0, SAID_BACK)}…' is invalid`,
  );

/** `error: unknown option '--jsn'\n(Did you mean --json?)` in two sentences of ours; `named` has the help for it. */
export const usageRefusal = ({ code, message }: CommanderError, named: string): Refusal => {
  const help = `see \`${named} --help\``;
  if (code === 'commander.help') return misused('no command is given', help);
  const [first = '', hint] = withoutLong(message.replace(/^error: /, '')).split('\n');
  const suggestion = /^\((Did you mean .*\?)\)$/.exec(hint ?? '')?.[1];
  return misused(line(first).replace(/\.$/, ''), suggestion ?? help);
};
