import fc from 'fast-check';
import { activeMaintenance, nextMaintenance } from '../../lambda/alerts/maintenance.ts';
import type { Maintenance } from '../../lambda/domain/silence.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

const recurring = (cron: string, timezone: string, seconds: number): Maintenance => ({
  name: 'patch night',
  scope: { kind: 'all' },
  when: { kind: 'recurring', cron, timezone, seconds },
});

const once: Maintenance = {
  name: 'move',
  scope: { kind: 'all' },
  when: { kind: 'once', from: '2026-12-05T21:00:00.000Z', until: '2026-12-06T01:00:00.000Z' },
};

const at = (iso: string): Date => new Date(iso);

test('a window that comes once is on from its beginning up to its end', () => {
  const span = { from: '2026-12-05T21:00:00.000Z', until: '2026-12-06T01:00:00.000Z' };
  expect(activeMaintenance(once, at('2026-12-05T20:59:59.999Z'))).toBeUndefined();
  expect(activeMaintenance(once, at('2026-12-05T21:00:00.000Z'))).toEqual(span);
  expect(activeMaintenance(once, at('2026-12-06T01:00:00.000Z'))).toBeUndefined();
  expect(nextMaintenance(once, at('2026-12-01T00:00:00.000Z'))).toEqual(span);
  expect(nextMaintenance(once, at('2026-12-05T21:00:00.000Z'))).toBeUndefined();
});

test('a window that comes again goes by the clocks of its time zone, in summer and in winter', () => {
  const nightly = recurring('0 22 * * *', 'Europe/Berlin', 2 * 3600);
  expect(activeMaintenance(nightly, at('2026-07-01T20:30:00Z'))?.until).toBe('2026-07-01T22:00:00.000Z');
  expect(activeMaintenance(nightly, at('2026-12-01T20:30:00Z'))).toBeUndefined();
  expect(activeMaintenance(nightly, at('2026-12-01T21:30:00Z'))?.until).toBe('2026-12-01T23:00:00.000Z');
});

test('it lasts as long as it was said, also over a night in which clocks are set', () => {
  const night = recurring('0 1 * * SUN', 'Europe/Berlin', 4 * 3600);
  expect(activeMaintenance(night, at('2026-03-29T03:30:00Z'))).toEqual({
    from: '2026-03-29T00:00:00.000Z',
    until: '2026-03-29T04:00:00.000Z',
  });
  expect(activeMaintenance(night, at('2026-10-25T02:30:00Z'))).toEqual({
    from: '2026-10-24T23:00:00.000Z',
    until: '2026-10-25T03:00:00.000Z',
  });
});

test('where clocks are set ahead over its beginning it begins then; where they are set back it begins once', () => {
  const early = recurring('30 2 * * *', 'Europe/Berlin', 600);
  expect(nextMaintenance(early, at('2026-03-28T12:00:00Z'))?.from).toBe('2026-03-29T01:00:00.000Z');
  expect(nextMaintenance(early, at('2026-10-24T12:00:00Z'))?.from).toBe('2026-10-25T00:30:00.000Z');
  expect(activeMaintenance(early, at('2026-10-25T01:35:00Z'))).toBeUndefined();
});

test('a window that never comes is never on', () => {
  const never = recurring('0 0 30 2 *', 'UTC', 3600);
  expect(activeMaintenance(never, at('2026-03-01T00:00:00Z'))).toBeUndefined();
  expect(nextMaintenance(never, at('2026-03-01T00:00:00Z'))).toBeUndefined();
});

/** What a clock of the zone shows: minutes of the day, and the day. */
const shown = (format: Intl.DateTimeFormat, instant: number): { readonly minute: number; readonly day: string } => {
  const parts = Object.fromEntries(format.formatToParts(instant).map(({ type, value }) => [type, value]));
  return { minute: Number(parts.hour) * 60 + Number(parts.minute), day: `${parts.day} ${parts.weekday}` };
};

/** Days on which clocks are set in one of the zones, and one on which they are not. */
const days = ['2026-03-29', '2026-10-25', '2026-11-01', '2026-03-08', '2026-06-14'].map((day) => Date.parse(`${day}Z`));
const zones = ['Europe/Berlin', 'America/New_York', 'Asia/Kolkata', 'UTC'];

/** Every minute from 30 hours before to 30 hours after a day's beginning at which such a window begins. */
const beginnings = (zone: string, minute: number, weekday: string | undefined, day: number): readonly number[] => {
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    weekday: 'short',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  const begun = new Set<string>();
  const found: number[] = [];
  for (let instant = day - 54 * HOUR; instant <= day + 30 * HOUR; instant += MINUTE) {
    const clock = shown(format, instant);
    if (clock.minute < minute || begun.has(clock.day)) continue;
    // The first minute of the day that is not before it: where clocks leave it out, the one after.
    begun.add(clock.day);
    if (weekday === undefined || clock.day.toUpperCase().endsWith(weekday)) found.push(instant);
  }
  // The day in whose middle the stepping began may have begun before.
  return found.filter((instant) => instant > day - 53 * HOUR);
};

test('at every minute the window that is on is the one that stepping through the minutes finds', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...days),
      fc.constantFrom(...zones),
      fc.integer({ min: 0, max: 4 * 60 }),
      fc.constantFrom(undefined, 'SUN', 'SAT'),
      fc.integer({ min: 1, max: 23 * 60 }),
      fc.array(fc.integer({ min: -24 * 60 * 60, max: 29 * 60 * 60 }), { minLength: 5, maxLength: 5 }),
      (day, zone, minute, weekday, minutes, offsets) => {
        const cron = `${minute % 60} ${Math.floor(minute / 60)} * * ${weekday ?? '*'}`;
        const window = recurring(cron, zone, minutes * 60);
        const begun = beginnings(zone, minute, weekday, day);
        for (const offset of offsets) {
          const now = day + offset * 1000;
          const expected = begun.findLast((begin) => begin <= now && now < begin + minutes * MINUTE);
          expect(activeMaintenance(window, new Date(now))?.from).toBe(
            expected === undefined ? undefined : new Date(expected).toISOString(),
          );
        }
      },
    ),
    { numRuns: 15 },
  );
});
