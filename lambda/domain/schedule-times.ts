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

/**
 * How often a schedule, in the canonical form of the configuration, came after one time and up to another, which it need not
 * have: of a rate so many whole gaps lie between them. No more than `most` are counted.
 */
export const timesBetween = (every: string, after: Date, until: Date, most: number): number => {
  const [, cron, timezone] = /^cron\((.*)\) (\S+)$/.exec(every) ?? [];
  if (cron === undefined || timezone === undefined) {
    const gaps = Math.floor((until.getTime() - after.getTime()) / (gapOf(every) * 1000));
    return Math.max(0, Math.min(most, gaps));
  }
  const job = new Cron(cronerText(cron), { mode: '7-part', timezone, alternativeWeekdays: true, paused: true });
  // A moment later, so that its own end counts.
  return job.previousRuns(most, new Date(until.getTime() + 1)).filter((at) => at > after).length;
};
