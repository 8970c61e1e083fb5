import type { Standing } from './check.ts';
import type { Verdict } from './verdict.ts';

/** How a path stood from a moment on: until the next stretch begins, or the day ends. */
export interface Stretch {
  /** ISO time. */
  readonly from: string;
  readonly verdict: Verdict;
  readonly standing: Standing;
  /** Why, where it was not as expected or nobody could tell: a sentence. */
  readonly reason?: string;
  /** The check that found it so. */
  readonly checkId?: string;
}

/**
 * One day of a path, in UTC: kept in the path's state while it lasts, and under a key of its own, for ten years, once it is over.
 * Days on which no check was recorded have none: how the last one ended is how the path stood all along.
 */
export interface Day {
  readonly pathId: string;
  /** `yyyy-mm-dd`. */
  readonly date: string;
  /** ISO time since when the path stood as its first stretch says; given where nothing else tells what was before. */
  readonly since?: string;
  /** In their order, at least one. The first begins at midnight where it goes on from the day before. */
  readonly stretches: readonly Stretch[];
  /** How many stretches were too many to be kept, before the last one; `seconds` has them. */
  readonly left: number;
  /** Of the stretches that have ended: of all, once the day is over. */
  readonly seconds: Readonly<Record<Standing, number>>;
  /** Changes of standing, between as expected and not. */
  readonly turns: number;
  /** Checks recorded, paid analyses started for them, and dollars. */
  readonly checks: number;
  readonly analyses: number;
  readonly cost: number;
}

const DAY = 86_400_000;

/** The day, in UTC, of an ISO time. */
export const dateOf = (time: string): string => time.slice(0, 10);

export const midnightOf = (date: string): string => `${date}T00:00:00.000Z`;

/** ISO time at which a day ends and the next one begins. */
export const endOf = (date: string): string => new Date(Date.parse(midnightOf(date)) + DAY).toISOString();

export const secondsBetween = (from: string, to: string): number => (Date.parse(to) - Date.parse(from)) / 1000;
