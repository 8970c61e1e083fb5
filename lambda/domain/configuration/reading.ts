import * as z from 'zod';
import { durationText, parseDuration } from '../duration.ts';
import type { Parsed } from '../parsed.ts';

/** Puts one of the domain's own readers behind a schema; its advice travels with the issue. */
export const readBy =
  <Input, Value>(parse: (input: Input) => Parsed<Value>) =>
  (input: Input, context: z.RefinementCtx): Value => {
    const parsed = parse(input);
    if (parsed.ok) return parsed.value;
    context.addIssue({ code: 'custom', message: parsed.message, params: { advice: parsed.advice } });
    return z.NEVER;
  };

export const HOUR = 3600;
export const DAY = 24 * HOUR;

/** How long something may be, in seconds, and how long it is where nothing is said. */
export interface Lengths {
  readonly least: number;
  readonly most: number;
  readonly usual: number;
}

/** A length of time in words, read as seconds. Its limits are a part of its description: JSON Schema has no word for them. */
export const duration = (description: string, { least, most, usual }: Lengths, examples: readonly string[]) =>
  z
    .string()
    .meta({ default: durationText(usual), examples: [...examples] })
    .transform(readBy((text: string) => parseDuration(text, least, most)))
    .meta({ description: `${description} From ${durationText(least)} to ${durationText(most)}.` });
