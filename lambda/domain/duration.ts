import type { Parsed } from './parsed.ts';
import { meant, mistaken } from './parsed.ts';

const unitSeconds: Readonly<Record<string, number>> = { second: 1, minute: 60, hour: 3600, day: 24 * 3600 };

/** The same in one letter, as shells and other configurations have them. */
const letters: Readonly<Record<string, string>> = { s: 'second', m: 'minute', h: 'hour', d: 'day' };

/** `5400` → `90 minutes`: in the largest unit that takes it whole. */
export const durationText = (seconds: number): string => {
  const [unit, size] = Object.entries(unitSeconds).findLast(([, each]) => seconds % each === 0) ?? ['second', 1];
  const count = seconds / size;
  return `${count} ${unit}${count === 1 ? '' : 's'}`;
};

/** `7 days`, or `7d`, → 604800 seconds; from `least` to `most`. */
export const parseDuration = (text: string, least: number, most: number): Parsed<number> => {
  const [, count, unit = ''] = /^\s*(\d{1,6})\s*([A-Za-z]+?)s?\s*$/.exec(text) ?? [];
  const said = unit.toLowerCase();
  const name = letters[said] ?? said;
  const each = Object.hasOwn(unitSeconds, name) ? unitSeconds[name] : undefined;
  if (count === undefined || each === undefined)
    return mistaken(
      `"${text}" is no length of time`,
      'write a whole number of seconds, minutes, hours or days: `7 days`, or `7d`',
    );
  const seconds = Number(count) * each;
  return seconds >= least && seconds <= most
    ? meant(seconds)
    : mistaken(
        `"${text}" is ${seconds < least ? 'too short' : 'too long'}`,
        `write a time from ${durationText(least)} to ${durationText(most)}`,
      );
};
