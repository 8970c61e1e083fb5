import type { Cause } from '../domain/change.ts';
import { Fault } from '../domain/fault.ts';
import { briefOf, type OutboxEntry, type State } from '../domain/state.ts';
import { type CheckLimits, fitCause, fitCheck, fitFindings, fitTexts, type Limit } from './fit.ts';
import { type Item, present, storable } from './item.ts';
import { bytesOf, pack, unpack } from './pack.ts';
import { stateSchema } from './record-schema.ts';
import { briefMark, pendingMark, stateKey, stateKind } from './table.ts';

/** Of the whole item, 20 KB short of what DynamoDB takes. */
const itemLimit = 380_000;
const findingsLimit: Limit = { count: 200, bytes: 60_000 };
const openLimit: Limit = { count: 50, bytes: 20_000 };

/** Tried in this order until the compressed outbox fits: evidence is given up first, then all but the first finding. */
const outboxLimits: readonly CheckLimits[] = [
  { evidence: 100_000, findings: findingsLimit, open: openLimit, cause: { facts: 20, candidates: 10 } },
  { evidence: 20_000, findings: findingsLimit, open: openLimit, cause: { facts: 20, candidates: 5 } },
  {
    evidence: 0,
    findings: { count: 50, bytes: 20_000 },
    open: { count: 10, bytes: 5_000 },
    cause: { facts: 5, candidates: 3 },
  },
  {
    evidence: 0,
    findings: { count: 10, bytes: 5_000 },
    open: { count: 3, bytes: 2_000 },
    cause: { facts: 3, candidates: 1 },
  },
  {
    evidence: 0,
    findings: { count: 2, bytes: 1_000 },
    open: { count: 1, bytes: 300 },
    cause: { facts: 1, candidates: 1 },
  },
];

const causeOf = ({ cause }: { readonly cause?: Cause }, limits: CheckLimits): { readonly cause?: Cause } =>
  cause === undefined ? {} : { cause: fitCause(cause, limits.cause) };

const fitEntry = (entry: OutboxEntry, limits: CheckLimits): { entry: OutboxEntry; cut: readonly string[] } => {
  switch (entry.kind) {
    case 'check': {
      const { check, cut } = fitCheck(entry.check, limits);
      return { entry: { kind: 'check', check }, cut };
    }
    case 'day':
      return { entry, cut: [] };
    case 'signal': {
      const { signal } = entry;
      const findings = fitFindings(signal.findings, limits.findings);
      const open = fitTexts(signal.open, limits.open);
      return { entry: { ...entry, signal: { ...signal, findings, open, ...causeOf(signal, limits) } }, cut: [] };
    }
  }
};

/** The outbox in at most so many bytes. No entry is ever left out: each is a promise. */
const fitOutbox = (state: State, bytes: number): { packed: Uint8Array; cut: readonly string[] } => {
  for (const limits of outboxLimits) {
    const fitted = state.outbox.map((entry) => fitEntry(entry, limits));
    const packed = pack(fitted.map(({ entry }) => entry));
    if (packed.length <= bytes) return { packed, cut: [...new Set(fitted.flatMap(({ cut }) => cut))] };
  }
  const message = `the outbox of ${state.pathId} has grown to ${state.outbox.length} entries, more than an item holds`;
  throw new Fault({ kind: 'invalid', operation: 'PutItem', code: 'OutboxTooLarge', message });
};

/** The last settled verdict lies flat in the item, where people look for it. */
const settledAttributes = (state: State): Item =>
  state.settled === undefined
    ? {}
    : {
        ...state.settled,
        findings: fitFindings(state.settled.findings, findingsLimit),
        open: fitTexts(state.settled.open, openLimit),
      };

/**
 * A state as an item of less than 380 KB: plain attributes, the outbox as one binary attribute. A `Fault` of kind
 * `invalid` where even the shortest outbox is larger, which takes some thousand signals that no incident could take.
 */
export const stateItem = (given: State): Item => {
  const state = storable(stateSchema, given, `state of ${given.pathId}`);
  const waiting = state.outbox.length;
  const plain = present({
    ...stateKey(state.pathId),
    kind: stateKind,
    order: state.pathId,
    briefed: briefMark,
    brief: briefOf(state),
    pending: waiting > 0 ? pendingMark : undefined,
    pathId: state.pathId,
    path: state.declared.text,
    digest: state.declared.digest,
    declared: state.declared,
    version: state.version,
    ...settledAttributes(state),
    transitions: state.transitions,
    signals: state.signals,
    broken: state.broken && { ...state.broken, findings: fitFindings(state.broken.findings, findingsLimit) },
    incidentId: state.incidentId,
    turning: state.turning,
    turns: state.turns,
    flap: state.flap,
    blind: state.blind && { ...state.blind, findings: fitFindings(state.blind.findings, findingsLimit) },
    observedAt: state.observedAt,
    last: state.last,
    analysing: state.pending,
    disagreements: state.disagreements,
    day: state.day,
    recent: state.recent,
    waiting,
  });
  if (waiting === 0) return plain;
  const { packed, cut } = fitOutbox(state, itemLimit - 1_000 - bytesOf(plain));
  return { ...plain, outbox: packed, ...(cut.length > 0 && { cut }) };
};

/** What this release owes. A table that an older one wrote may hold alerts and incidents of its own making: those it has told. */
const owedIn = (outbox: unknown): readonly unknown[] => {
  const entries = outbox === undefined ? [] : unpack(outbox);
  const kinds: readonly unknown[] = ['check', 'day', 'signal'];
  return Array.isArray(entries) ? entries.filter((entry) => kinds.includes(entry?.kind)) : [entries];
};

/** What an older release has not written is nothing. */
const asObject = (value: unknown): object => (typeof value === 'object' && value !== null ? value : {});

/**
 * The state of an item. One that an older release wrote, with another kind of incident, is read without it: what is still
 * broken is told anew at its next check.
 */
export const stateOf = (item: Item): State => {
  const {
    verdict,
    standing,
    since,
    until,
    findings,
    open,
    checkId,
    confidence,
    footprint,
    console,
    pending: _pending,
    analysing,
    ...rest
  } = item;
  return stateSchema.parse({
    ...rest,
    ...(analysing !== undefined && { pending: analysing }),
    declared: { ...asObject(item.declared), text: item.path, digest: item.digest },
    ...(verdict !== undefined && {
      settled: present({ verdict, standing, since, until, findings, open, checkId, confidence, footprint, console }),
    }),
    signals: item.signals ?? item.transitions,
    outbox: owedIn(item.outbox),
  });
};
