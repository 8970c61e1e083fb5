import fc from 'fast-check';
import { silenceOf } from '../../lib/heartbeat.ts';

const MINUTE = 60;
const HOUR = 3600;
const DAY = 24 * HOUR;

test.each([
  ['rate(5 minutes)', 60, 9],
  ['rate(1 minutes)', 60, 9],
  ['rate(15 minutes)', 60, 29],
  ['rate(1 hours)', 300, 23],
  ['rate(6 hours)', 900, 47],
  ['rate(1 days)', 3600, 47],
  // The canary looks once a day.
  ['rate(30 days)', 3600, 47],
  ['cron(0/5 * * * ? *) UTC', 60, 9],
  ['cron(0 8 ? * MON-FRI *) Europe/Berlin', 3600, 47],
  ['cron(0 * * * ? *) UTC', 300, 23],
])('of %s: silent for %i seconds, %i times', (every, period, periods) => {
  expect(silenceOf([every])).toEqual({ period, periods });
});

test('the fastest schedule decides', () => {
  expect(silenceOf(['rate(1 days)', 'rate(5 minutes)', 'rate(1 hours)'])).toEqual({ period: 60, periods: 9 });
});

test('whatever the interval, it rings within two of them, not within one and a half, and within what CloudWatch allows', () => {
  fc.assert(
    fc.property(fc.integer({ min: 5, max: 1440 }), (minutes) => {
      const { period, periods } = silenceOf([`rate(${minutes} minutes)`]);
      const silent = period * periods;
      const interval = minutes * MINUTE;
      expect(silent + period).toBeLessThanOrEqual(2 * interval);
      expect(silent).toBeGreaterThanOrEqual(1.5 * interval);
      expect(silent).toBeLessThanOrEqual(period >= HOUR ? 7 * DAY : DAY);
    }),
  );
});
