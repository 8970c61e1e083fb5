import { Cron } from 'croner';
import { gapOf } from './clock.ts';

/*
 * When a schedule came, by EventBridge Scheduler's rules: https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html.
 * croner reads nearly the same expressions; what it reads otherwise is put into its words.
 */

const months = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];
const weekdays = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];

/** Lowest and highest value of each field, and the words for its values. */
const fields: readonly (readonly [low: number, high: number, words: readonly string[]])[] = [
  [0, 59, []],
  [0, 23, []],
  [1, 31, []],
  [1, 12, months],
  [1, 7, weekdays],
  [1970, 2199, []],
];

const weekdayField = 4;

/** `5/10` goes on to the end, and `FRI-MON` round it: neither does croner read so. */
const itemText = (item: string, [low, high, words]: (typeof fields)[number]): string => {
  const numbers = words.reduce((text, word, index) => text.replaceAll(word, `${index + low}`), item);
  const [range = '', step] = numbers.split('/');
  const by = step === undefined ? '' : `/${Number(step)}`;
  const [first = '', last] = range.split('-');
  if (last === undefined) return step === undefined || first === '*' ? `${range}${by}` : `${first}-${high}${by}`;
  return Number(first) <= Number(last) ? `${range}${by}` : `${first}-${high}${by},${low}-${last}${by}`;
};

const fieldText = (field: string, index: number): string => {
  // The last day of the week.
  if (index === weekdayField && field === 'L') return '7';
  const span = fields[index];
  return span === undefined
    ? field
    : field
        .split(',')
        .map((item) => itemText(item, span))
        .join(',');
};

/** `0 8 ? * MON-FRI *` with seconds before it, as croner reads it. */
const cronerText = (cron: string): string => `0 ${cron.split(' ').map(fieldText).join(' ')}`;

const jobOf = (cron: string, timezone: string): Cron =>
  new Cron(cronerText(cron), { mode: '7-part', timezone, alternativeWeekdays: true, paused: true });

const partsOf = (every: string) => /^cron\((.*)\) (\S+)$/.exec(every);

/** So many times of a cron expression are looked at for its longest pause. */
const SAMPLE = 500;

/**
 * Seconds between two times of a schedule, at the longest: of a cron expression among its next times after `from`; infinite
 * where it comes less than twice.
 */
export const longestGap = (every: string, from: Date): number => {
  const [, cron, timezone] = partsOf(every) ?? [];
  if (cron === undefined || timezone === undefined) return gapOf(every);
  const runs = jobOf(cron, timezone).nextRuns(SAMPLE, from);
  const gaps = runs.slice(1).map((at, index) => (at.getTime() - (runs[index]?.getTime() ?? 0)) / 1000);
  return gaps.length === 0 ? Number.POSITIVE_INFINITY : Math.max(...gaps);
};

/**
 * How often a schedule, in the canonical form of the configuration, came after one time and up to another, which it need not
 * have: of a rate so many whole gaps lie between them. No more than `most` are counted.
 */
export const timesBetween = (every: string, after: Date, until: Date, most: number): number => {
  const [, cron, timezone] = partsOf(every) ?? [];
  if (cron === undefined || timezone === undefined) {
    const gaps = Math.floor((until.getTime() - after.getTime()) / (gapOf(every) * 1000));
    return Math.max(0, Math.min(most, gaps));
  }
  // A moment later, so that its own end counts.
  return jobOf(cron, timezone)
    .previousRuns(most, new Date(until.getTime() + 1))
    .filter((at) => at > after).length;
};
