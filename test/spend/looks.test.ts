import fc from 'fast-check';
import { timesAYear } from '../../lambda/spend/cron-days.ts';
import { looksAMonth } from '../../lambda/spend/looks.ts';

test.each([
  ['rate(1 minute)', 43_776],
  ['rate(5 minutes)', 8_755.2],
  ['rate(1 hour)', 729.6],
  ['rate(2 days)', 15.2],
  ['cron(0 8 * * ? *) UTC', 30.4],
  ['cron(0/10 8-18 * * ? *) Europe/Berlin', 66 * 30.4],
])('%s comes %d times in a month', (every, looks) => {
  expect(looksAMonth(every)).toBeCloseTo(looks, 6);
});

test('what is no canonical schedule is a defect', () => {
  expect(() => looksAMonth('5 minutes')).toThrow('5 minutes');
});

/* Times in a mean year: of 28 years, with 7 leap days, every weekday comes 1,461 times. */
test.each([
  ['each working day', '0 8 ? * MON-FRI *', (5 * 1461) / 28],
  ['weekdays by number', '0 8 ? * 2-6 *', (5 * 1461) / 28],
  ['a range round the end', '0 8 ? * FRI-MON *', (4 * 1461) / 28],
  ['hours round midnight', '0 22-2 * * ? *', 5 * 365.25],
  ['steps in a range', '0 8-18/5 * * ? *', 3 * 365.25],
  ['steps to the end', '50/5 0 * * ? *', 2 * 365.25],
  ['a list, repeats once', '0,0,30 8 * * ? *', 2 * 365.25],
  ['some months', '0 8 1 JAN,JUL ? *', 2],
  ['the last day', '0 8 L * ? *', 12],
  ['the last day of February', '0 8 29 2 ? *', 0.25],
  ['the last working day', '0 8 LW * ? *', 12],
  ['the working day nearest to a day', '0 8 31W * ? *', 12],
  ['the first working day', '0 8 1W * ? *', 12],
  ['the second Tuesday', '0 8 ? * 3#2 *', 12],
  ['the last Friday', '0 8 ? * FRIL *', 12],
  ['each Saturday', '0 8 ? * L *', 1461 / 28],
  ['a day that never comes', '0 8 30 2 ? *', 0],
  ['a leap year alone', '0 8 * * ? 2028', 366],
  ['every other year', '0 8 29 2 ? 2026-2030/2', 1 / 3],
])('%s: %s', (_, cron, times) => {
  expect(timesAYear(cron)).toBeCloseTo(times, 9);
});

test('the five Mondays of a month are all Mondays', () => {
  const nth = [1, 2, 3, 4, 5].map((n) => timesAYear(`0 8 ? * 2#${n} *`)).reduce((sum, each) => sum + each, 0);
  expect(nth).toBeCloseTo(timesAYear('0 8 ? * MON *'), 9);
});

test('every day of a month alone makes up all days', () => {
  const days = Array.from({ length: 31 }, (_, index) => timesAYear(`0 8 ${index + 1} * ? *`));
  expect(days.reduce((sum, each) => sum + each, 0)).toBeCloseTo(365.25, 9);
});

test('a working day nearest to a day is one a month, and never at a weekend', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 31 }), (day) => {
      expect(timesAYear(`0 8 ${day}W * ? *`)).toBeCloseTo(12, 9);
    }),
  );
});
