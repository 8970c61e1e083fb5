import { z } from 'zod';

/** Of processor time, in milliseconds. */
const Each = z.object({
  /** JSON.parse of all files, from text in memory. */
  parse: z.number(),
  /** From parsed JSON to a snapshot. */
  read: z.number(),
  /** The model, and one answer of each kind, which makes the indexes. */
  index: z.number(),
  /** The paths, both ways. */
  answer: z.number(),
  /** The same paths once more, with all that was read kept. */
  again: z.number(),
  /** The footprints of the answers, as text. */
  footprint: z.number(),
});

/** What one process measured. */
export const Timed = z.object({
  milliseconds: Each,
  paths: z.number(),
  verdicts: z.record(z.string(), z.number()),
  /** Of the answers' footprints: facts, and characters of keys and values. */
  footprints: z.object({
    facts: z.object({ median: z.number(), most: z.number() }),
    characters: z.object({ median: z.number(), most: z.number() }),
  }),
});
export type Timed = z.infer<typeof Timed>;
