import { nextBeginning } from './recurrence.ts';

const HOUR = 3_600_000;
const YEAR = 366 * 24 * HOUR;
/** Enough for a day of windows of a minute, and for a year of those of six hours. */
const STEPS = 1500;

/**
 * Whether windows that begin by a cron expression and last so many seconds leave no time between them. It is told by a clock
 * that is never set: an hour in autumn does not make a pause.
 */
export const isEndless = (cron: string, seconds: number): boolean => {
  const length = seconds * 1000;
  const next = (from: number): number =>
    nextBeginning({ cron, timezone: 'UTC' }, new Date(from - 1))?.getTime() ?? Number.POSITIVE_INFINITY;
  const first = next(0);
  // What is between a window's end and the next beginning belongs to a window that began within its own length before that.
  for (let step = 0, begin = first; step < STEPS && begin < first + YEAR; step += 1) {
    const after = next(begin + length);
    if (next(after - length) >= after) return false;
    begin = after;
  }
  // Short windows were followed for some days only: days on which none begins are found from noon and midnight.
  const pause = Math.max(length, 11 * HOUR);
  for (let at = 0; at < YEAR; at += 12 * HOUR) if (next(at) - at > pause) return false;
  return true;
};
