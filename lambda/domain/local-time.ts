import type { Parsed } from './parsed.ts';
import { meant, mistaken } from './parsed.ts';

const form = '`2026-11-30T22:00+01:00`, or `2026-11-30T22:00` and `timezone: Europe/Berlin` beside it';
const pattern = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d)(:\d\d)?\s*(Z|[+-]\d\d:\d\d)?$/i;
const DAY = 24 * 3600 * 1000;

/** The milliseconds that a clock in the zone shows at an instant, as if it ran in UTC. */
export const shownIn = (zone: string, at: number): number => {
  // The Swedish form is the ISO one: `2026-11-22 10:05:00`.
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' });
  return Date.parse(`${format.format(at).replace(' ', 'T')}Z`);
};

/** The first instant at which clocks of the zone show that time; undefined where they leave it out. */
const instantOf = (shown: number, zone: string): number | undefined =>
  // A zone changes its offset once within two days at most: it is one of those before and after.
  [shown - DAY, shown + DAY]
    .map((at) => shown - (shownIn(zone, at) - at))
    .sort((one, other) => one - other)
    .find((at) => shownIn(zone, at) === shown);

/**
 * An ISO time with its offset, or one without that is meant in a time zone, as an ISO time in UTC. Of a time that clocks show
 * twice when they are set back it is the first.
 */
export const parseTime = (text: string, zone: string | undefined): Parsed<string> => {
  const [, date, minutes, seconds = ':00', offset] = pattern.exec(text.trim()) ?? [];
  const shown = Date.parse(`${date}T${minutes}${seconds}Z`);
  // 30 February is taken for 2 March, where it is taken at all.
  if (Number.isNaN(shown) || !new Date(shown).toISOString().startsWith(`${date}`))
    return mistaken(`"${text}" is no time`, `write ${form}`);
  if (offset !== undefined) {
    const at = Date.parse(`${date}T${minutes}${seconds}${offset.toUpperCase()}`);
    return Number.isNaN(at) ? mistaken(`"${text}" is no time`, `write ${form}`) : meant(new Date(at).toISOString());
  }
  if (zone === undefined) return mistaken(`"${text}" says neither offset nor time zone`, `write ${form}`);
  const at = instantOf(shown, zone);
  return at === undefined
    ? mistaken(`no clock of ${zone} shows ${text}: they are set ahead then`, 'name a time an hour later or earlier')
    : meant(new Date(at).toISOString());
};
