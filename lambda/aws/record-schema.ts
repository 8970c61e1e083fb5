import * as z from 'zod';
import type { Alert } from '../domain/alert.ts';
import { purchaseReasons } from '../domain/budget.ts';
import type { Cause, Change } from '../domain/change.ts';
import type { Check } from '../domain/check.ts';
import type { Incident } from '../domain/incident.ts';
import type { Brief, LastCheck, OutboxEntry, Pending, State } from '../domain/state.ts';
import type { Look, PathOutcome, SweepRecord, Tally } from '../domain/sweep.ts';
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

export const changeSchema: z.ZodType<Change> = z.object({
  id: z.string(),
  at: time,
  source: z.enum(['cloudtrail', 'network-manager', 'instance-state']),
  name: z.string(),
  concern: z.union([z.object({ kind: z.literal('resources'), ids: texts }), z.object({ kind: z.literal('anything') })]),
  author: z
    .object({
      principal: z.string(),
      sourceAddress: z.string().exactOptional(),
      tool: z.string().exactOptional(),
    })
    .exactOptional(),
  details: z.record(z.string(), z.string()),
});

const causeSchema: z.ZodType<Cause> = z.object({
  facts: z.array(
    z.object({
      component: z.string(),
      kind: z.enum(['added', 'removed', 'changed']),
      what: z.enum(['route', 'rule', 'association', 'attribute', 'resource']),
      before: z.string().exactOptional(),
      after: z.string().exactOptional(),
      message: z.string(),
    }),
  ),
  left: z.number(),
  between: z.tuple([time, time]),
  candidates: z.array(z.object({ change: changeSchema, fit: z.enum(['explains', 'touches', 'nearby']) })),
  search: z.union([
    z.object({ kind: z.literal('found') }),
    z.object({ kind: z.literal('pending'), tries: z.number(), next: time }),
    z.object({ kind: z.literal('given-up'), reason: z.string() }),
  ]),
});

const reason = z.enum(purchaseReasons);

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
  // Of checks that were stored before there were reasons, nobody asked why.
  reason: reason.default('hand'),
  modelOnly: z.boolean().exactOptional(),
  footprint: z.string().exactOptional(),
  uncarried: z.string().exactOptional(),
  model: z.enum(['agrees', 'disagrees']).exactOptional(),
  cause: causeSchema.exactOptional(),
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
  cause: causeSchema.exactOptional(),
});

const alertSchema: z.ZodType<Alert> = z.object({
  id: z.string(),
  kind: z.enum(['broke', 'baseline', 'recovered', 'blind', 'sighted', 'attributed', 'disagreement']),
  channel: z.enum(['topic', 'troubles']),
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
  cause: causeSchema.exactOptional(),
  modelOnly: z.boolean().exactOptional(),
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

const last: z.ZodType<LastCheck> = z.object({
  at: time,
  verdict,
  footprint: z.string().exactOptional(),
  uncarried: z.string().exactOptional(),
  modelOnly: z.boolean().exactOptional(),
  distrust: z.string().exactOptional(),
  tries: z.number(),
});

const pending: z.ZodType<Pending> = z.object({
  sweepId: z.string(),
  since: time,
  reason,
  footprint: z.string(),
  model: verdict,
});

export const briefSchema: z.ZodType<Brief> = z.object({
  pathId: z.string(),
  declared: z.string(),
  verdict: settledVerdict.exactOptional(),
  standing: z.enum(['expected', 'unexpected']).exactOptional(),
  last: last.exactOptional(),
  pending: pending.exactOptional(),
  searchFrom: time.exactOptional(),
});

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
      footprint: z.string().exactOptional(),
      console: z.string().exactOptional(),
    })
    .exactOptional(),
  transitions: z.number(),
  incident: incidentSchema.exactOptional(),
  blind: z.object({ checks: z.number(), since: time, reported: z.boolean(), findings }).exactOptional(),
  blindness: z.number(),
  observedAt: time.exactOptional(),
  last: last.exactOptional(),
  pending: pending.exactOptional(),
  disagreements: z
    .object({
      count: z.number(),
      latest: z.object({ at: time, checkId: z.string(), message: z.string() }),
      reported: texts,
    })
    .exactOptional(),
  recent: z.array(z.object({ id: z.string(), verdict, late: z.boolean(), alerts: texts })),
  outbox: z.array(outboxEntry),
});

const part = z.object({ of: z.string(), index: z.number(), count: z.number(), rank: z.number().default(0) });

const outcome: z.ZodType<PathOutcome> = z.object({
  pathId: z.string(),
  verdict,
  standing,
  how: z.enum(['analysed', 'modelled', 'resting', 'busy', 'carried']).default('analysed'),
  analyses: z.number(),
  alerts: z.number(),
  trouble: z.string().exactOptional(),
});

const tally: z.ZodType<Tally> = z.object({
  expected: z.number(),
  unexpected: z.number(),
  undetermined: z.number(),
  carried: z.number().default(0),
  analyses: z.number(),
  alerts: z.number(),
  troubled: z.number(),
});

export const sweepSchema: z.ZodType<SweepRecord> = z.object({
  id: z.string(),
  execution: z.string(),
  trigger: z.union([
    z.object({ by: z.literal('schedule'), every: z.string() }),
    z.object({ by: z.literal('change'), gathering: z.string() }),
    z.object({ by: z.literal('hand'), paths: texts.exactOptional(), audit: z.boolean().exactOptional() }),
  ]),
  part: part.exactOptional(),
  startedAt: time,
  endedAt: time,
  lookedAt: time,
  due: z.number(),
  outcomes: z.array(outcome),
  left: z.object({ resting: texts, busy: texts }).default({ resting: [], busy: [] }),
  tally,
  cost: z.number(),
  notes: texts,
});

export const lookSchema: z.ZodType<Look> = z.object({ kind: z.string(), at: time, sweepId: z.string(), except: texts });
