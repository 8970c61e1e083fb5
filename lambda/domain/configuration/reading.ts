import * as z from 'zod';
import { parseDuration } from '../duration.ts';
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

/** A length of time in words, from `least` to `most` seconds; read as seconds. */
export const duration = (description: string, least: number, most: number, examples: readonly string[]) =>
  z
    .string()
    .meta({ examples: [...examples] })
    .transform(readBy((text: string) => parseDuration(text, least, most)))
    .meta({ description });
