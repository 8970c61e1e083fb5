import type { Evidence } from './evidence.ts';
import type { Finding, Verdict } from './verdict.ts';

/** One verdict on one path, with its evidence and its cost. */
export interface Check {
  /** Sweep id and path id: the same check recorded twice is recorded once. */
  readonly id: string;
  readonly pathId: string;
  readonly sweepId: string;
  /** ISO time at which the first of its analyses was started: what is found was so then or later. */
  readonly observedAt: string;
  /** ISO time at which the verdict was reached. */
  readonly settledAt: string;
  readonly verdict: Verdict;
  /** Whether the verdict is what the path's declaration expects; `undetermined` for unknown. */
  readonly standing: Standing;
  readonly findings: readonly Finding[];
  readonly open: readonly string[];
  readonly evidence: Evidence;
  /** Paid analyses started for it. */
  readonly analyses: number;
  /** Dollars. */
  readonly cost: number;
  /** True where a later observation was recorded before this one: it is kept and moves nothing. */
  readonly late?: boolean;
  /** Link to the analysis in the console, where there is one. */
  readonly console?: string;
}

/** A verdict seen against what is expected of the path. */
export type Standing = 'expected' | 'unexpected' | 'undetermined';
