import { parseDuration } from './duration.ts';

/*
 * Reminders, and the ends of mutes, of maintenance and of flapping, are told by the next sweep. Where the declared schedules
 * come too seldom for that, a schedule of Pathwatch's own starts sweeps that look at no path.
 */

/** Stands for that schedule where others stand by what is declared. No declared one can be called so. */
export const CLOCK = 'clock';
export const CLOCK_RATE = 'rate(5 minutes)';

/** Seconds from one time of a rate to the next. A cron expression may pause for as long as it likes. */
export const gapOf = (every: string): number => {
  const [, rate = ''] = /^rate\((.*)\)$/.exec(every) ?? [];
  const gap = parseDuration(rate, 1, Number.POSITIVE_INFINITY);
  return gap.ok ? gap.value : Number.POSITIVE_INFINITY;
};

/** Seconds between two looks of the fastest of the schedules; infinite where none is a rate. */
export const fastestOf = (schedules: readonly string[]): number =>
  Math.min(Number.POSITIVE_INFINITY, ...schedules.map(gapOf));

/** Whether none of the schedules, in the canonical form of the configuration, comes as often as the clock would. */
export const needsClock = (schedules: readonly string[]): boolean => fastestOf(schedules) > gapOf(CLOCK_RATE);
