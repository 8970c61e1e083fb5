import type { Alert } from './alert.ts';
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
  readonly console?: string;
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
  /** Newest last. */
  readonly recent: readonly RecentCheck[];
  readonly outbox: readonly OutboxEntry[];
}
