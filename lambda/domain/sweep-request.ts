import * as z from 'zod';
import { handAnalyzers, type SweepRequest, type Trigger } from './sweep.ts';

const triggers = {
  schedule: { by: z.literal('schedule'), every: z.string() },
  change: { by: z.literal('change'), gathering: z.string() },
  test: { by: z.literal('test'), channel: z.string() },
  hand: {
    by: z.literal('hand'),
    paths: z.array(z.string()).exactOptional(),
    audit: z.boolean().exactOptional(),
    analyzers: z.array(z.enum(handAnalyzers)).nonempty().exactOptional(),
  },
} as const;

/** What started a sweep, as its record has it; what a later release may add is left out. */
export const triggerSchema: z.ZodType<Trigger> = z.union([
  z.object(triggers.schedule),
  z.object(triggers.change),
  z.object(triggers.test),
  z.object(triggers.hand),
]);

export const partSchema = z.object({
  of: z.string(),
  index: z.number(),
  count: z.number(),
  rank: z.number().default(0),
  paths: z.array(z.string()).exactOptional(),
});

/** A key that this release does not know may forbid what it would do: so each must be known. */
const asked = z.discriminatedUnion('by', [
  z.strictObject(triggers.schedule),
  z.strictObject(triggers.change),
  z.strictObject(triggers.test),
  z
    .strictObject(triggers.hand)
    .refine(({ audit, analyzers }) => audit !== true || (analyzers ?? ['reachability']).includes('reachability'), {
      message: 'an audit buys what Reachability Analyzer says, which is left out',
      path: ['analyzers'],
    }),
]);

const requestSchema: z.ZodType<SweepRequest> = z.strictObject({
  trigger: asked,
  self: z.string().exactOptional(),
  part: partSchema.exactOptional(),
});

/** What the durable function was invoked with, whoever did it. Throws where it is not what this release knows. */
export const requestOf = (event: unknown): SweepRequest => {
  const read = requestSchema.safeParse(event);
  if (read.success) return read.data;
  throw new Error(`the request of the sweep is wrong: ${z.prettifyError(read.error).replaceAll(/\s*\n\s*/g, ' ')}`);
};
