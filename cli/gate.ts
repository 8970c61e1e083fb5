import type { Standing } from '../lambda/domain/check.ts';
import type { PathTurn } from '../lambda/monitor/compare-path.ts';
import { type Exit, exitFor } from './answer.ts';

/*
 * What makes a command fail in a pipeline. 1 is always a path that is not as expected, 3 always what nobody could tell; `--fail-on`
 * says which of the two, and which paths, are let pass. What it lets pass is told all the same.
 */

export const checkGates = ['unexpected', 'unknown'] as const;
export type CheckGate = (typeof checkGates)[number];

export const compareGates = ['regression', ...checkGates] as const;
export type CompareGate = (typeof compareGates)[number];

/** A gate as documents have it: null where none was named, and the exit code tells all that was found. */
export interface GateDocument {
  readonly failOn: CompareGate | null;
  readonly passes: boolean;
}

export const gateDocument = (exit: Exit, failOn: CompareGate | undefined): GateDocument => ({
  failOn: failOn ?? null,
  passes: exit === 0,
});

/** Whether what nobody could tell makes the command fail. */
export const failsOnUnknown = (failOn: CompareGate | undefined): boolean =>
  failOn === undefined || failOn === 'unknown';

/** The exit code of `check` for paths that stand so. */
export const checkExit = (standings: readonly Standing[], failOn: CheckGate | undefined): Exit => {
  const exit = exitFor(standings);
  return exit === 3 && !failsOnUnknown(failOn) ? 0 : exit;
};

/** Paths that were not known to be so before. */
const newlyBroken: readonly PathTurn[] = ['broke', 'found-broken'];

/** Whether a path that became so makes `compare` fail: one that was not as expected before only where that is asked for. */
export const failsOnTurn = (turn: PathTurn, failOn: CompareGate | undefined): boolean =>
  newlyBroken.includes(turn) || (turn === 'still-broken' && (failOn === 'unexpected' || failOn === 'unknown'));

export const isUndetermined = (turn: PathTurn): boolean => turn === 'lost' || turn === 'unseen';

/** The exit code of `compare` for paths that became so. */
export const compareExit = (turns: readonly PathTurn[], failOn: CompareGate | undefined): Exit => {
  if (turns.some((turn) => failsOnTurn(turn, failOn))) return 1;
  return failsOnUnknown(failOn) && turns.some(isUndetermined) ? 3 : 0;
};
