import * as z from 'zod';
import { purchaseReasons } from '../domain/budget.ts';
import type { Answers, Canary } from '../domain/canary.ts';
import type { Check } from '../domain/check.ts';
import type { Day } from '../domain/day.ts';
import { leavable } from '../domain/left-out.ts';
import type { Brief, LastCheck, OutboxEntry, Pending, State } from '../domain/state.ts';
import type { Gap, Look, PathOutcome, SweepRecord, Tally } from '../domain/sweep.ts';
import { partSchema, triggerSchema } from '../domain/sweep-request.ts';
import { evidenceSchema } from './evidence-schema.ts';
import {
  causeSchema,
  confidence,
  findings,
  settledVerdict,
  severity,
  standing,
  texts,
  time,
  verdict,
} from './finding-schema.ts';
import { signalSchema, witnessSchema } from './incident-schema.ts';

/*
 * The records of the domain as they are stored. Checked on the way in as well, so that what is stored can be read again.
 */

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
  confidence: confidence.exactOptional(),
  evidence: evidenceSchema,
  // Of checks that were stored before there were reasons, nobody asked why.
  reason: reason.default('hand'),
  modelOnly: z.boolean().exactOptional(),
  leftOut: z.array(z.enum(leavable)).exactOptional(),
  footprint: z.string().exactOptional(),
  uncarried: z.string().exactOptional(),
  model: z.enum(['agrees', 'disagrees']).exactOptional(),
  cause: causeSchema.exactOptional(),
  analyses: z.number(),
  cost: z.number(),
  late: z.boolean().exactOptional(),
  console: z.string().exactOptional(),
});

export const daySchema: z.ZodType<Day> = z.object({
  pathId: z.string(),
  date: z.iso.date(),
  since: time.exactOptional(),
  stretches: z
    .array(
      z.object({
        from: time,
        verdict,
        standing,
        reason: z.string().exactOptional(),
        checkId: z.string().exactOptional(),
      }),
    )
    .min(1),
  left: z.number(),
  seconds: z.object({ expected: z.number(), unexpected: z.number(), undetermined: z.number() }),
  turns: z.number(),
  checks: z.number(),
  analyses: z.number(),
  cost: z.number(),
});

const outboxEntry: z.ZodType<OutboxEntry> = z.union([
  z.object({ kind: z.literal('check'), check: checkSchema }),
  z.object({ kind: z.literal('day'), day: daySchema }),
  z.object({ kind: z.literal('signal'), signal: signalSchema, incidentId: z.string().exactOptional() }),
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
  turning: z.literal(true).exactOptional(),
  searchFrom: time.exactOptional(),
});

export const stateSchema: z.ZodType<State> = z.object({
  pathId: z.string(),
  version: z.number(),
  declared: z.object({
    text: z.string(),
    digest: z.string(),
    expect: settledVerdict.exactOptional(),
    every: z.string().exactOptional(),
    severity: severity.exactOptional(),
    tags: z.record(z.string(), z.string()).exactOptional(),
  }),
  settled: z
    .object({
      verdict: settledVerdict,
      standing: z.enum(['expected', 'unexpected']),
      since: time,
      until: time,
      findings,
      open: texts,
      checkId: z.string(),
      confidence: confidence.exactOptional(),
      footprint: z.string().exactOptional(),
      console: z.string().exactOptional(),
    })
    .exactOptional(),
  transitions: z.number(),
  signals: z.number(),
  broken: z
    .object({
      id: z.string(),
      startedAt: time,
      verdict: settledVerdict,
      findings,
      checkId: z.string(),
      cause: causeSchema.exactOptional(),
      witness: witnessSchema.exactOptional(),
    })
    .exactOptional(),
  incidentId: z.string().exactOptional(),
  turning: z.object({ standing: z.enum(['expected', 'unexpected']), since: time, checks: z.number() }).exactOptional(),
  turns: z.array(time).exactOptional(),
  flap: z.object({ since: time, latest: time }).exactOptional(),
  blind: z.object({ checks: z.number(), since: time, reported: z.boolean(), findings }).exactOptional(),
  observedAt: time.exactOptional(),
  last: last.exactOptional(),
  pending: pending.exactOptional(),
  disagreements: z
    .object({
      count: z.number(),
      latest: z.object({ at: time, checkId: z.string(), message: z.string() }),
      reported: texts,
      witness: witnessSchema.exactOptional(),
    })
    .exactOptional(),
  day: daySchema.exactOptional(),
  recent: z.array(z.object({ id: z.string(), verdict, late: z.boolean(), alerts: texts })),
  outbox: z.array(outboxEntry),
});

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
  trigger: triggerSchema,
  part: partSchema.exactOptional(),
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

export const gapSchema: z.ZodType<Gap> = z.object({ from: time, until: time });

const answers: z.ZodType<Answers> = z.object({
  at: time,
  open: verdict,
  blocked: verdict,
  reason: z.string().exactOptional(),
});

export const canarySchema: z.ZodType<Canary> = z.object({
  lookedAt: time,
  way: z.object({ pathId: z.string(), open: z.string(), blocked: z.string() }).exactOptional(),
  why: z.string().exactOptional(),
  model: answers.exactOptional(),
  aws: answers.exactOptional(),
});
