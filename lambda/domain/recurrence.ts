import { Cron } from 'croner';
import type { Parsed } from './parsed.ts';
import { meant, mistaken } from './parsed.ts';

/** When something begins again and again: a cron expression of five fields, in a time zone. */
export interface Recurrence {
  readonly cron: string;
  readonly timezone: string;
}

const form = 'write minutes, hours, day of month, month and day of week: `cron: "0 22 * * SAT"`';

/**
 * The first beginning after an instant; undefined where there is none any more. Where clocks are set ahead over it, it is at
 * the first minute after that; where they are set back, a fixed time counts the first time it is shown.
 */
export const nextBeginning = ({ cron, timezone }: Recurrence, after: Date): Date | undefined =>
  new Cron(cron, { mode: '5-part', timezone }).nextRun(after) ?? undefined;

const reasonOf = (error: unknown): string =>
  error instanceof Error ? error.message.replace(/^CronPattern: /, '').replace(/\.$/, '') : String(error);

/** The five fields of cron(8), as crontabs have them: where both days are given, one of them suffices. */
export const parseRecurrence = (text: string, timezone: string): Parsed<Recurrence> => {
  const fields = text.trim().split(/\s+/);
  if (fields.length !== 5)
    return mistaken(
      `the cron expression of a window has 5 fields, this one ${text.trim() === '' ? 0 : fields.length}`,
      form,
    );
  const recurrence = { cron: fields.join(' ').toUpperCase(), timezone };
  try {
    // The rule repeats with the calendar: what does not come within a cycle of leap years never does.
    return nextBeginning(recurrence, new Date(0)) === undefined
      ? mistaken(`"${text}" never comes`, 'name a day that the month has')
      : meant(recurrence);
  } catch (error) {
    return mistaken(`"${text}" is no cron expression: ${reasonOf(error)}`, form);
  }
};
