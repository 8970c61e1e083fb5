import type { Alert } from './alert.ts';
import type { PurchaseReason } from './budget.ts';
import type { Check, Standing } from './check.ts';
import type { Incident } from './incident.ts';
import type { Finding, SettledVerdict, Verdict } from './verdict.ts';

/** A check as it is remembered in the state, so that recording it again gives the same answer. */
export interface RecentCheck {
  readonly id: string;
  readonly verdict: Verdict;
  readonly late: boolean;
  /** Ids of the alerts that it raised. */
  readonly alerts: readonly string[];
}

/**
 * What the state has promised and not yet seen done. `publish` entries are taken by one sweep at a time: who holds the
 * claim alone may publish, until the claim is so old that its holder must have died.
 */
export type OutboxEntry =
  | { readonly kind: 'check'; readonly check: Check }
  | { readonly kind: 'incident'; readonly incident: Incident }
  | {
      readonly kind: 'publish';
      readonly alert: Alert;
      readonly claim?: { readonly by: string; readonly at: string };
      readonly attempts: number;
      readonly lastFault?: string;
    };

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

/** Where AWS and the network model did not say the same. */
export interface Disagreements {
  readonly count: number;
  readonly latest: { readonly at: string; readonly checkId: string; readonly message: string };
  /** Digests of those that were reported, newest last. */
  readonly reported: readonly string[];
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
  /** ISO time from which the author of the open incident's change is to be looked for again. */
  readonly searchFrom?: string;
}

/** What a path is now. The truth: checks and incidents are completed from it. */
export interface State {
  readonly pathId: string;
  /** Counts the writes; the condition on it makes two sweeps at once harmless. */
  readonly version: number;
  /** The path in words, and the digest of its declaration: another digest sets a new baseline. */
  readonly declared: { readonly text: string; readonly digest: string };
  readonly settled?: Settled;
  /** Counts the changes of standing; part of the alerts' ids. */
  readonly transitions: number;
  readonly incident?: Incident;
  /** Checks in a row without a settled verdict, the first of them, and whether it was reported. */
  readonly blind?: {
    readonly checks: number;
    readonly since: string;
    readonly reported: boolean;
    readonly findings: readonly Finding[];
  };
  /** Counts the times that the monitor was blind here; part of the alerts' ids. */
  readonly blindness: number;
  /** ISO time of the newest observation. */
  readonly observedAt?: string;
  readonly last?: LastCheck;
  readonly pending?: Pending;
  readonly disagreements?: Disagreements;
  /** Newest last. */
  readonly recent: readonly RecentCheck[];
  readonly outbox: readonly OutboxEntry[];
}

/** The brief of a state. */
export const briefOf = ({ pathId, declared, settled, last, pending, incident }: State): Brief => {
  const search = incident?.cause?.search;
  return {
    pathId,
    declared: declared.digest,
    ...(settled !== undefined && { verdict: settled.verdict, standing: settled.standing }),
    ...(last !== undefined && { last }),
    ...(pending !== undefined && { pending }),
    ...(search?.kind === 'pending' && { searchFrom: search.next }),
  };
};
