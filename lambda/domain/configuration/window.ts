import { parseTime } from '../local-time.ts';
import type { Parsed } from '../parsed.ts';
import { meant, mistaken } from '../parsed.ts';
import { parseRecurrence } from '../recurrence.ts';
import type { Maintenance } from '../silence.ts';
import { parseZone } from '../time-zone.ts';

/** When a window of maintenance is, as it may be declared. */
export interface SaidWindow {
  readonly from?: string | undefined;
  readonly until?: string | undefined;
  readonly cron?: string | undefined;
  /** Seconds. */
  readonly duration?: number | undefined;
  readonly timezone?: string | undefined;
}

/** What is wrong with a window, and at which of its keys; undefined: with the window as a whole. */
export interface Mistake {
  readonly key?: keyof SaidWindow;
  readonly message: string;
  readonly advice: string;
}

type Read = { readonly when: Maintenance['when'] } | { readonly mistakes: readonly Mistake[] };

const forms =
  'write `from` and `until` for a window that comes once, or `cron` and `duration` for one that comes again';

const mistakesOf = (parsed: Parsed<unknown>, key: keyof SaidWindow): readonly Mistake[] =>
  parsed.ok ? [] : [{ key, message: parsed.message, advice: parsed.advice }];

const onceOf = (from: string, until: string, zone: string | undefined): Read => {
  const begin = parseTime(from, zone);
  const end = parseTime(until, zone);
  if (!begin.ok || !end.ok) return { mistakes: [...mistakesOf(begin, 'from'), ...mistakesOf(end, 'until')] };
  if (end.value <= begin.value)
    return {
      mistakes: mistakesOf(mistaken('the window ends before it begins', 'write an `until` after `from`'), 'until'),
    };
  return { when: { kind: 'once', from: begin.value, until: end.value } };
};

const recurringOf = (cron: string, seconds: number, timezone: string): Read => {
  const recurrence = parseRecurrence(cron, timezone);
  return recurrence.ok
    ? { when: { kind: 'recurring', ...recurrence.value, seconds } }
    : { mistakes: mistakesOf(recurrence, 'cron') };
};

/** The window that was declared, or all that is wrong with it. */
export const readWindow = ({ from, until, cron, duration, timezone }: SaidWindow): Read => {
  const zone = timezone === undefined ? meant(undefined) : parseZone(timezone);
  if (!zone.ok) return { mistakes: mistakesOf(zone, 'timezone') };
  const once = from !== undefined || until !== undefined;
  const recurring = cron !== undefined || duration !== undefined;
  if (once && !recurring && from !== undefined && until !== undefined) return onceOf(from, until, zone.value);
  if (recurring && !once && cron !== undefined && duration !== undefined)
    return recurringOf(cron, duration, zone.value ?? 'UTC');
  const message =
    once && recurring
      ? 'the window comes once and again'
      : once
        ? `the window has no \`${from === undefined ? 'from' : 'until'}\``
        : recurring
          ? `the window has no \`${cron === undefined ? 'cron' : 'duration'}\``
          : 'it is not said when the window is';
  return { mistakes: [{ message, advice: forms }] };
};
