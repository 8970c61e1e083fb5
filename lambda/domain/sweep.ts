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
  readonly verdict: 'reachable' | 'unreachable' | 'unknown';
  readonly standing: 'expected' | 'unexpected' | 'undetermined';
  readonly analyses: number;
  readonly alerts: number;
  /** Set where something went wrong on the way; the verdict is then what could still be said. */
  readonly trouble?: string;
}

/** What a sweep did, kept under the sweep's id. */
export interface SweepRecord {
  readonly id: string;
  readonly trigger: Trigger;
  readonly part?: { readonly of: string; readonly index: number; readonly count: number };
  readonly startedAt: string;
  readonly endedAt: string;
  readonly due: number;
  readonly outcomes: readonly PathOutcome[];
  /** Paid analyses started, and their price in dollars. */
  readonly analyses: number;
  readonly cost: number;
  /** What the operator should hear of once per sweep, such as that no global network exists. */
  readonly notes: readonly string[];
}
