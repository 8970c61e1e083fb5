import type { Signal } from './alert.ts';
import type { PurchaseReason } from './budget.ts';
import type { Cause } from './change.ts';
import type { Check, Standing } from './check.ts';
import type { Day } from './day.ts';
import type { Path } from './path.ts';
import type { Confidence, Finding, SettledVerdict, Verdict } from './verdict.ts';
import type { Witness } from './witness.ts';

/** A check as it is remembered in the state, so that recording it again gives the same answer. */
export interface RecentCheck {
  readonly id: string;
  readonly verdict: Verdict;
  readonly late: boolean;
  /** Ids of the signals that it raised. */
  readonly alerts: readonly string[];
}

/**
 * What the state has promised and not yet seen done: a check or a day to be kept, and a signal that no incident has taken yet;
 * `incidentId` names the one that is to take it, once that is decided.
 */
export type OutboxEntry =
  | { readonly kind: 'check'; readonly check: Check }
  | { readonly kind: 'day'; readonly day: Day }
  | { readonly kind: 'signal'; readonly signal: Signal; readonly incidentId?: string };

/** The last settled verdict of a path. */
export interface Settled {
  readonly verdict: SettledVerdict;
  readonly standing: Exclude<Standing, 'undetermined'>;
  /** ISO time of the observation that turned it. */
  readonly since: string;
  /** ISO time of the latest observation that found it so. */
  readonly until: string;
  readonly findings: readonly Finding[];
  readonly open: readonly string[];
  readonly checkId: string;
  readonly confidence?: Confidence;
  /** Digest of the footprint that it was last bound to: what changed since is what may have turned it. */
  readonly footprint?: string;
  readonly console?: string;
}

/** The newest check that was made of a path, seen as what the next look may rest on. */
export interface LastCheck {
  /** ISO time at which its analyses began: from here the audit counts. */
  readonly at: string;
  readonly verdict: Verdict;
  /** Digest of the footprint that the verdict is bound to; absent: to none. */
  readonly footprint?: string;
  /** Why it may not be carried; absent: it may. */
  readonly uncarried?: string;
  /** True where the network model answered alone. */
  readonly modelOnly?: boolean;
  /** Why the verdict could not be carried when AWS was asked last, however often the model answered alone since. */
  readonly distrust?: string;
  /** Checks in a row that brought nothing to carry. */
  readonly tries: number;
}

/** A sweep that has its analyses under way for a path: no other buys the same meanwhile. */
export interface Pending {
  readonly sweepId: string;
  readonly since: string;
  readonly reason: PurchaseReason;
  /** Of the footprint that is being analysed. */
  readonly footprint: string;
  /** What the network model says at once. */
  readonly model: Verdict;
}

/** A path that is not as expected: its own part of an incident. */
export interface Break {
  /** Path and number of the transition. */
  readonly id: string;
  /** ISO time. */
  readonly startedAt: string;
  readonly verdict: SettledVerdict;
  readonly findings: readonly Finding[];
  readonly checkId: string;
  /** What changed, and who changed it, as far as it is known. */
  readonly cause?: Cause;
  /** What the flow logs say of it, as far as they were asked. */
  readonly witness?: Witness;
}

/** A change of standing that too few checks have confirmed yet. */
export interface Turning {
  readonly standing: Exclude<Standing, 'undetermined'>;
  /** ISO time of the first check that found it. */
  readonly since: string;
  readonly checks: number;
}

/** A path that changes so often that its changes are not told one by one. */
export interface Flap {
  /** ISO times: when that was noticed, and its newest change. */
  readonly since: string;
  readonly latest: string;
}

/** Where AWS and the network model did not say the same. */
export interface Disagreements {
  readonly count: number;
  readonly latest: { readonly at: string; readonly checkId: string; readonly message: string };
  /** Digests of those that were reported, newest last. */
  readonly reported: readonly string[];
  /** What the flow logs say of the latest that was reported, as far as they were asked. */
  readonly witness?: Witness;
}

/** What a look needs to know of a path: kept beside the state, small, so that one query reads all paths. */
export interface Brief {
  readonly pathId: string;
  /** Digest of the declaration. */
  readonly declared: string;
  readonly verdict?: SettledVerdict;
  readonly standing?: Exclude<Standing, 'undetermined'>;
  readonly last?: LastCheck;
  readonly pending?: Pending;
  /** Whether the next look is to confirm a change of standing. */
  readonly turning?: true;
  /** ISO time from which the author of a break's change, or the flow logs' word, is to be looked for again. */
  readonly searchFrom?: string;
}

/** What a path was declared as when it was last checked. An older release kept the first two only. */
export interface Declared extends Partial<Pick<Path, 'expect' | 'every' | 'severity' | 'tags'>> {
  /** In words. */
  readonly text: string;
  /** Of what the answer depends on: another digest sets a new baseline. */
  readonly digest: string;
}

/** What a path is now. The truth: checks, days and incidents are completed from it. */
export interface State {
  readonly pathId: string;
  /** Counts the writes; the condition on it makes two sweeps at once harmless. */
  readonly version: number;
  readonly declared: Declared;
  readonly settled?: Settled;
  /** Counts the changes of standing. */
  readonly transitions: number;
  /** Counts the signals; part of their ids. */
  readonly signals: number;
  readonly broken?: Break;
  /** The incident that has taken its break. */
  readonly incidentId?: string;
  readonly turning?: Turning;
  /** ISO times of the newest changes of standing, newest last. */
  readonly turns?: readonly string[];
  readonly flap?: Flap;
  /** Checks in a row without a settled verdict, the first of them, and whether it was reported. */
  readonly blind?: {
    readonly checks: number;
    readonly since: string;
    readonly reported: boolean;
    readonly findings: readonly Finding[];
  };
  /** ISO time of the newest observation. */
  readonly observedAt?: string;
  readonly last?: LastCheck;
  readonly pending?: Pending;
  readonly disagreements?: Disagreements;
  /** The day of its newest check. */
  readonly day?: Day;
  /** Newest last. */
  readonly recent: readonly RecentCheck[];
  readonly outbox: readonly OutboxEntry[];
}

const nextOf = (witness: Witness | undefined): string | undefined =>
  witness?.kind === 'due' || witness?.kind === 'asked' ? witness.next : undefined;

/** When something is looked for again that comes later than the alert; undefined where nothing is. */
export const searchFrom = ({ broken, disagreements }: Pick<State, 'broken' | 'disagreements'>): string | undefined => {
  const search = broken?.cause?.search;
  const times = [
    search?.kind === 'pending' ? search.next : undefined,
    nextOf(broken?.witness),
    nextOf(disagreements?.witness),
  ];
  return times
    .filter((time) => time !== undefined)
    .sort()
    .at(0);
};

/** The brief of a state. */
export const briefOf = (state: State): Brief => {
  const { pathId, declared, settled, last, pending, turning } = state;
  const next = searchFrom(state);
  return {
    pathId,
    declared: declared.digest,
    ...(settled !== undefined && { verdict: settled.verdict, standing: settled.standing }),
    ...(last !== undefined && { last }),
    ...(pending !== undefined && { pending }),
    ...(turning !== undefined && { turning: true }),
    ...(next !== undefined && { searchFrom: next }),
  };
};
