import { findingOf, type OwnCode, own, type Subject } from '../domain/codes.ts';
import type { Confidence, Finding, Verdict } from '../domain/verdict.ts';

/**
 * A finding on its way into the judgement. `topic` keeps apart what code, component and direction do not: the inbound and
 * the outbound side of one ACL, or two port ranges.
 */
export interface Reason {
  readonly finding: Finding;
  readonly topic: string;
  /** Of the rule that it speaks of: `ingress` or `egress`. */
  readonly side?: string;
  /** Ids of further resources that it names. */
  readonly about?: readonly string[];
}

/** What one run, or several together, make of the path. */
export interface Judged {
  readonly verdict: Verdict;
  /** Of several opinions together, where they settle it. */
  readonly confidence?: Confidence;
  readonly reasons: readonly Reason[];
  readonly open: readonly string[];
}

export const reasonOf = (finding: Finding, topic = ''): Reason => ({ finding, topic });

export const asNote = (reason: Reason): Reason => ({ ...reason, finding: { ...reason.finding, says: 'note' } });

export const isBlocking = ({ finding }: Reason): boolean => finding.says === 'unreachable';

/** One of our own codes as a finding. */
export const ownFinding = (code: OwnCode, subject: Subject = {}, source: Finding['source'] = 'pathwatch'): Finding =>
  findingOf(source, code, own[code], subject);
