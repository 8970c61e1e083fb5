import fc from 'fast-check';
import { parseSchedule } from '../../lambda/domain/schedule.ts';

test.each([
  ['5 minutes', 'rate(5 minutes)'],
  ['1 minutes', 'rate(1 minute)'],
  ['2 hour', 'rate(2 hours)'],
  ['  1 Day ', 'rate(1 day)'],
  ['5m', 'rate(5 minutes)'],
  ['1h', 'rate(1 hour)'],
  ['rate(5 minutes)', 'rate(5 minutes)'],
  ['rate( 1  hours )', 'rate(1 hour)'],
  ['cron(0 8 ? * MON-FRI *)', 'cron(0 8 ? * MON-FRI *) UTC'],
  ['cron(0  8 ? * mon-fri *) Europe/Berlin', 'cron(0 8 ? * MON-FRI *) Europe/Berlin'],
  ['cron(0 8 ? * 6L 2026-2030) europe/berlin', 'cron(0 8 ? * 6L 2026-2030) Europe/Berlin'],
  ['cron(0/10 8-18 L JAN,JUL ? *)', 'cron(0/10 8-18 L JAN,JUL ? *) UTC'],
  ['cron(0 8 15W * ? *) Asia/Kolkata', 'cron(0 8 15W * ? *) Asia/Kolkata'],
  ['cron(0 8 ? * 3#2 *)', 'cron(0 8 ? * 3#2 *) UTC'],
  [{ cron: '0 8 ? * MON-FRI *' }, 'cron(0 8 ? * MON-FRI *) UTC'],
  [{ cron: '0 8 ? * MON-FRI *', timezone: 'Europe/Berlin' }, 'cron(0 8 ? * MON-FRI *) Europe/Berlin'],
])('%j means %s', (every, value) => {
  expect(parseSchedule(every)).toEqual({ ok: true, value });
});

test.each([
  ['0 minutes', '"0 minutes" is no rate'],
  ['0.5 hours', '"0.5 hours" is no rate'],
  ['rate(-5 minutes)', '"-5 minutes" is no rate'],
  ['30s', 'a rate cannot count in "s"'],
  ['30 seconds', 'a rate cannot count in "seconds"'],
  ['rate(5 minutes) Europe/Berlin', '"rate(5 minutes) Europe/Berlin" gives a rate a time zone'],
  ['hourly', '"hourly" is not a schedule'],
  ['', '"" is not a schedule'],
  ['*/5 * * * *', '"*/5 * * * *" is not a schedule'],
  ['cron(*/5 * * * *)', 'a cron expression has 6 fields, this one 5'],
  ['cron()', 'a cron expression has 6 fields, this one 0'],
  ['cron(60 8 ? * MON-FRI *)', '"60" is no value for the minutes of a cron expression'],
  ['cron(0 24 ? * MON-FRI *)', '"24" is no value for the hours of a cron expression'],
  ['cron(0 8 0 * ? *)', '"0" is no value for the day of month of a cron expression'],
  ['cron(0 8 ? 13 MON *)', '"13" is no value for the month of a cron expression'],
  ['cron(0 8 ? * 8 *)', '"8" is no value for the day of week of a cron expression'],
  ['cron(0 8 ? * 3#1,6#3 *)', '"3#1,6#3" is no value for the day of week of a cron expression'],
  ['cron(0 8 ? * MON 1969)', '"1969" is no value for the year of a cron expression'],
  ['cron(0/0 8 ? * MON *)', '"0/0" is no value for the minutes of a cron expression'],
  ['cron(0 8 * * MON *)', 'neither of day of month and day of week is `?`'],
  ['cron(0 8 ? * ? *)', 'both of day of month and day of week are `?`'],
  ['cron(0 8 ? * MON *) Berlin', '"Berlin" is not a time zone'],
  ['cron(0 8 ? * MON *) +02:00', '"+02:00" is not a time zone'],
  [{ cron: '0 8 ? * MON *', timezone: 'Mars/Olympus' }, '"Mars/Olympus" is not a time zone'],
])('%j is refused: %s', (every, message) => {
  expect(parseSchedule(every)).toMatchObject({ ok: false, message, advice: expect.stringMatching(/\w/) });
});

test('the canonical form is its own canonical form', () => {
  const rate = fc
    .tuple(fc.integer({ min: 1, max: 99999 }), fc.constantFrom('minute', 'minutes', 'hour', 'hours', 'day', 'DAYS'))
    .map(([value, unit]) => `${value} ${unit}`);
  const cron = fc
    .tuple(
      fc.integer({ min: 0, max: 59 }),
      fc.integer({ min: 0, max: 23 }),
      fc.constantFrom('? * MON-FRI', '1,15 jan ?', '* * ?', '? 1-6 fri#2', 'LW * ?'),
      fc.constantFrom('', ' UTC', ' europe/berlin', '  America/New_York', ' Asia/Kolkata'),
    )
    .map(([minute, hour, days, zone]) => `cron(${minute}  ${hour} ${days} *)${zone}`);
  fc.assert(
    fc.property(fc.oneof(rate, cron), (every) => {
      const once = parseSchedule(every);
      if (!once.ok) throw new Error(`${every}: ${once.message}`);
      expect(parseSchedule(once.value)).toEqual(once);
    }),
  );
});
