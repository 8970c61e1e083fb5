import { addressesText } from '../network/address.ts';
import { type Box, serviceText } from '../network/packets.ts';
import type { Answer, Leg } from './answer.ts';
import { decisionText, type Hop } from './hop.ts';

/** A hop as it is printed and kept: plain JSON. */
export interface HopDocument {
  readonly id: string;
  readonly type: string;
  readonly of?: string;
  /** The components whose rule or route let the packets on. */
  readonly by?: readonly string[];
  /** Those rules and routes in words. */
  readonly because?: readonly string[];
  /** The packets as they leave it, where something changed them. */
  readonly packets?: string;
  /** Codes of what stops them here. */
  readonly blocked?: readonly string[];
}

export interface FindingDocument {
  readonly code: string;
  readonly component: string;
  readonly direction: 'forward' | 'return';
  readonly says: 'unreachable' | 'unknown';
  readonly message: string;
  readonly resources: Readonly<Record<string, readonly string[]>>;
  readonly facts: Readonly<Record<string, string>>;
}

export interface LegDocument {
  readonly verdict: string;
  readonly hops: readonly HopDocument[];
  readonly findings: readonly FindingDocument[];
}

/** The answer of `pathwatch analyze --json`. */
export interface AnswerDocument {
  readonly id?: string;
  readonly verdict: string;
  readonly forward: LegDocument;
  readonly return: LegDocument;
  readonly unmodelled: readonly string[];
}

const packetsText = (box: Box): string =>
  `${addressesText(box.source)} → ${addressesText(box.destination)}, ${serviceText(box)}`;

const hopDocument = ({ id, type, of, decisions, blockers, header }: Hop): HopDocument => ({
  id,
  type,
  ...(of === undefined ? {} : { of }),
  ...(decisions.length === 0
    ? {}
    : { by: [...new Set(decisions.map((decision) => decision.id))], because: decisions.map(decisionText) }),
  ...(header === undefined ? {} : { packets: packetsText(header) }),
  ...(blockers.length === 0 ? {} : { blocked: [...new Set(blockers.map(({ code }) => code))] }),
});

const legDocument = ({ verdict, hops, findings }: Leg): LegDocument => ({
  verdict,
  hops: hops.map(hopDocument),
  findings: findings.map(({ code, component, direction, says, message, resources, facts }) => ({
    code,
    component,
    direction,
    says,
    message,
    resources,
    facts,
  })),
});

/** An answer as plain JSON. */
export const answerDocument = ({ id, verdict, forward, return: back, unmodelled }: Answer): AnswerDocument => ({
  ...(id === undefined ? {} : { id }),
  verdict,
  forward: legDocument(forward),
  return: legDocument(back),
  unmodelled,
});
