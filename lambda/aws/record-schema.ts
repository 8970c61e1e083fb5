import * as z from 'zod';
import type { Alert } from '../domain/alert.ts';
import type { Check } from '../domain/check.ts';
import type { Incident } from '../domain/incident.ts';
import type { OutboxEntry, State } from '../domain/state.ts';
import type { PathOutcome, SweepRecord, Tally } from '../domain/sweep.ts';
import type { Finding } from '../domain/verdict.ts';
import { evidenceSchema } from './evidence-schema.ts';

/*
 * The records of the domain as they are stored. Checked on the way in as well, so that what is stored can be read again.
 */

/** ISO time in the one form in which keys sort as times do. */
const time = z.iso.datetime({ precision: 3 });
const verdict = z.enum(['reachable', 'unreachable', 'unknown']);
const settledVerdict = z.enum(['reachable', 'unreachable']);
const standing = z.enum(['expected', 'unexpected', 'undetermined']);
const severity = z.enum(['critical', 'warning', 'info']);
const texts = z.array(z.string());

export const findingSchema: z.ZodType<Finding> = z.object({
  code: z.string(),
  says: z.enum(['unreachable', 'unknown', 'note']),
  message: z.string(),
  advice: z.string().exactOptional(),
  direction: z.enum(['forward', 'return']).exactOptional(),
  component: z.string().exactOptional(),
  source: z.enum(['reachability-analyzer', 'route-analyzer', 'network-model', 'pathwatch']),
});
const findings = z.array(findingSchema);

export const checkSchema: z.ZodType<Check> = z.object({
  id: z.string(),
  pathId: z.string(),
  sweepId: z.string(),
  observedAt: time,
  settledAt: time,
  verdict,
  standing,
  findings,
  open: texts,
  evidence: evidenceSchema,
  analyses: z.number(),
  cost: z.number(),
  late: z.boolean().exactOptional(),
  console: z.string().exactOptional(),
});

export const incidentSchema: z.ZodType<Incident> = z.object({
  id: z.string(),
  paths: texts,
  severity,
  verdict: settledVerdict,
  startedAt: time,
  endedAt: time.exactOptional(),
  findings,
  checkId: z.string(),
});

const alertSchema: z.ZodType<Alert> = z.object({
  id: z.string(),
  kind: z.enum(['broke', 'baseline', 'recovered', 'blind', 'sighted']),
  channel: z.string(),
  pathId: z.string(),
  path: z.string(),
  severity,
  tags: z.record(z.string(), z.string()),
  expect: settledVerdict,
  verdict: settledVerdict.exactOptional(),
  since: time,
  began: time.exactOptional(),
  findings,
  open: texts,
  incidentId: z.string().exactOptional(),
  checkId: z.string(),
  console: z.string().exactOptional(),
  checks: z.number().exactOptional(),
});

const outboxEntry: z.ZodType<OutboxEntry> = z.union([
  z.object({ kind: z.literal('check'), check: checkSchema }),
  z.object({ kind: z.literal('incident'), incident: incidentSchema }),
  z.object({
    kind: z.literal('publish'),
    alert: alertSchema,
    claim: z.object({ by: z.string(), at: time }).exactOptional(),
    attempts: z.number(),
    lastFault: z.string().exactOptional(),
  }),
]);

export const stateSchema: z.ZodType<State> = z.object({
  pathId: z.string(),
  version: z.number(),
  declared: z.object({ text: z.string(), digest: z.string() }),
  settled: z
    .object({
      verdict: settledVerdict,
      standing: z.enum(['expected', 'unexpected']),
      since: time,
      until: time,
      findings,
      open: texts,
      checkId: z.string(),
      console: z.string().exactOptional(),
    })
    .exactOptional(),
  transitions: z.number(),
  incident: incidentSchema.exactOptional(),
  blind: z.object({ checks: z.number(), since: time, reported: z.boolean(), findings }).exactOptional(),
  blindness: z.number(),
  observedAt: time.exactOptional(),
  recent: z.array(z.object({ id: z.string(), verdict, late: z.boolean(), alerts: texts })),
  outbox: z.array(outboxEntry),
});

const part = z.object({ of: z.string(), index: z.number(), count: z.number() });

const outcome: z.ZodType<PathOutcome> = z.object({
  pathId: z.string(),
  verdict,
  standing,
  analyses: z.number(),
  alerts: z.number(),
  trouble: z.string().exactOptional(),
});

const tally: z.ZodType<Tally> = z.object({
  expected: z.number(),
  unexpected: z.number(),
  undetermined: z.number(),
  analyses: z.number(),
  alerts: z.number(),
  troubled: z.number(),
});

export const sweepSchema: z.ZodType<SweepRecord> = z.object({
  id: z.string(),
  execution: z.string(),
  trigger: z.union([
    z.object({ by: z.literal('schedule'), every: z.string() }),
    z.object({ by: z.literal('hand'), paths: texts.exactOptional() }),
  ]),
  part: part.exactOptional(),
  startedAt: time,
  endedAt: time,
  due: z.number(),
  outcomes: z.array(outcome),
  tally,
  cost: z.number(),
  notes: texts,
});
