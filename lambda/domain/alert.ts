import type { Cause } from './change.ts';
import type { Severity } from './path.ts';
import type { Finding, SettledVerdict } from './verdict.ts';

/**
 * `broke`: from expected to not expected. `baseline`: not as expected at the very first check. `recovered`: as expected
 * again. `blind`: no settled verdict for a while. `sighted`: the monitor sees the path again. `attributed`: who made the
 * change behind an incident is known now. `disagreement`: AWS and the network model do not say the same of the path.
 */
export type AlertKind = 'broke' | 'baseline' | 'recovered' | 'blind' | 'sighted' | 'attributed' | 'disagreement';

/** What is told, before it is put into the words of a channel. */
export interface Alert {
  /** Stable: made of path, transition number, kind and channel; a repeat carries the same. */
  readonly id: string;
  readonly kind: AlertKind;
  /** `topic` is the deployment's topic of alerts, `troubles` that of the monitor itself. */
  readonly channel: 'topic' | 'troubles';
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
  readonly incidentId?: string;
  readonly checkId: string;
  readonly console?: string;
  /** What changed, and who changed it, as far as it is known. */
  readonly cause?: Cause;
  /** True where the budget was short, and the network model answered alone. */
  readonly modelOnly?: boolean;
  /** For `blind`: checks in a row without a settled verdict. */
  readonly checks?: number;
}
