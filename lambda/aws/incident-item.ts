import type { Alert, Signal } from '../domain/alert.ts';
import { Fault } from '../domain/fault.ts';
import type { Incident } from '../domain/incident.ts';
import { isOpen } from '../incidents/subject.ts';
import { type CheckLimits, fitCause, fitFindings, fitTexts, type Limit } from './fit.ts';
import { incidentSchema } from './incident-schema.ts';
import { expiry, type Item, present, storable } from './item.ts';
import { bytesOf, pack, unpack } from './pack.ts';
import { incidentKey, incidentKind, incidentOrder, openMark } from './table.ts';

/** Of the whole item, 20 KB short of what DynamoDB takes. */
const itemLimit = 380_000;
/** How many paths the item names plainly. */
const namedPaths = 200;

interface Limits extends Pick<CheckLimits, 'cause'> {
  readonly findings: Limit;
  readonly open: Limit;
}

/** Tried in this order until the compressed document fits. */
const limits: readonly Limits[] = [
  { findings: { count: 50, bytes: 60_000 }, open: { count: 50, bytes: 20_000 }, cause: { facts: 20, candidates: 10 } },
  { findings: { count: 10, bytes: 10_000 }, open: { count: 10, bytes: 5_000 }, cause: { facts: 5, candidates: 3 } },
  { findings: { count: 2, bytes: 1_000 }, open: { count: 1, bytes: 300 }, cause: { facts: 1, candidates: 1 } },
];

const fitSignal = (signal: Signal, limit: Limits): Signal => ({
  ...signal,
  findings: fitFindings(signal.findings, limit.findings),
  open: fitTexts(signal.open, limit.open),
  ...(signal.cause !== undefined && { cause: fitCause(signal.cause, limit.cause) }),
});

const fitAlert = (alert: Alert, limit: Limits): Alert => ({ ...alert, lead: fitSignal(alert.lead, limit) });

const fitIncident = (incident: Incident, limit: Limits): Incident => ({
  ...incident,
  lead: fitSignal(incident.lead, limit),
  findings: fitFindings(incident.findings, limit.findings),
  ...(incident.cause !== undefined && { cause: fitCause(incident.cause, limit.cause) }),
  outbox: incident.outbox.map((message) => ({ ...message, alert: fitAlert(message.alert, limit) })),
});

/** The whole of it in at most so many bytes. No message is ever left out: each is a promise. */
const packed = (incident: Incident, bytes: number): Uint8Array => {
  for (const limit of limits) {
    const document = pack(fitIncident(incident, limit));
    if (document.length <= bytes) return document;
  }
  const message = `the incident ${incident.id} has grown to ${incident.paths.length} paths and ${incident.outbox.length} messages, more than an item holds`;
  throw new Fault({ kind: 'invalid', operation: 'PutItem', code: 'IncidentTooLarge', message });
};

/**
 * An incident as an item of less than 380 KB: what people look for as plain attributes, the whole as one binary attribute.
 * While there is anything left to do for it, it is in the index of what is pending, and does not age.
 */
export const incidentItem = (given: Incident, retentionDays: number): Item => {
  const incident = storable(incidentSchema, given, `incident ${given.id}`);
  const { id, about, version, severity, verdict, startedAt, endedAt, components, paths, lead } = incident;
  const open = isOpen(incident);
  const plain = present({
    ...incidentKey(id),
    kind: incidentKind,
    order: incidentOrder(startedAt, id),
    pending: open ? openMark : undefined,
    id,
    about,
    version,
    severity,
    verdict,
    startedAt,
    endedAt,
    components: components.slice(0, namedPaths),
    paths: paths.slice(0, namedPaths).map(({ pathId }) => pathId),
    count: paths.length,
    finding: lead.findings[0]?.message.slice(0, 1_000),
    expires: open || endedAt === undefined ? undefined : expiry(endedAt, retentionDays),
  });
  return { ...plain, document: packed(incident, itemLimit - 1_000 - bytesOf(plain)) };
};

export const incidentOf = (item: Item): Incident => incidentSchema.parse(unpack(item.document));
