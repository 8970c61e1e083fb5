import { beginningsOf } from './recurrence.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const YEAR = 366 * DAY;

/**
 * Whether windows that begin by a cron expression and last so many seconds leave no time between them. It is told by a clock
 * that is never set: an hour in autumn does not make a pause.
 */
export const isEndless = (cron: string, seconds: number): boolean => {
  const length = seconds * 1000;
  const after = beginningsOf({ cron, timezone: 'UTC' });
  const next = (from: number): number => after(new Date(from - 1))?.getTime() ?? Number.POSITIVE_INFINITY;
  // Days on which none begins are found from noon and midnight.
  const pause = Math.max(length, 11 * HOUR);
  for (let at = 0; at < YEAR; at += 12 * HOUR) if (next(at) - at > pause) return false;
  // Where windows are that short they begin on every day now, and one day is as another.
  const first = next(0);
  const horizon = first + (length < 11 * HOUR ? DAY : YEAR);
  for (let begin = first; begin < horizon; ) {
    begin = next(begin + length);
    // What is between a window's end and the next beginning belongs to one that began since, if any.
    if (next(begin - length) >= begin) return false;
  }
  return true;
};
