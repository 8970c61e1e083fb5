import { parseDuration } from '../domain/duration.ts';
import { timesAYear } from './cron-days.ts';

/** The month that is foreseen: 365 days are twelve of it and a little. */
export const MONTH_DAYS = 30.4;
export const MONTH_SECONDS = MONTH_DAYS * 24 * 3600;

const YEAR_DAYS = 365.25;

/**
 * How often a schedule comes in a month: `rate(5 minutes)` 8,755.2 times. Takes the canonical form of the configuration; any
 * other is a defect, and throws.
 */
export const looksAMonth = (every: string): number => {
  const [, rate, cron] = /^rate\((.*)\)$|^cron\((.*)\) \S+$/.exec(every) ?? [];
  if (cron !== undefined) return (timesAYear(cron) / YEAR_DAYS) * MONTH_DAYS;
  const gap = parseDuration(rate ?? '', 1, Number.POSITIVE_INFINITY);
  if (!gap.ok) throw new Error(`${every} is no schedule in canonical form`);
  return MONTH_SECONDS / gap.value;
};
