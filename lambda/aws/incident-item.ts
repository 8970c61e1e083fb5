import type { Incident } from '../domain/incident.ts';
import { fitFindings } from './fit.ts';
import { expiry, type Item, storable } from './item.ts';
import { incidentSchema } from './record-schema.ts';
import { incidentKey, incidentKind, incidentOrder } from './table.ts';

/** What closing an incident adds: only then does it begin to age. */
export const closingOf = (endedAt: string, retentionDays: number): { endedAt: string; expires: number } => ({
  endedAt,
  expires: expiry(endedAt, retentionDays),
});

export const incidentItem = (given: Incident, retentionDays: number): Item => {
  const incident = storable(incidentSchema, given, `incident ${given.id}`);
  return {
    ...incidentKey(incident.id),
    kind: incidentKind,
    order: incidentOrder(incident.startedAt, incident.id),
    ...incident,
    findings: fitFindings(incident.findings, { count: 200, bytes: 100_000 }),
    ...(incident.endedAt !== undefined && closingOf(incident.endedAt, retentionDays)),
  };
};

export const incidentOf = (item: Item): Incident => incidentSchema.parse(item);
