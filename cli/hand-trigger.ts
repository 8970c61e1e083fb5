import type { HandAnalyzer } from '../lambda/domain/sweep.ts';
import type { HandTrigger } from './monitor.ts';
import { misused } from './refusal.ts';

/** What a check was asked for at the command line. */
export interface Asked {
  /** Buys the analyses whatever is known. */
  readonly audit?: boolean;
  /** Nobody else is asked; all where absent. */
  readonly analyzers?: readonly HandAnalyzer[];
}

/** The trigger of a sweep of these paths, all where none is named. Throws a refusal where what was asked contradicts itself. */
export const handTrigger = (paths: readonly string[], { audit, analyzers }: Asked): HandTrigger => {
  if (audit === true && analyzers !== undefined && !analyzers.includes('reachability'))
    throw misused(
      '`--audit` buys what Reachability Analyzer says, which `--analyzers` leaves out',
      'add `reachability` to `--analyzers`, or leave `--audit` out',
    );
  return {
    by: 'hand',
    ...(paths.length > 0 && { paths }),
    ...(audit === true && { audit }),
    ...(analyzers !== undefined && { analyzers }),
  };
};
