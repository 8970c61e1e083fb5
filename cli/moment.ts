import * as chrono from 'chrono-node';
import { parseDuration } from '../lambda/domain/duration.ts';
import { parseTime, shownIn } from '../lambda/domain/local-time.ts';
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
const offsetOf = (zone: string, at: Date): number => Math.round((shownIn(zone, at.getTime()) - at.getTime()) / 60_000);

const two = (value: number): string => String(value).padStart(2, '0');

/** How a time is meant. */
export interface Meaning {
  /** Where it was said, for what is told of a mistake. */
  readonly option: string;
  /** What a day alone means. */
  readonly edge: 'begin' | 'end';
  /** Whether `2h` and `20:14` are gone by or to come. */
  readonly towards: 'past' | 'future';
}

/** What a clock and a calendar show; the day alone where no time of day is said. */
interface Shown {
  readonly date: string;
  readonly time?: string;
  /** Minutes ahead of UTC, where a zone is named. */
  readonly offset?: number;
  /** Whether a time of day was said, and no day. */
  readonly daily?: boolean;
}

const inWords = (text: string, towards: Meaning['towards'], { now, timeZone }: Clock): Shown | undefined => {
  const [, day] = /^(\d{4}-\d\d-\d\d)$/.exec(text) ?? [];
  if (day !== undefined) return { date: day };
  // Of numbers alone nobody knows which is the month.
  if (/^\d+[-/.]\d+/.test(text)) return undefined;
  const reference = { instant: now(), timezone: offsetOf(timeZone, now()) };
  const [found, ...more] = chrono.casual.parse(text, reference, { forwardDate: towards === 'future' });
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
    daily: !(['day', 'weekday'] as const).some((part) => start.isCertain(part)),
  };
};

const wrong = (text: string, option: string) =>
  misused(
    `\`${option} ${line(text)}\` is no time`,
    'write how long ago (`30d`, `2h`), a date (`2026-11-22`), a date and time (`"2026-11-22 20:14"`, with `Z` for UTC), or words such as `yesterday`',
  );

/** An ISO time with its fraction of a second, which `parseTime` does not take. */
const exactly = (text: string, zone: string): string | undefined => {
  const [, before = text, fraction = '', after = ''] = /^(.*:\d\d)(\.\d{1,3})(Z|[+-]\d\d:\d\d)$/i.exec(text) ?? [];
  const parsed = parseTime(`${before}${after}`, zone);
  if (!parsed.ok) return undefined;
  return fraction === '' ? parsed.value : iso(Date.parse(parsed.value) + Math.round(Number(fraction) * 1000));
};

/**
 * The moment that somebody means, as an ISO time: how long ago or from now, an ISO time, or words; in the zone of their clock where
 * they name none. Throws a refusal that names the option.
 */
export const momentOf = (text: string, { option, edge, towards }: Meaning, clock: Clock): string => {
  const said = text.trim();
  const now = clock.now().getTime();
  if (said.toLowerCase() === 'now') return iso(now);
  const seconds = secondsOf(said.replace(/\s+ago$/i, ''));
  if (seconds !== undefined) return iso(now + (towards === 'past' ? -seconds : seconds) * 1000);
  const exact = exactly(said, clock.timeZone);
  if (exact !== undefined) return exact;
  const words = inWords(said, towards, clock);
  if (words === undefined) throw wrong(text, option);
  const { date, time, offset, daily } = words;
  if (time !== undefined && offset !== undefined) return iso(Date.parse(`${date}T${time}Z`) - offset * 60_000);
  const end = edge === 'end' && time === undefined;
  const shown = parseTime(`${date}T${time ?? (end ? '23:59:59' : '00:00:00')}`, clock.timeZone);
  if (!shown.ok) throw wrong(text, option);
  const at = Date.parse(shown.value) + (end ? 999 : 0);
  // At ten in the morning, 20:14 was yesterday.
  return iso(daily === true && towards === 'past' && at > now ? at - DAY * 1000 : at);
};
