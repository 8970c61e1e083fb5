import * as z from 'zod';
import type { Cause, Change } from '../domain/change.ts';
import type { Fix } from '../domain/fix.ts';
import type { Setting } from '../domain/setting.ts';
import type { Finding } from '../domain/verdict.ts';

/*
 * What records of every kind are made of, as it is stored. Checked on the way in as well, so that what is stored can be read
 * again.
 */

/** ISO time in the one form in which keys sort as times do. */
export const time = z.iso.datetime({ precision: 3 });
export const verdict = z.enum(['reachable', 'unreachable', 'unknown']);
export const settledVerdict = z.enum(['reachable', 'unreachable']);
export const standing = z.enum(['expected', 'unexpected', 'undetermined']);
export const severity = z.enum(['critical', 'warning', 'info']);
export const texts = z.array(z.string());

export const fixSchema: z.ZodType<Fix> = z.object({
  kind: z.enum(['add', 'remove', 'undo']),
  title: z.string(),
  words: texts,
  blanks: z.record(z.string(), z.string()),
});

export const confidence = z.enum(['confirmed', 'model-only', 'disputed']);

export const findingSchema: z.ZodType<Finding> = z.object({
  code: z.string(),
  says: z.enum(['unreachable', 'unknown', 'note']),
  message: z.string(),
  advice: z.string().exactOptional(),
  direction: z.enum(['forward', 'return']).exactOptional(),
  component: z.string().exactOptional(),
  source: z.enum(['reachability-analyzer', 'route-analyzer', 'network-model', 'flow-logs', 'pathwatch']),
  fix: fixSchema.exactOptional(),
});
export const findings = z.array(findingSchema);

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

const direction = z.enum(['ingress', 'egress']);
const ports = { protocol: z.string(), from: z.number().exactOptional(), to: z.number().exactOptional() };
const route = {
  destination: z.string(),
  target: z.string().exactOptional(),
  isPropagated: z.boolean(),
  isBlackhole: z.boolean(),
};

const settingSchema: z.ZodType<Setting> = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('route'), ...route }),
  z.object({ kind: z.literal('transit-route'), ...route, isReferred: z.boolean() }),
  z.object({ kind: z.literal('group-rule'), direction, ...ports, peer: z.string() }),
  z.object({
    kind: z.literal('acl-entry'),
    direction,
    number: z.number(),
    ...ports,
    cidr: z.string(),
    allows: z.boolean(),
  }),
]);

export const causeSchema: z.ZodType<Cause> = z.object({
  facts: z.array(
    z.object({
      component: z.string(),
      kind: z.enum(['added', 'removed', 'changed']),
      what: z.enum(['route', 'rule', 'association', 'attribute', 'resource']),
      before: z.string().exactOptional(),
      after: z.string().exactOptional(),
      was: settingSchema.exactOptional(),
      is: settingSchema.exactOptional(),
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
