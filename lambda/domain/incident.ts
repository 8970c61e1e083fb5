import type { Alert, Signal } from './alert.ts';
import type { Cause } from './change.ts';
import type { Severity } from './path.ts';
import type { Acknowledgement } from './silence.ts';
import type { Finding, SettledVerdict } from './verdict.ts';
import type { Witness } from './witness.ts';

/** What an incident is about: paths that are not as expected, paths that nobody sees, or two minds of one path. */
export type Subject = 'outage' | 'blindness' | 'disagreement';

/** How a path of an incident is, in the eyes of those who are told. */
export type Standing = 'down' | 'up' | 'flapping';

/** One path of an incident. */
export interface IncidentPath {
  readonly pathId: string;
  readonly severity: Severity;
  /** Number of the newest signal that was taken: a repeat changes nothing. */
  readonly number: number;
  /** Whether it is not as expected, and the ISO time since when it is as it is. */
  readonly down: boolean;
  readonly since: string;
  readonly flapping?: true;
  /** What its policy says. Seconds; 0: none. */
  readonly reminderInterval: number;
  readonly sendOnResolved: boolean;
  /** Whether it broke at its first check. */
  readonly baseline?: true;
  /** What the readers were told of it last; absent: nothing. */
  readonly told?: Standing;
  /** Whether it went there and back since. */
  readonly passed?: true;
  /** Whether it is down by another cause than was told. */
  readonly anew?: true;
}

/** A message on its way. */
export interface Message {
  readonly alert: Alert;
  /** Channels that have not taken it yet. */
  readonly waiting: readonly Waiting[];
}

export interface Waiting {
  readonly channel: string;
  readonly attempts: number;
  /** ISO time of the first attempt that failed. */
  readonly failingSince?: string;
  readonly lastFault?: string;
}

/**
 * From the first path's transition to not-as-expected until the last one's back: paths that break within a window and share a
 * blocking component are one. It owns its alerts, its cause, its change. The item is the truth of what was told.
 */
export interface Incident {
  /** What it is about, and when it was opened: `rtb-021ab122f4f50d879-20261128T165535Z`. */
  readonly id: string;
  readonly about: Subject;
  /** Counts the writes. */
  readonly version: number;
  /** What blocks each of its paths. */
  readonly components: readonly string[];
  readonly paths: readonly IncidentPath[];
  /** The signal in whose words it is told. */
  readonly lead: Signal;
  readonly severity: Severity;
  readonly verdict?: SettledVerdict;
  /** ISO times. */
  readonly startedAt: string;
  readonly joinedAt: string;
  readonly endedAt?: string;
  readonly findings: readonly Finding[];
  readonly checkId: string;
  /** What changed, and who changed it, as far as it is known. */
  readonly cause?: Cause;
  readonly witness?: Witness;
  /** Whether the readers know who made the change, and what the flow logs say. */
  readonly causeTold?: true;
  readonly witnessTold?: true;
  readonly acknowledged?: Acknowledgement;
  /** How many messages were made, and when the last one was. */
  readonly messages: number;
  readonly toldAt?: string;
  /** Channels that know of it: whoever heard of its opening hears of its end. */
  readonly channels: readonly string[];
  /** Why it was kept back. */
  readonly held?: string;
  readonly outbox: readonly Message[];
  /** Who publishes from the outbox just now. */
  readonly claim?: { readonly by: string; readonly at: string };
}
