import type { Standing } from './check.ts';
import type { Verdict } from './verdict.ts';

/** The analyzers that a sweep by hand may be told to ask, by their short names. */
export const handAnalyzers = ['model', 'reachability', 'route'] as const;
export type HandAnalyzer = (typeof handAnalyzers)[number];

/** What starts a sweep. All enter by the same door. */
export type Trigger =
  | { readonly by: 'schedule'; readonly every: string }
  /** By changes of the network, once it is quiet; `gathering` names what was gathered. All paths are looked at. */
  | { readonly by: 'change'; readonly gathering: string }
  /**
   * By hand: the named paths, or all; with `audit` their analyses are bought whatever is known. `analyzers`: nobody else is
   * asked; the network model answers always.
   */
  | {
      readonly by: 'hand';
      readonly paths?: readonly string[];
      readonly audit?: boolean;
      readonly analyzers?: readonly HandAnalyzer[];
    }
  /** By hand: looks at nothing, and sends a test message to one channel. */
  | { readonly by: 'test'; readonly channel: string };

/** The payload of the durable function. */
export interface SweepRequest {
  readonly trigger: Trigger;
  /** The alias's ARN, by which the function starts further executions of itself. */
  readonly self?: string;
  /** Set by the sweep itself where the due paths are too many for one execution. */
  readonly part?: Part;
}

/** A share of the declared paths. */
export interface Part {
  /** The id of the whole sweep. */
  readonly of: string;
  readonly index: number;
  readonly count: number;
  /** Purchases of this rank and below are served: see spend/rank.ts. */
  readonly rank: number;
  /** Ids of its paths. A release that was before this one names them by the index alone. */
  readonly paths?: readonly string[];
}

/** How one path fared in a sweep. */
export interface PathOutcome {
  readonly pathId: string;
  readonly verdict: Verdict;
  readonly standing: Standing;
  /**
   * `analysed`: by bought analyses; `modelled`: without Reachability Analyzer, for want of budget or as it was asked by hand;
   * `resting`: not looked at anew, since what is known may not be carried and it is too soon to buy it again; `busy`: another sweep is at it;
   * `carried`: what was known held after all, once the network was back to what it had been.
   */
  readonly how: 'analysed' | 'modelled' | 'resting' | 'busy' | 'carried';
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
  /** Of those, how many verdicts were carried: looked at for free, and found to rest on the same facts. */
  readonly carried: number;
  /** Paid analyses started. */
  readonly analyses: number;
  readonly alerts: number;
  /** Paths that could not be checked to their end; counted as undetermined too. */
  readonly troubled: number;
}

/** Ids of paths that a sweep left as they were, though it could not carry their verdicts. */
export interface Left {
  readonly resting: readonly string[];
  readonly busy: readonly string[];
}

/** What a sweep did, kept under the sweep's id. */
export interface SweepRecord {
  readonly id: string;
  /** The name of the durable execution, by which whoever started it finds what came of it. */
  readonly execution: string;
  readonly trigger: Trigger;
  readonly part?: Part;
  readonly startedAt: string;
  readonly endedAt: string;
  readonly due: number;
  /** ISO time of the snapshot that it looked at. */
  readonly lookedAt: string;
  /** Of this execution's own paths that were not carried; where it started further executions, theirs hold them. */
  readonly outcomes: readonly PathOutcome[];
  readonly left: Left;
  /** Over all its paths, those of further executions included. */
  readonly tally: Tally;
  /** Dollars, of this execution's own paths. */
  readonly cost: number;
  /** What the operator should hear of once per sweep, such as that no global network exists. */
  readonly notes: readonly string[];
}

/** The newest look of one kind: which paths' verdicts held then, without a write for each. */
export interface Look {
  /** A schedule in its canonical form, or `change`, or `hand`. */
  readonly kind: string;
  /** ISO time of its snapshot. */
  readonly at: string;
  readonly sweepId: string;
  /** Paths of that kind whose verdict was not carried. */
  readonly except: readonly string[];
}

/** A time in which no sweep looked at the paths, though one was due: what they were then, nobody knows. ISO times. */
export interface Gap {
  readonly from: string;
  readonly until: string;
}
