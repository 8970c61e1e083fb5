import type { Execution } from '../lambda/aws/sweep-start.ts';
import type { Stopped } from '../lambda/aws/sweep-stop.ts';
import { never } from '../lambda/domain/verdict.ts';
import { dollarsOf } from '../lambda/spend/price.ts';
import { again, type Options } from './options.ts';
import { counted, dollars } from './page.ts';
import { type Reason, Refusal } from './refusal.ts';

/** How a wait for a deployed sweep was ended by hand. */
export interface Interrupted {
  readonly execution: Execution;
  readonly stopped: Stopped;
  /** Paid analyses that were seen. */
  readonly bought: number;
  readonly options: Options;
}

/** What was seen last; a purchase of the last seconds may be missing. */
const spentText = (bought: number): string =>
  bought === 0
    ? 'nothing was bought as far as was seen'
    : `${counted(bought, 'analysis', 'analyses')} were bought, ${dollars(dollarsOf(bought))}, as far as was seen`;

const reasonFor = ({ execution: { name }, stopped, bought, options }: Interrupted): Reason => {
  const status = again('status', options);
  const code = 'interrupted';
  switch (stopped.kind) {
    case 'stopped':
      return stopped.fault === undefined
        ? {
            code,
            message: `the sweep ${name} was stopped: ${spentText(bought)}`,
            advice: `a path that was being analysed is taken up by a sweep that comes 12 minutes later or after that: \`${status}\``,
          }
        : {
            code,
            message: `the sweep ${name} was stopped, but portions of it may go on (${stopped.fault.operation}: ${stopped.fault.code}): ${spentText(bought)}`,
            advice: `see what they find: \`${status}\``,
          };
    case 'none':
      return {
        code,
        message: `no sweep ${name} runs: it has ended, or is about to begin and goes on then`,
        advice: `see what it finds: \`${status}\``,
      };
    case 'failed':
      return {
        code,
        message: `the sweep ${name} could not be stopped (${stopped.fault.operation}: ${stopped.fault.code}) and goes on: ${spentText(bought)}`,
        advice: `see what it finds: \`${status}\`; to stop sweeps you need \`lambda:StopDurableExecution\``,
      };
    default:
      return never(stopped);
  }
};

/** Ctrl-C, while a deployed sweep was waited for: nothing of it is left running, or it is said what is. */
export const interrupted = (given: Interrupted): Refusal => new Refusal(130, reasonFor(given));
