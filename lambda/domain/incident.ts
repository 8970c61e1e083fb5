import type { Cause } from './change.ts';
import type { Severity } from './path.ts';
import type { Finding, SettledVerdict } from './verdict.ts';

/** From the transition to not-as-expected until the transition back. */
export interface Incident {
  readonly id: string;
  readonly paths: readonly string[];
  readonly severity: Severity;
  readonly verdict: SettledVerdict;
  readonly startedAt: string;
  readonly endedAt?: string;
  readonly findings: readonly Finding[];
  readonly checkId: string;
  /** What changed, and who changed it, as far as it is known. */
  readonly cause?: Cause;
}
