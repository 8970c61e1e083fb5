import { parseCron } from './cron.ts';
import type { Parsed } from './parsed.ts';
import { meant, mistaken } from './parsed.ts';
import { parseZone } from './time-zone.ts';

/** `every` as it may be declared. */
export type ScheduleInput = string | { readonly cron: string; readonly timezone?: string | undefined };

const advice =
  'write `5 minutes`, `rate(5 minutes)`, `cron(0 8 ? * MON-FRI *)`, or a cron expression with its time zone: ' +
  '`cron(0 8 ? * MON-FRI *) Europe/Berlin`';

const letters: Readonly<Record<string, string>> = { m: 'minute', h: 'hour', d: 'day' };

const parseRate = (count: string, unit: string): Parsed<string> => {
  const value = Number(count);
  if (!/^\d{1,5}$/.test(count) || value < 1)
    return mistaken(`"${count} ${unit}" is no rate`, 'write a whole number from 1 to 99999: `5 minutes`, `1 hour`');
  const said = unit.toLowerCase().replace(/(?<=.)s$/, '');
  const singular = letters[said] ?? said;
  if (!['minute', 'hour', 'day'].includes(singular))
    return mistaken(`a rate cannot count in "${unit}"`, 'count in minutes, hours or days; the shortest is `1 minute`');
  return meant(`rate(${value} ${singular}${value === 1 ? '' : 's'})`);
};

const parseZonedCron = (cron: string, timezone: string): Parsed<string> => {
  const fields = parseCron(cron);
  if (!fields.ok) return fields;
  const zone = parseZone(timezone);
  return zone.ok ? meant(`cron(${fields.value}) ${zone.value}`) : zone;
};

/**
 * `every` in its one form: `rate(5 minutes)`, or `cron(0 8 ? * MON-FRI *) Europe/Berlin`, always with its time zone, UTC
 * where none is given. The rules are EventBridge Scheduler's:
 * https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html.
 */
export const parseSchedule = (every: ScheduleInput): Parsed<string> => {
  if (typeof every !== 'string') return parseZonedCron(every.cron, every.timezone ?? 'UTC');
  const text = every.trim();
  const cron = /^cron\s*\(([^()]*)\)\s*(\S*)$/i.exec(text);
  if (cron) return parseZonedCron(cron[1] ?? '', cron[2] || 'UTC');
  const rate = /^rate\s*\(\s*(\S+)\s+(\S+?)\s*\)$/i.exec(text) ?? /^([\d.+-]+)\s*([A-Za-z]+)$/.exec(text);
  if (rate) return parseRate(rate[1] ?? '', rate[2] ?? '');
  if (/^rate\s*\(.*\)\s*\S/i.test(text))
    return mistaken(`"${text}" gives a rate a time zone`, 'leave the time zone out, or write a cron expression');
  return mistaken(`"${text}" is not a schedule`, advice);
};
