import * as z from 'zod';
import { type Alert, alertKinds, type Signal, signalKinds } from '../domain/alert.ts';
import type { Incident, IncidentPath, Message } from '../domain/incident.ts';
import type { Acknowledgement, Mute, Scope } from '../domain/silence.ts';
import { testimonies, type Witness } from '../domain/witness.ts';
import {
  causeSchema,
  confidence,
  findings,
  fixSchema,
  settledVerdict,
  severity,
  texts,
  time,
} from './finding-schema.ts';

/* Incidents, what is told of them, and what keeps it from being told, as they are stored. */

const counts = z.object({ accepted: z.number(), rejected: z.number() });

const spent = z.object({ queries: z.number(), bytesScanned: z.number() });

const query = z.object({
  queryId: z.string(),
  interfaceIds: texts,
  flowLogId: z.string(),
  traffic: z.enum(['ACCEPT', 'REJECT', 'ALL']),
  aggregation: z.number(),
});

export const witnessSchema: z.ZodType<Witness> = z.union([
  z.object({ kind: z.literal('due'), next: time, tries: z.number(), spent: spent.exactOptional() }),
  z.object({
    kind: z.literal('asked'),
    next: time,
    tries: z.number(),
    reads: z.number(),
    spent,
    between: z.tuple([time, time]),
    queries: z.array(query),
  }),
  z.object({
    kind: z.literal('heard'),
    testimony: z.enum(testimonies),
    between: z.tuple([time, time]),
    records: z.array(
      z.object({
        interfaceId: z.string(),
        flowLogId: z.string(),
        requests: counts,
        replies: counts,
        skipped: z.number(),
      }),
    ),
    message: z.string(),
    bytesScanned: z.number(),
  }),
  z.object({ kind: z.literal('none'), reason: z.string(), bytesScanned: z.number().exactOptional() }),
]);

const tags = z.record(z.string(), z.string());

export const signalSchema: z.ZodType<Signal> = z.object({
  id: z.string(),
  kind: z.enum(signalKinds),
  number: z.number(),
  pathId: z.string(),
  path: z.string(),
  severity,
  tags,
  expect: settledVerdict,
  verdict: settledVerdict.exactOptional(),
  since: time,
  began: time.exactOptional(),
  findings,
  open: texts,
  checkId: z.string(),
  console: z.string().exactOptional(),
  cause: causeSchema.exactOptional(),
  confidence: confidence.exactOptional(),
  fixes: z.array(fixSchema).exactOptional(),
  witness: witnessSchema.exactOptional(),
  modelOnly: z.boolean().exactOptional(),
  checks: z.number().exactOptional(),
  within: z.number().exactOptional(),
});

export const acknowledgementSchema: z.ZodType<Acknowledgement> = z.object({
  incidentId: z.string(),
  at: time,
  reason: z.string(),
  by: z.string(),
});

const scope: z.ZodType<Scope> = z.union([
  z.object({ kind: z.literal('all') }),
  z.object({ kind: z.literal('some'), paths: texts, tags: texts }),
]);

export const muteSchema: z.ZodType<Mute> = z.object({
  id: z.string(),
  scope,
  from: time,
  until: time,
  reason: z.string(),
  by: z.string(),
});

const members = z.object({ count: z.number(), first: z.array(z.object({ id: z.string(), since: time })) });

const alertSchema: z.ZodType<Alert> = z.object({
  id: z.string(),
  kind: z.enum(alertKinds),
  at: time,
  incidentId: z.string(),
  severity,
  lead: signalSchema,
  component: z.string().exactOptional(),
  down: members,
  up: members,
  startedAt: time,
  endedAt: time.exactOptional(),
  held: z.string().exactOptional(),
  acknowledged: acknowledgementSchema.exactOptional(),
});

const message: z.ZodType<Message> = z.object({
  alert: alertSchema,
  waiting: z.array(
    z.object({
      channel: z.string(),
      attempts: z.number(),
      failingSince: time.exactOptional(),
      lastFault: z.string().exactOptional(),
    }),
  ),
});

const incidentPath: z.ZodType<IncidentPath> = z.object({
  pathId: z.string(),
  severity,
  number: z.number(),
  down: z.boolean(),
  since: time,
  flapping: z.literal(true).exactOptional(),
  reminderInterval: z.number(),
  sendOnResolved: z.boolean(),
  baseline: z.literal(true).exactOptional(),
  told: z.enum(['down', 'up', 'flapping']).exactOptional(),
  passed: z.literal(true).exactOptional(),
  anew: z.literal(true).exactOptional(),
});

export const incidentSchema: z.ZodType<Incident> = z.object({
  id: z.string(),
  about: z.enum(['outage', 'blindness', 'disagreement']),
  version: z.number(),
  components: texts,
  paths: z.array(incidentPath),
  lead: signalSchema,
  severity,
  verdict: settledVerdict.exactOptional(),
  startedAt: time,
  joinedAt: time,
  endedAt: time.exactOptional(),
  findings,
  checkId: z.string(),
  cause: causeSchema.exactOptional(),
  witness: witnessSchema.exactOptional(),
  causeTold: z.literal(true).exactOptional(),
  witnessTold: z.literal(true).exactOptional(),
  acknowledged: acknowledgementSchema.exactOptional(),
  messages: z.number(),
  toldAt: time.exactOptional(),
  channels: texts,
  held: z.string().exactOptional(),
  outbox: z.array(message),
  claim: z.object({ by: z.string(), at: time }).exactOptional(),
});
