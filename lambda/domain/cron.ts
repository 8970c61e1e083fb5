import type { Parsed } from './parsed.ts';
import { meant, mistaken } from './parsed.ts';

/** One of the six fields; `special` holds the forms that only this field has. */
interface Field {
  readonly name: string;
  readonly low: number;
  readonly high: number;
  readonly words: readonly string[];
  readonly steps: boolean;
  readonly special: RegExp;
  readonly example: string;
}

const months = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];
const days = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];
const none = /^(?!)/;

/** https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html, "Cron-based schedules". */
const fields: readonly Field[] = [
  { name: 'minutes', low: 0, high: 59, words: [], steps: true, special: none, example: '`0`, `0/5` or `*`' },
  { name: 'hours', low: 0, high: 23, words: [], steps: true, special: none, example: '`8`, `8-18` or `*`' },
  {
    name: 'day of month',
    low: 1,
    high: 31,
    words: [],
    steps: true,
    special: /^(\?|L|LW|([1-9]|[12]\d|3[01])W)$/,
    example: '`1`, `L` or `?`',
  },
  { name: 'month', low: 1, high: 12, words: months, steps: true, special: none, example: '`1`, `JAN-JUN` or `*`' },
  {
    name: 'day of week',
    low: 1,
    high: 7,
    words: days,
    steps: false,
    special: /^(\?|L|([1-7]|SUN|MON|TUE|WED|THU|FRI|SAT)(L|#[1-5]))$/,
    example: '`MON-FRI`, `2-6` or `?` (1 is Sunday)',
  },
  { name: 'year', low: 1970, high: 2199, words: [], steps: true, special: none, example: '`*`' },
];

const isValue = (field: Field, text: string): boolean =>
  field.words.includes(text) || (/^\d+$/.test(text) && Number(text) >= field.low && Number(text) <= field.high);

const isItem = (field: Field, text: string): boolean => {
  const [range = '', step, ...rest] = text.split('/');
  if (rest.length > 0) return false;
  if (step !== undefined && !(field.steps && /^0*[1-9]\d*$/.test(step) && Number(step) <= field.high)) return false;
  if (range === '*') return true;
  const ends = range.split('-');
  return ends.length <= 2 && ends.every((end) => isValue(field, end));
};

const isSound = (field: Field, text: string): boolean =>
  field.special.test(text) || text.split(',').every((item) => isItem(field, item));

/** The six fields of a cron expression, checked by EventBridge Scheduler's rules; single blanks, names in capitals. */
export const parseCron = (text: string): Parsed<string> => {
  const values = text.trim().toUpperCase().split(/\s+/);
  if (values.length !== fields.length)
    return mistaken(
      `a cron expression has 6 fields, this one ${text.trim() === '' ? 0 : values.length}`,
      'write minutes, hours, day of month, month, day of week and year: `cron(0 8 ? * MON-FRI *)`',
    );
  for (const [index, field] of fields.entries()) {
    const value = values[index] ?? '';
    if (!isSound(field, value))
      return mistaken(`"${value}" is no value for the ${field.name} of a cron expression`, `write ${field.example}`);
  }
  const unspecified = [values[2], values[4]].filter((value) => value === '?').length;
  if (unspecified !== 1)
    return mistaken(
      `${unspecified === 0 ? 'neither' : 'both'} of day of month and day of week ${unspecified === 0 ? 'is' : 'are'} \`?\``,
      'put `?` in exactly one of the two: `cron(0 8 ? * MON-FRI *)` or `cron(0 8 1 * ? *)`',
    );
  return meant(values.join(' '));
};
