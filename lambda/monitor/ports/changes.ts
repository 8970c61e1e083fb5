import type { Change } from '../../domain/change.ts';
import type { SweepRequest } from '../../domain/sweep.ts';

/* What the flow needs to hear of changes. Every method either answers or throws a `Fault`. */

/** Changes that wait together until the network is quiet; one sweep looks at what they did. */
export interface Gathering {
  /** Part of the name of the execution that waits for it. */
  readonly id: string;
  /** ISO times by our clock: when its first change and when its latest came. */
  readonly openedAt: string;
  readonly latestAt: string;
  /** Changes so far, repeats counted. */
  readonly count: number;
}

/** What was heard of the network, in the table. */
export interface ChangeLog {
  /** Keeps changes; the same again is the same. */
  keep(changes: readonly Change[]): Promise<void>;
  /**
   * Joins the gathering that is open, or opens one with the id given where none is or it was opened before `staleBefore`
   * (ISO time): then whoever should have closed it is dead.
   */
  join(count: number, at: string, opening: { readonly id: string; readonly staleBefore: string }): Promise<Gathering>;
  /** The open gathering of that id; undefined where it was closed or replaced. */
  gathering(id: string): Promise<Gathering | undefined>;
  /** Closes it if no change has come since it was read so; false where one has. */
  close(gathering: Gathering): Promise<boolean>;
  /** Changes between two ISO times, newest first; the newest `limit` of them. */
  between(since: string, until: string, limit: number): Promise<readonly Change[]>;
}

/** Whether a trail brings the calls of this Region to EventBridge. */
export type Trail =
  | { readonly kind: 'logging'; readonly name: string }
  /** `reason`: a sentence without its full stop. */
  | { readonly kind: 'none'; readonly reason: string };

/** CloudTrail: who called what. */
export interface CallHistory {
  /**
   * The calls that name a resource and may have changed the network, between two ISO times, newest first. The history is
   * minutes late, holds 90 days and needs no trail; two look-ups a second of an account and Region are taken.
   */
  callsOn(resourceId: string, since: string, until: string): Promise<readonly Change[]>;
  /** Whether a trail logs this Region's management write calls: without one no call reaches EventBridge. */
  trail(): Promise<Trail>;
}

/** Starts a sweep under a name; the same name again starts nothing. */
export interface Starter {
  start(request: SweepRequest, name: string): Promise<void>;
}
