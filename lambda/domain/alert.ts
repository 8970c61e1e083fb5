import type { Cause } from './change.ts';
import type { Fix } from './fix.ts';
import type { Severity } from './path.ts';
import type { Acknowledgement } from './silence.ts';
import type { Confidence, Finding, SettledVerdict } from './verdict.ts';
import type { Witness } from './witness.ts';

/**
 * What a decision about one path has to tell.
 * `broke`: from expected to not expected. `baseline`: not as expected at the very first check. `recovered`: as expected
 * again. `flapping`: it changes so often that its changes are no longer told one by one. `steady`: that is over. `blind`: no
 * settled verdict for a while. `sighted`: the monitor sees the path again. `attributed`: who made the change behind an
 * incident is known now. `witnessed`: what the flow logs say of it. `disagreement`: AWS and the network model do not say the same of the path.
 */
export const signalKinds = [
  'broke',
  'baseline',
  'recovered',
  'flapping',
  'steady',
  'blind',
  'sighted',
  'attributed',
  'witnessed',
  'disagreement',
] as const;
export type SignalKind = (typeof signalKinds)[number];

/** What one path has to tell, before it is known what else the same cause did, and who is to hear of it. */
export interface Signal {
  /** Stable: path, number, kind. */
  readonly id: string;
  readonly kind: SignalKind;
  /** Counts the path's signals of a kind; of two, the higher number is the later one. */
  readonly number: number;
  readonly pathId: string;
  /** The path in words, as declared. */
  readonly path: string;
  readonly severity: Severity;
  readonly tags: Readonly<Record<string, string>>;
  readonly expect: SettledVerdict;
  /** The settled verdict that is told; for `blind` the last one known, if any. */
  readonly verdict?: SettledVerdict;
  /** ISO time since when it is so. */
  readonly since: string;
  /** For `recovered` and `sighted`: ISO time at which what is over now had begun. */
  readonly began?: string;
  readonly findings: readonly Finding[];
  readonly open: readonly string[];
  readonly checkId: string;
  readonly console?: string;
  /** What changed, and who changed it, as far as it is known. */
  readonly cause?: Cause;
  /** Who saw it. */
  readonly confidence?: Confidence;
  /** What would put it right: first what undoes the change behind it. */
  readonly fixes?: readonly Fix[];
  /** What flow logs say of it. */
  readonly witness?: Witness;
  /** True where the network model answered alone: for want of budget or of AWS's answer in time, or as it was asked by hand. */
  readonly modelOnly?: boolean;
  /** For `blind`: checks in a row without a settled verdict. For `flapping`: changes, within `within` seconds. */
  readonly checks?: number;
  readonly within?: number;
}

/**
 * What is told of an incident: it opens (`broke`, or `baseline` where all its paths are so since their first check), it grows
 * or shrinks (`updated`), it lasts (`reminder`), it is over (`recovered`); its paths flap, or do so no more; its author or the flow logs' word
 * comes later. `test`: somebody tries the channel.
 */
export const alertKinds = [...signalKinds, 'updated', 'reminder', 'test'] as const;
export type AlertKind = (typeof alertKinds)[number];

/** A path of an incident, as it is named in an alert. */
export interface Member {
  readonly id: string;
  /** ISO time since when it is as it is now. */
  readonly since: string;
}

/** What is told, before it is put into the words of a channel. */
export interface Alert {
  /** Stable: incident, number of the message, kind; as it is delivered, with the channel's name after it. */
  readonly id: string;
  readonly kind: AlertKind;
  /** ISO time at which it was decided. */
  readonly at: string;
  readonly incidentId: string;
  /** The gravest of its paths'. */
  readonly severity: Severity;
  /** The path in whose words it is told. */
  readonly lead: Signal;
  /** What blocks all its paths, where they are several and share it. */
  readonly component?: string;
  /** Its paths that are not as expected now, and those that are so again: the first of them, and how many there are. */
  readonly down: { readonly count: number; readonly first: readonly Member[] };
  readonly up: { readonly count: number; readonly first: readonly Member[] };
  /** ISO times. */
  readonly startedAt: string;
  readonly endedAt?: string;
  /** Why it is told only now: `a mute until 08:00, by alice: switch replaced`. */
  readonly held?: string;
  readonly acknowledged?: Acknowledgement;
}

/** How many paths an alert names at most. */
export const NAMED_MEMBERS = 20;
