import { CLOCK, CLOCK_RATE, needsClock } from '../../lambda/domain/clock.ts';
import { parseSchedule } from '../../lambda/domain/schedule.ts';

test.each([
  [['rate(5 minutes)'], false],
  [['rate(1 minute)'], false],
  [['rate(6 minutes)'], true],
  [['rate(1 hour)', 'rate(1 day)'], true],
  [['rate(1 hour)', 'rate(2 minutes)'], false],
  [['cron(0/1 * * * ? *) UTC'], true],
  [['cron(0 8 ? * MON-FRI *) Europe/Berlin', 'rate(5 minutes)'], false],
  [[], true],
])('with %j a clock is needed: %s', (schedules, needed) => {
  expect(needsClock(schedules)).toBe(needed);
});

test('its rate is a schedule in canonical form, and its name is none that could be declared', () => {
  expect(parseSchedule(CLOCK_RATE)).toEqual({ ok: true, value: CLOCK_RATE });
  expect(parseSchedule(CLOCK).ok).toBe(false);
});
