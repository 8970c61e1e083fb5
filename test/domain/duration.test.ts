import fc from 'fast-check';
import { durationText, parseDuration } from '../../lambda/domain/duration.ts';

const parse = (text: string) => parseDuration(text, 60, 7 * 24 * 3600);

test.each([
  ['60 seconds', 60],
  ['1 minute', 60],
  ['90 minutes', 5400],
  ['12 hours', 43_200],
  ['7 days', 604_800],
  ['1 DAY', 86_400],
  [' 2days ', 172_800],
  ['90s', 90],
  ['30m', 1800],
  ['2H', 7200],
  ['1 d', 86_400],
])('%j is %d seconds', (text, seconds) => {
  expect(parse(text)).toEqual({ ok: true, value: seconds });
});

test.each([
  ['', '"" is no length of time'],
  ['7', '"7" is no length of time'],
  ['days', '"days" is no length of time'],
  ['-1 days', '"-1 days" is no length of time'],
  ['1.5 days', '"1.5 days" is no length of time'],
  ['1 week', '"1 week" is no length of time'],
  ['1 day 2 hours', '"1 day 2 hours" is no length of time'],
  ['59 seconds', '"59 seconds" is too short'],
  ['0 days', '"0 days" is too short'],
  ['8 days', '"8 days" is too long'],
])('%j is refused: %s', (text, message) => {
  expect(parse(text)).toEqual({ ok: false, message, advice: expect.stringMatching(/^write a /) });
});

test('what is too short or too long is told the bounds', () => {
  expect(parse('8 days')).toMatchObject({ advice: 'write a time from 1 minute to 7 days' });
});

test.each([
  [1, '1 second'],
  [90, '90 seconds'],
  [5400, '90 minutes'],
  [3600, '1 hour'],
  [604_800, '7 days'],
])('%d seconds are written %s', (seconds, text) => {
  expect(durationText(seconds)).toBe(text);
});

test('what is written is read as it was', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 90 * 24 * 3600 }), (seconds) => {
      expect(parseDuration(durationText(seconds), 1, 90 * 24 * 3600)).toEqual(
        seconds >= 1_000_000 && seconds % 60 !== 0
          ? expect.objectContaining({ ok: false })
          : { ok: true, value: seconds },
      );
    }),
  );
});
