import * as z from 'zod';
import { LONGEST_REASON } from '../arguments.ts';
import { ack } from '../commands/ack.ts';
import { mute } from '../commands/mute.ts';
import type { Context } from '../options.ts';
import { misused } from '../refusal.ts';

/** The page's own words for what the commands of the same names do. */
const muting = z.strictObject({
  paths: z.array(z.string().min(1).max(200)).min(1).max(100),
  minutes: z
    .int()
    .min(1)
    .max(30 * 24 * 60),
  reason: z.string().trim().min(1).max(LONGEST_REASON),
});
const acknowledging = z.strictObject({
  incident: z.string().min(1).max(200),
  reason: z.string().trim().min(1).max(LONGEST_REASON),
});

const readAs = <Value>(schema: z.ZodType<Value>, given: unknown): Value => {
  const read = schema.safeParse(given);
  if (read.success) return read.data;
  throw misused(
    `the request is wrong: ${z.prettifyError(read.error).replaceAll(/\s*\n\s*/g, ' ')}`,
    'say what, for how long, and why',
  );
};

/** As `pathwatch mute PATH… --for MINUTES --reason TEXT`. Throws the command's refusals. */
export const muteBy = async (context: Context, given: unknown): Promise<unknown> => {
  const { paths, minutes, reason } = readAs(muting, given);
  return (await mute(context, paths, { tags: [], all: false, for: minutes * 60, reason })).document;
};

/** As `pathwatch ack INCIDENT --reason TEXT`. Throws the command's refusals. */
export const acknowledgeBy = async (context: Context, given: unknown): Promise<unknown> => {
  const { incident, reason } = readAs(acknowledging, given);
  return (await ack(context, incident, reason)).document;
};
