import * as chrono from 'chrono-node';
import { Option } from 'commander';
import { parseDuration } from '../lambda/domain/duration.ts';
import { parseTime } from '../lambda/domain/local-time.ts';
import type { Window } from '../lambda/history/timeline.ts';
import type { Io } from './io.ts';
import { line } from './page.ts';
import { misused } from './refusal.ts';

/** Where and when the words are said. */
type Clock = Pick<Io, 'now' | 'timeZone'>;

const DAY = 24 * 3600;
/** Nothing is kept for longer. Seconds. */
const LONGEST = 10 * 366 * DAY;
/** Weeks, months and years, which a duration of the configuration does not count in. Days. */
const longer: Readonly<Record<string, number>> = {
  w: 7,
  week: 7,
  weeks: 7,
  mo: 30,
  month: 30,
  months: 30,
  y: 365,
  year: 365,
  years: 365,
};

const iso = (milliseconds: number): string => new Date(milliseconds).toISOString();

/** `30d`, `2 hours`, `1 week`: seconds. */
const secondsOf = (text: string): number | undefined => {
  const [, count = '', unit = ''] = /^(\d{1,4})\s*([a-z]+)$/i.exec(text) ?? [];
  const days = longer[unit.toLowerCase()];
  if (days !== undefined) return Number(count) * days * DAY;
  const parsed = parseDuration(text.replace(/min(?=s?$)/i, 'minute'), 1, LONGEST);
  return parsed.ok ? parsed.value : undefined;
};

/** By how much a clock of the zone is ahead of UTC. Minutes. */
const offsetOf = (zone: string, at: Date): number => {
  const shown = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' }).format(
    at,
  );
  return Math.round((Date.parse(`${shown.replace(' ', 'T')}Z`) - at.getTime()) / 60_000);
};

const two = (value: number): string => String(value).padStart(2, '0');

/** A time in words, as a clock and a calendar of the zone show it; the day alone where no time of day is said. */
const inWords = (
  text: string,
  { now, timeZone }: Clock,
): { readonly date: string; readonly time?: string; readonly offset?: number } | undefined => {
  const [, day] = /^(\d{4}-\d\d-\d\d)$/.exec(text) ?? [];
  if (day !== undefined) return { date: day };
  // Of numbers alone nobody knows which is the month.
  if (/^\d+[-/.]\d+/.test(text)) return undefined;
  const reference = { instant: now(), timezone: offsetOf(timeZone, now()) };
  const [found, ...more] = chrono.casual.parse(text, reference);
  // What is only partly understood is not understood.
  if (found === undefined || more.length > 0 || found.text.trim() !== text.trim() || found.end) return undefined;
  const { start } = found;
  const [year, month, monthDay] = (['year', 'month', 'day'] as const).map((part) => start.get(part) ?? 0);
  const date = `${year}-${two(month ?? 0)}-${two(monthDay ?? 0)}`;
  if (!start.isCertain('hour')) return { date };
  const [hour, minute, second] = (['hour', 'minute', 'second'] as const).map((part) => start.get(part) ?? 0);
  const offset = start.isCertain('timezoneOffset') ? start.get('timezoneOffset') : null;
  return {
    date,
    time: `${two(hour ?? 0)}:${two(minute ?? 0)}:${two(second ?? 0)}`,
    ...(offset !== null && { offset }),
  };
};

const wrong = (text: string, option: string) =>
  misused(
    `\`${option} ${line(text)}\` is no time`,
    'write how long ago (`30d`, `2h`), a date (`2026-11-22`), a date and time (`"2026-11-22 20:14"`, with `Z` for UTC), or words such as `yesterday`',
  );

/**
 * The moment that somebody means, as an ISO time: how long ago, an ISO time, or words; in the zone of their clock where they name
 * none. Of a day it is its begin, or its end where `edge` says so. Throws a refusal that names the option.
 */
export const momentOf = (text: string, option: string, edge: 'begin' | 'end', clock: Clock): string => {
  const said = text.trim();
  if (said.toLowerCase() === 'now') return clock.now().toISOString();
  const seconds = secondsOf(said.replace(/\s+ago$/i, ''));
  if (seconds !== undefined) return iso(clock.now().getTime() - seconds * 1000);
  const exact = parseTime(said.replace(/\.\d+(?=Z|[+-]\d\d:\d\d$)/i, ''), clock.timeZone);
  if (exact.ok) return exact.value;
  const words = inWords(said, clock);
  if (words === undefined) throw wrong(text, option);
  const { date, time, offset } = words;
  if (time !== undefined && offset !== undefined) return iso(Date.parse(`${date}T${time}Z`) - offset * 60_000);
  const end = edge === 'end' && time === undefined;
  const shown = parseTime(`${date}T${time ?? (end ? '23:59:59' : '00:00:00')}`, clock.timeZone);
  if (!shown.ok) throw wrong(text, option);
  return end ? iso(Date.parse(shown.value) + 999) : shown.value;
};

export interface SaidWindow {
  readonly since?: string;
  readonly until?: string;
}

export const sinceOption = (without: string): Option =>
  new Option('--since <time>', `from then on: 30d, 2026-11-22, "2026-11-22 20:14", yesterday (default: ${without})`);

export const untilOption = (): Option =>
  new Option('--until <time>', 'up to then; a date with its whole day (default: now)');

/** The time that is asked about; `otherwise` ago where nothing else is said. Throws a refusal where it ends before it begins. */
export const windowOf = ({ since, until }: SaidWindow, otherwise: string, clock: Clock): Window => {
  const window = {
    since: momentOf(since ?? otherwise, '--since', 'begin', clock),
    until: until === undefined ? clock.now().toISOString() : momentOf(until, '--until', 'end', clock),
  };
  if (window.since >= window.until)
    throw misused(
      'the time that is asked about ends before it begins',
      'let `--since` be earlier than `--until`, and no later than now',
    );
  return window;
};
