import { Cron } from 'croner';
import type { Parsed } from './parsed.ts';
import { meant, mistaken } from './parsed.ts';

/** When something begins again and again: a cron expression of five fields, in a time zone. */
export interface Recurrence {
  readonly cron: string;
  readonly timezone: string;
}

/** The five fields in their order, with what is right there. */
const fields = [
  { name: 'minutes', right: '`0` to `59`, a step such as `*/15`, or `*`' },
  { name: 'hours', right: '`0` to `23`, a range such as `8-18`, or `*`' },
  { name: 'day of month', right: '`1` to `31`, `L` for the last, or `*`' },
  { name: 'month', right: '`1` to `12`, `JAN` to `DEC`, or `*`' },
  { name: 'day of week', right: '`0` to `7` (0 and 7 are Sunday), `SUN` to `SAT`, or `*`' },
] as const;

const form = 'write minutes, hours, day of month, month and day of week: `cron: "0 22 * * SAT"`';

/** A rule read once, to be asked for many beginnings. */
export const beginningsOf = ({ cron, timezone }: Recurrence): ((after: Date) => Date | undefined) => {
  const read = new Cron(cron, { mode: '5-part', timezone });
  return (after) => read.nextRun(after) ?? undefined;
};

/**
 * The first beginning after an instant; undefined where there is none any more. Where clocks are set ahead over it, it is at
 * the first minute after that; where they are set back, a fixed time counts the first time it is shown.
 */
export const nextBeginning = (recurrence: Recurrence, after: Date): Date | undefined => beginningsOf(recurrence)(after);

/** Whether croner reads it, whose words about what it does not read are not ours. */
const isRead = (cron: string): boolean => {
  try {
    nextBeginning({ cron, timezone: 'UTC' }, new Date(0));
    return true;
  } catch {
    return false;
  }
};

/** Each field by itself, with `*` in the others. */
const wrongIn = (values: readonly string[]) =>
  fields.flatMap((field, place) => {
    const value = values[place] ?? '';
    return isRead(fields.map((_, other) => (other === place ? value : '*')).join(' ')) ? [] : [{ ...field, value }];
  });

/** The five fields of cron(8), as crontabs have them: where both days are given, one of them suffices. */
export const parseRecurrence = (text: string, timezone: string): Parsed<Recurrence> => {
  if (/^\s*cron\s*\(/i.test(text))
    return mistaken(
      `"${text}" is not how a window says when it begins`,
      'leave out `cron( )`: a window takes five fields, such as `cron: "0 22 * * SAT"`',
    );
  const values = text.trim().toUpperCase().split(/\s+/);
  if (values.length !== fields.length)
    return mistaken(
      `the cron expression of a window has 5 fields, this one ${text.trim() === '' ? 0 : values.length}`,
      form,
    );
  const wrong = wrongIn(values);
  if (wrong.length > 0)
    return mistaken(
      wrong.map(({ name, value }) => `"${value}" is no value for the ${name}`).join(', '),
      `write ${wrong.map(({ name, right }) => `as ${name} ${right}`).join('; ')}`,
    );
  const recurrence = { cron: values.join(' '), timezone };
  if (!isRead(recurrence.cron)) return mistaken(`"${text}" is no cron expression`, form);
  // The rule repeats with the calendar: what does not come within a cycle of leap years never does.
  return nextBeginning(recurrence, new Date(0)) === undefined
    ? mistaken(`"${text}" never comes`, 'name a day that the month has')
    : meant(recurrence);
};
