import { timesBetween } from '../../lambda/domain/schedule-times.ts';
import { timesAYear } from '../../lambda/spend/cron-days.ts';

const at = (time: string): Date => new Date(time);

test.each([
  ['rate(5 minutes)', '2026-11-28T12:00:00Z', '2026-11-28T12:04:59Z', 0],
  ['rate(5 minutes)', '2026-11-28T12:00:00Z', '2026-11-28T12:05:00Z', 1],
  ['rate(1 hour)', '2026-11-28T12:00:00Z', '2026-11-28T14:59:00Z', 2],
  ['rate(1 hour)', '2026-11-28T12:00:00Z', '2026-11-28T11:00:00Z', 0],
  // A Saturday: the two working days before it.
  ['cron(0 8 ? * MON-FRI *) Europe/Berlin', '2026-11-26T07:00:00Z', '2026-11-28T12:00:00Z', 1],
  ['cron(0 8 ? * MON-FRI *) Europe/Berlin', '2026-11-26T06:59:59Z', '2026-11-28T12:00:00Z', 2],
  ['cron(0 8 ? * MON-FRI *) Europe/Berlin', '2026-11-26T12:00:00Z', '2026-11-27T07:00:00Z', 1],
  ['cron(0 8 ? * MON-FRI *) Europe/Berlin', '2026-11-26T12:00:00Z', '2026-11-27T06:59:59Z', 0],
  // In summer the same wall clock is an hour earlier.
  ['cron(0 8 ? * MON-FRI *) Europe/Berlin', '2026-07-06T05:59:00Z', '2026-07-06T06:00:00Z', 1],
  ['cron(0 8 ? * 2 2025) UTC', '2026-01-01T00:00:00Z', '2026-11-28T12:00:00Z', 0],
])('%s came after %s and up to %s: %d times', (every, after, until, times) => {
  expect(timesBetween(every, at(after), at(until), 50)).toBe(times);
});

test('no more are counted than were asked for', () => {
  const year = [at('2025-01-01T00:00:00Z'), at('2026-01-01T00:00:00Z')] as const;
  expect(timesBetween('rate(5 minutes)', ...year, 2)).toBe(2);
  expect(timesBetween('cron(0/5 * * * ? *) UTC', ...year, 2)).toBe(2);
});

/* Two readings of one expression, of which neither knows the other: what the forecast counts, and when it came. */
test.each([
  '0 8 ? * MON-FRI *',
  '0 8 ? * FRI-MON *',
  '0 8 ? * 6L *',
  '0 8 ? * L *',
  '0 8 ? * FRI#2 *',
  '0 8 L * ? *',
  '0 8 LW * ? *',
  '0 8 15W * ? *',
  '0 22-2 1,15 * ? *',
  '5/20 8/6 1/10 1/3 ? *',
  '0/30 6 ? NOV-FEB SUN,3 *',
])('cron(%s) comes as often in 28 years as is foreseen', (cron) => {
  const years = 28;
  const foreseen = Math.round(timesAYear(cron) * years);
  const came = timesBetween(`cron(${cron}) UTC`, at('2023-12-31T23:59:59Z'), at('2051-12-31T23:59:59Z'), foreseen * 2);
  expect(came).toBe(foreseen);
});
