import { fileURLToPath } from 'node:url';
import { z } from 'zod';

/** The options of Node by which a process prints its figures at its end. */
export const measuring = ['--require', fileURLToPath(new URL('figures.cjs', import.meta.url))];

/**
 * The heap limits with which Lambda's runtime starts Node in a function of so many megabytes: 5 % for each half of the
 * young generation, 90 % for the old one. Without them, Node sizes its heap by the machine's memory and lets garbage lie.
 */
export const heapOf = (megabytes: number): readonly string[] => [
  `--max-semi-space-size=${Math.floor(megabytes * 0.05)}`,
  `--max-old-space-size=${Math.floor(megabytes * 0.9)}`,
];

const Figures = z.object({ peakBytes: z.number(), cpuMilliseconds: z.number() });
/** What a process took from its start to its end: resident memory at its peak, and time on the processors. */
export type Figures = z.infer<typeof Figures>;

/** What a measured process printed at its end. */
export const figuresIn = (printed: string): Figures =>
  Figures.parse(JSON.parse(/^figures (.*)$/m.exec(printed)?.[1] ?? 'null'));

export const median = (values: readonly number[]): number => {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
};

/** A figure at one of the sizes that are measured. */
export interface Point {
  readonly size: number;
  readonly value: number;
}

/** How a figure grows with the size: 1 is in proportion, 0 not at all. */
export const exponent = (small: Point, large: Point): number =>
  Math.log(large.value / small.value) / Math.log(large.size / small.size);
