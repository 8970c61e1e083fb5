import type { Standing } from './check.ts';
import type { Verdict } from './verdict.ts';

/** What starts a sweep. All enter by the same door. */
export type Trigger =
  | { readonly by: 'schedule'; readonly every: string }
  /** By hand: the named paths, or all. */
  | { readonly by: 'hand'; readonly paths?: readonly string[] };

/** The payload of the durable function. */
export interface SweepRequest {
  readonly trigger: Trigger;
  /** The alias's ARN, by which the function starts further executions of itself. */
  readonly self?: string;
  /** Set by the sweep itself where the due paths are too many for one execution. */
  readonly part?: { readonly of: string; readonly index: number; readonly count: number };
}

/** How one path fared in a sweep. */
export interface PathOutcome {
  readonly pathId: string;
  readonly verdict: Verdict;
  readonly standing: Standing;
  readonly analyses: number;
  readonly alerts: number;
  /** Set where something went wrong on the way; the verdict is then what could still be said. */
  readonly trouble?: string;
}

/** Counts over the paths of a sweep. */
export interface Tally {
  readonly expected: number;
  readonly unexpected: number;
  readonly undetermined: number;
  /** Paid analyses started. */
  readonly analyses: number;
  readonly alerts: number;
  /** Paths that could not be checked to their end; counted as undetermined too. */
  readonly troubled: number;
}

/** What a sweep did, kept under the sweep's id. */
export interface SweepRecord {
  readonly id: string;
  /** The name of the durable execution, by which whoever started it finds what came of it. */
  readonly execution: string;
  readonly trigger: Trigger;
  readonly part?: { readonly of: string; readonly index: number; readonly count: number };
  readonly startedAt: string;
  readonly endedAt: string;
  readonly due: number;
  /** Of this execution's own paths; where it started further executions, theirs hold them. */
  readonly outcomes: readonly PathOutcome[];
  /** Over all its paths, those of further executions included. */
  readonly tally: Tally;
  /** Dollars, of this execution's own paths. */
  readonly cost: number;
  /** What the operator should hear of once per sweep, such as that no global network exists. */
  readonly notes: readonly string[];
}
