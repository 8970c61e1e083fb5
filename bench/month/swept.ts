import type { State } from '../../lambda/domain/state.ts';
import type { SweepRecord } from '../../lambda/domain/sweep.ts';
import type { Execution } from '../../test/support/durable.ts';

/** One sweep of the real handler. */
export interface Swept {
  /** Seconds from the beginning at which it was started. */
  readonly at: number;
  readonly by: 'schedule' | 'change';
  readonly record: SweepRecord;
  /** Of wall time; everything runs in this one process. */
  readonly seconds: number;
  /** As Lambda counts them, with every attempt and poll. */
  readonly operations: number;
  readonly invocations: number;
  /** Service and operation → how often it was called. */
  readonly calls: Readonly<Record<string, number>>;
}

export interface Sample {
  readonly swept: readonly Swept[];
  readonly states: ReadonlyMap<string, State>;
  /** Path, reason and analyses of each check that was bought, in the order of sweeps and paths. */
  readonly bought: readonly string[];
}

/** Operations as Lambda counts them. */
export const operationsIn = ({ operations }: Execution<SweepRecord>): number =>
  operations.reduce((sum, { StepDetails }) => sum + Math.max(1, StepDetails?.Attempt ?? 1), 0);

/** Names → how often each comes. */
export const counted = (names: readonly string[]): Record<string, number> => {
  const counts: Record<string, number> = {};
  for (const name of names) counts[name] = (counts[name] ?? 0) + 1;
  return counts;
};
