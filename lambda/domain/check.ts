import type { PurchaseReason } from './budget.ts';
import type { Cause } from './change.ts';
import type { Evidence } from './evidence.ts';
import type { LeftOut } from './left-out.ts';
import type { Confidence, Finding, Verdict } from './verdict.ts';

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
  /** Who stands behind the verdict; absent where it is unknown. */
  readonly confidence?: Confidence;
  readonly evidence: Evidence;
  /** Why it was made. */
  readonly reason: PurchaseReason;
  /** True where Reachability Analyzer did not answer: the budget was short, it was late, or was left out by hand. */
  readonly modelOnly?: boolean;
  /** Analyzers of AWS that would have been asked, and were left out by hand. */
  readonly leftOut?: readonly LeftOut[];
  /** Digest of the footprint that the verdict is bound to: the same before and after its analyses. Absent: bound to none. */
  readonly footprint?: string;
  /** Why the verdict may not be carried while the footprint stays the same: a sentence. Absent: it may. */
  readonly uncarried?: string;
  /** Whether the network model says the same as the analyzers of AWS; absent where they cannot be compared. */
  readonly model?: 'agrees' | 'disagrees';
  /** What turned the verdict, where it turned. */
  readonly cause?: Cause;
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
