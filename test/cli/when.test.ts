import { type Meaning, momentOf } from '../../cli/moment.ts';
import { Refusal } from '../../cli/refusal.ts';
import { windowOf } from '../../cli/when.ts';

/* A Saturday evening in UTC; in Berlin an hour ahead, in Kolkata five and a half. */
const now = () => new Date('2026-11-28T20:30:00.000Z');
const utc = { now, timeZone: 'UTC' };
const berlin = { now, timeZone: 'Europe/Berlin' };
const kolkata = { now, timeZone: 'Asia/Kolkata' };

const since: Meaning = { option: '--since', edge: 'begin', towards: 'past' };

describe('a time as people write it', () => {
  test.each([
    ['now', utc, '2026-11-28T20:30:00.000Z'],
    ['30d', utc, '2026-10-29T20:30:00.000Z'],
    ['2h', berlin, '2026-11-28T18:30:00.000Z'],
    ['90 min', utc, '2026-11-28T19:00:00.000Z'],
    ['90m', utc, '2026-11-28T19:00:00.000Z'],
    ['2 hours ago', utc, '2026-11-28T18:30:00.000Z'],
    ['1w', utc, '2026-11-21T20:30:00.000Z'],
    ['2 weeks ago', utc, '2026-11-14T20:30:00.000Z'],
    ['1y', utc, '2025-11-28T20:30:00.000Z'],
    ['2026-11-22', utc, '2026-11-22T00:00:00.000Z'],
    ['2026-11-22', berlin, '2026-11-21T23:00:00.000Z'],
    ['2026-07-22', berlin, '2026-07-21T22:00:00.000Z'],
    ['2026-11-22 20:14', berlin, '2026-11-22T19:14:00.000Z'],
    ['2026-11-22T20:14', utc, '2026-11-22T20:14:00.000Z'],
    ['2026-11-22T20:14:05Z', berlin, '2026-11-22T20:14:05.000Z'],
    ['2026-11-22T20:14:05.123Z', berlin, '2026-11-22T20:14:05.123Z'],
    ['2026-11-22T20:14+05:30', utc, '2026-11-22T14:44:00.000Z'],
    ['20:14', berlin, '2026-11-28T19:14:00.000Z'],
    ['23:14', berlin, '2026-11-27T22:14:00.000Z'],
    ['yesterday', kolkata, '2026-11-27T18:30:00.000Z'],
    ['yesterday', berlin, '2026-11-26T23:00:00.000Z'],
    ['yesterday at 8:15', berlin, '2026-11-27T07:15:00.000Z'],
    ['22 November 2026', utc, '2026-11-22T00:00:00.000Z'],
  ])('`%s` where %j is %s', (text, clock, expected) => {
    expect(momentOf(text, since, clock)).toBe(expected);
  });

  test.each([
    ['2026-11-22', utc, '2026-11-22T23:59:59.999Z'],
    ['yesterday', berlin, '2026-11-27T22:59:59.999Z'],
    ['2026-11-22 20:14', utc, '2026-11-22T20:14:00.000Z'],
  ])('`%s` as an end is %s: a day has its whole length', (text, clock, expected) => {
    expect(momentOf(text, { ...since, edge: 'end' }, clock)).toBe(expected);
  });

  test.each([
    ['2h', utc, '2026-11-28T22:30:00.000Z'],
    ['23:14', berlin, '2026-11-28T22:14:00.000Z'],
    ['8:00', berlin, '2026-11-29T07:00:00.000Z'],
    ['tomorrow', berlin, '2026-11-29T22:59:59.999Z'],
  ])('`%s` is %s where it is to come', (text, clock, expected) => {
    expect(momentOf(text, { option: '--until', edge: 'end', towards: 'future' }, clock)).toBe(expected);
  });

  test.each([
    '',
    'soon',
    '30x',
    '2026-02-30',
    '2026-13-01',
    '25:00',
    'yesterday or so',
    '5 to 6',
    '3/4/2026',
    '\u001b[31m',
    'x'.repeat(10_000),
  ])('`%.20s` is refused, and it is said what would be right', (text) => {
    expect(() => momentOf(text, since, utc)).toThrow(Refusal);
    try {
      momentOf(text, since, utc);
    } catch (error) {
      expect((error as Refusal).reason).toMatchObject({
        message: expect.stringContaining('--since'),
        advice: expect.stringContaining('30d'),
      });
      // biome-ignore lint/suspicious/noControlCharactersInRegex: none of them may reach a terminal
      expect((error as Refusal).message).not.toMatch(/[\u0000-\u001f]/);
    }
  });
});

describe('the time that is asked about', () => {
  test('is the usual one up to now where nothing is said', () => {
    expect(windowOf({}, '30d', utc)).toEqual({ since: '2026-10-29T20:30:00.000Z', until: '2026-11-28T20:30:00.000Z' });
  });

  test('is refused where it ends before it begins', () => {
    expect(() => windowOf({ since: '1h', until: '2h' }, '30d', utc)).toThrow(Refusal);
    expect(() => windowOf({ since: '2026-12-24' }, '30d', utc)).toThrow(Refusal);
  });
});
