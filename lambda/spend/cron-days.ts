/*
 * Which days a cron expression means, by EventBridge Scheduler's rules; its six fields are as `parseCron` lets them pass.
 * https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html, "Cron-based schedules"
 */

const months = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];
const weekdays = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];

/** What one field can hold; words stand for numbers from `low` on. */
interface Span {
  readonly low: number;
  readonly high: number;
  readonly words: readonly string[];
}

const minuteSpan: Span = { low: 0, high: 59, words: [] };
const hourSpan: Span = { low: 0, high: 23, words: [] };
const daySpan: Span = { low: 1, high: 31, words: [] };
const monthSpan: Span = { low: 1, high: 12, words: months };
const weekdaySpan: Span = { low: 1, high: 7, words: weekdays };
const yearSpan: Span = { low: 1970, high: 2199, words: [] };
/** The calendar repeats after 28 years, up to 2100: so much of it is enough where every year is meant. */
const anyYear: Span = { low: 2024, high: 2051, words: [] };

const numberOf = (text: string, { low, words }: Span): number => {
  const index = words.indexOf(text);
  return index === -1 ? Number(text) : index + low;
};

const upTo = (from: number, to: number, step: number): readonly number[] =>
  from > to ? [] : Array.from({ length: Math.floor((to - from) / step) + 1 }, (_, index) => from + index * step);

const itemOf = (item: string, span: Span): readonly number[] => {
  const [range = '', step] = item.split('/');
  const [first = '', last] = range.split('-');
  const from = first === '*' ? span.low : numberOf(first, span);
  // `5` is itself, `5/10` goes on to the end.
  const to = last === undefined ? (first === '*' || step !== undefined ? span.high : from) : numberOf(last, span);
  const by = step === undefined ? 1 : Number(step);
  // FRI-MON goes round the end.
  return from <= to ? upTo(from, to, by) : [...upTo(from, span.high, by), ...upTo(span.low, to, by)];
};

/** `0/10`, `MON-FRI` or `1,15` → the numbers that it means. */
const valuesOf = (field: string, span: Span): ReadonlySet<number> =>
  new Set(field.split(',').flatMap((item) => itemOf(item, span)));

interface Day {
  readonly day: number;
  /** 1 is Sunday. */
  readonly weekday: number;
  /** Of the month: 28 to 31. */
  readonly last: number;
}

const weekdayOf = (year: number, month: number, day: number): number =>
  new Date(Date.UTC(year, month - 1, day)).getUTCDay() + 1;

/** The working day nearest to a day of the same month. */
const nearestWorkingDay = (wanted: number, { day, weekday, last }: Day): number => {
  const target = Math.min(wanted, last);
  const its = ((weekday - 1 + target - day + 35) % 7) + 1;
  if (its === 7) return target === 1 ? 3 : target - 1;
  if (its === 1) return target === last ? target - 2 : target + 1;
  return target;
};

const byDayOfMonth = (field: string): ((day: Day) => boolean) => {
  if (field === 'L') return ({ day, last }) => day === last;
  if (field === 'LW') return (each) => each.day === nearestWorkingDay(31, each);
  if (field.endsWith('W')) return (each) => each.day === nearestWorkingDay(Number(field.slice(0, -1)), each);
  const values = valuesOf(field, daySpan);
  return ({ day }) => values.has(day);
};

const byWeekday = (field: string): ((day: Day) => boolean) => {
  if (field === 'L') return ({ weekday }) => weekday === 7;
  const [, name = '', ending, nth] = /^(\w+?)(?:(L)|#(\d))$/.exec(field) ?? [];
  const wanted = numberOf(name, weekdaySpan);
  if (ending !== undefined) return ({ day, weekday, last }) => weekday === wanted && day + 7 > last;
  if (nth !== undefined) return ({ day, weekday }) => weekday === wanted && Math.ceil(day / 7) === Number(nth);
  const values = valuesOf(field, weekdaySpan);
  return ({ weekday }) => values.has(weekday);
};

/**
 * How often `0 8 ? * MON-FRI *` comes in a mean year of those that it names. The hour that summer time takes or doubles is
 * not looked at; that years may be over is not either.
 */
export const timesAYear = (cron: string): number => {
  const [minute = '', hour = '', dayOfMonth = '', monthField = '', dayOfWeek = '', yearField = ''] = cron.split(' ');
  const meant = dayOfWeek === '?' ? byDayOfMonth(dayOfMonth) : byWeekday(dayOfWeek);
  const years = [...(yearField === '*' ? valuesOf('*', anyYear) : valuesOf(yearField, yearSpan))];
  const monthsMeant = [...valuesOf(monthField, monthSpan)];
  const days = years.flatMap((year) =>
    monthsMeant.flatMap((month) => {
      const last = new Date(Date.UTC(year, month, 0)).getUTCDate();
      return upTo(1, last, 1).filter((day) => meant({ day, weekday: weekdayOf(year, month, day), last }));
    }),
  ).length;
  return (days / years.length) * valuesOf(minute, minuteSpan).size * valuesOf(hour, hourSpan).size;
};
