import type { Gap } from '../../lambda/domain/sweep.ts';
import { availability, byDay, heldFor } from '../../lambda/history/availability.ts';
import { gapBefore } from '../../lambda/history/gap.ts';
import { type Past, timeline } from '../../lambda/history/timeline.ts';
import { aDay, aFinding, aSettled, aState } from '../support/records.ts';

const time = (text: string): string => `2026-11-${text}:00.000Z`;
const now = time('28T12:00');
const window = { since: time('01T00:00'), until: now };
const pastOf = (over: Partial<Past> = {}): Past => ({ days: [], gaps: [], ...over });
const shown = (past: Past, asked = window) =>
  timeline(past, asked, now).map(({ from, until, standing }) => [from, until, standing]);

describe('the timeline of a path', () => {
  test('goes on over days on which nothing was recorded', () => {
    const days = [
      aDay({ since: time('22T00:00') }),
      aDay({
        date: '2026-11-26',
        stretches: [
          { from: time('26T00:00'), verdict: 'reachable', standing: 'expected' },
          { from: time('26T08:00'), verdict: 'unreachable', standing: 'unexpected' },
        ],
      }),
    ];
    expect(shown(pastOf({ days }))).toEqual([
      [time('22T00:00'), time('22T10:05'), 'expected'],
      [time('22T10:05'), time('22T10:07'), 'unexpected'],
      [time('22T10:07'), time('26T08:00'), 'expected'],
      [time('26T08:00'), now, 'unexpected'],
    ]);
  });

  test('of days that go on from others that are not read reaches back to the begin of the window', () => {
    expect(shown(pastOf({ days: [aDay()] }))[0]).toEqual([window.since, time('22T10:05'), 'expected']);
  });

  test('of a window before all days that are read is as the first of them begins', () => {
    const asked = { since: time('02T00:00'), until: time('03T00:00') };
    expect(shown(pastOf({ days: [aDay()] }), asked)).toEqual([[asked.since, asked.until, 'expected']]);
    expect(shown(pastOf({ days: [aDay({ since: time('10T00:00') })] }), asked)).toEqual([]);
  });

  test('of a state of an older release is since when it was settled, or blind', () => {
    const settled = aSettled({ since: time('20T00:00') });
    expect(shown(pastOf({ state: aState({ settled }) }))).toEqual([[time('20T00:00'), now, settled.standing]]);
    const blind = { checks: 3, since: time('21T00:00'), reported: true, findings: [aFinding({ says: 'unknown' })] };
    expect(shown(pastOf({ state: aState({ settled, blind }) }))).toEqual([[time('21T00:00'), now, 'undetermined']]);
  });

  test('has a day that the state still owes to the table', () => {
    const state = aState({
      outbox: [{ kind: 'day', day: aDay({ since: time('22T09:00') }) }],
      day: aDay({
        date: '2026-11-23',
        stretches: [{ from: time('23T00:00'), verdict: 'reachable', standing: 'expected' }],
      }),
    });
    expect(shown(pastOf({ state }))).toHaveLength(3);
    expect(shown(pastOf({ state, days: [aDay({ since: time('22T09:00') })] }))).toHaveLength(3);
  });

  test('is empty of a path of which nothing is known', () => {
    expect(timeline(pastOf(), window, now)).toEqual([]);
  });

  const gap = (from: string, until: string): Gap => ({ from: time(from), until: time(until) });
  test.each<[string, readonly Gap[], readonly (readonly unknown[])[]]>([
    [
      'within a stretch',
      [gap('23T01:00', '23T02:00')],
      [
        [time('22T10:07'), time('23T01:00'), 'expected'],
        [time('23T01:00'), time('23T02:00'), 'undetermined'],
        [time('23T02:00'), now, 'expected'],
      ],
    ],
    [
      'up to now, over an older one',
      [gap('23T01:00', '23T02:00'), gap('23T01:30', '28T12:00')],
      [
        [time('22T10:07'), time('23T01:00'), 'expected'],
        [time('23T01:00'), time('23T01:30'), 'undetermined'],
        [time('23T01:30'), now, 'undetermined'],
      ],
    ],
  ])('is unknown in a gap %s', (_, gaps, expected) => {
    expect(shown(pastOf({ days: [aDay({ since: time('22T00:00') })], gaps })).slice(2)).toEqual(expected);
  });

  test('is not stretched by a gap before it began, or after the window', () => {
    const days = [aDay({ since: time('22T00:00') })];
    const gaps = [gap('01T00:00', '21T00:00'), gap('27T00:00', '28T00:00')];
    expect(shown(pastOf({ days, gaps }), { since: window.since, until: time('26T00:00') })).toHaveLength(3);
  });
});

describe('availability', () => {
  test('is of the known time: what is unknown counts for nothing, and of nothing known there is none', () => {
    expect(availability({ expected: 75, unexpected: 25, undetermined: 900 })).toBe(0.75);
    expect(availability({ expected: 0, unexpected: 0, undetermined: 900 })).toBeUndefined();
  });

  test('is counted by day, each as far as the window has it', () => {
    const past = pastOf({ days: [aDay({ since: time('22T00:00') })] });
    const asked = { since: time('21T12:00'), until: time('23T06:00') };
    const spans = timeline(past, asked, now);
    expect(byDay(spans, past.days, asked)).toEqual([
      { date: '2026-11-21', seconds: { expected: 0, unexpected: 0, undetermined: 0 } },
      { date: '2026-11-22', seconds: { expected: 86_280, unexpected: 120, undetermined: 0 } },
      { date: '2026-11-23', seconds: { expected: 21_600, unexpected: 0, undetermined: 0 } },
    ]);
    expect(heldFor(spans, past.days, asked)).toEqual({ expected: 107_880, unexpected: 120, undetermined: 0 });
  });
});

describe('a gap', () => {
  const look = (at: string, kind = 'rate(5 minutes)') => ({ kind, at, sweepId: 's', except: [] });
  const paths = [{ every: 'rate(1 hour)' }, { every: 'rate(5 minutes)' }];

  test('is from when a look was due until one came', () => {
    expect(gapBefore([look(time('22T10:00')), look(time('22T09:00'), 'hand')], paths, time('22T11:00'))).toEqual({
      from: time('22T10:05'),
      until: time('22T11:00'),
    });
  });

  test.each([
    ['a look is late by minutes', [look(time('22T10:00'))], paths, time('22T10:15')],
    ['nobody has looked before', [], paths, time('22T11:00')],
    [
      'only cron expressions say when',
      [look(time('22T10:00'))],
      [{ every: 'cron(0 8 * * ? *) UTC' }],
      time('22T11:00'),
    ],
    [
      'another kind of look came meanwhile',
      [look(time('22T10:00')), look(time('22T10:55'), 'change')],
      paths,
      time('22T11:00'),
    ],
  ] as const)('is none where %s', (_, looks, of, at) => {
    expect(gapBefore(looks, of, at)).toBeUndefined();
  });
});
