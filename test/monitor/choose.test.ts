import fc from 'fast-check';
import type { Brief, LastCheck } from '../../lambda/domain/state.ts';
import type { Trigger } from '../../lambda/domain/sweep.ts';
import { type Choice, choose, type Found } from '../../lambda/monitor/choose.ts';
import { aBrief, aLast, aPending } from '../support/briefs.ts';
import { aPath } from '../support/paths.ts';

const path = aPath({ audit: 7 * 86_400 });
const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** So many seconds after the last check of `aLast`. */
const moment = (seconds: number): Date => new Date(Date.UTC(2026, 10, 22, 10) + seconds * 1000);

const bySchedule: Trigger = { by: 'schedule', every: 'rate(5 minutes)' };
const byChange: Trigger = { by: 'change', gathering: 'g1' };
const byHand: Trigger = { by: 'hand' };
const audit: Trigger = { by: 'hand', audit: true };

const same: Found = { footprint: 'f1', model: 'reachable' };
const other: Found = { footprint: 'f2', model: 'reachable' };
const turned: Found = { footprint: 'f2', model: 'unreachable' };
const unseen: Found = { footprint: 'f2', model: 'unknown' };

const last = (over: Partial<LastCheck>) => aBrief(path, { last: aLast(over) });
const unbound = (tries: number): Brief => {
  const { footprint: _footprint, ...rest } = aLast({ tries, verdict: 'unknown', uncarried: 'it changed meanwhile' });
  return aBrief(path, { last: rest });
};
const without = (key: 'last' | 'standing'): Brief => {
  const { [key]: _gone, ...rest } = aBrief(path);
  return rest;
};

const inWords = (choice: Choice): string => (choice.kind === 'buy' ? `buy: ${choice.reason}` : choice.kind);

describe('a look at a path', () => {
  test.each<[string, Brief | undefined, Found, Trigger, number, string]>([
    ['nothing is known', undefined, same, bySchedule, 0, 'buy: baseline'],
    ['no check was made yet', without('last'), same, bySchedule, 0, 'buy: baseline'],
    ['it was declared otherwise', aBrief(path, { declared: 'other' }), same, bySchedule, 0, 'buy: baseline'],
    ['its facts are the same', aBrief(path), same, bySchedule, 5 * MINUTE, 'carry'],
    ['its facts are the same, by a change elsewhere', aBrief(path), same, byChange, 5 * MINUTE, 'carry'],
    ['its facts are the same, by hand', aBrief(path), same, byHand, 5 * MINUTE, 'carry'],
    ['an audit is asked for', aBrief(path), same, audit, 5 * MINUTE, 'buy: hand'],
    ['the audit is due', aBrief(path), same, bySchedule, 7 * DAY, 'buy: audit'],
    ['the audit is due, but for the skew of clocks', aBrief(path), same, bySchedule, 7 * DAY - 20, 'buy: audit'],
    ['the audit is not due yet', aBrief(path), same, bySchedule, 7 * DAY - 21, 'carry'],
    ['its facts changed, its verdict not', aBrief(path), other, bySchedule, 9, 'buy: changed'],
    ['its facts changed, and its verdict by the model', aBrief(path), turned, bySchedule, 9, 'buy: transition'],
    ['its facts changed, and the model cannot tell', aBrief(path), unseen, bySchedule, 9, 'buy: changed'],
    ['its facts changed while it is broken', last({}), other, bySchedule, 9, 'buy: changed'],
    [
      'its facts changed while it is not as expected',
      aBrief(path, { standing: 'unexpected', verdict: 'unreachable' }),
      { footprint: 'f2', model: 'unreachable' },
      byChange,
      9,
      'buy: transition',
    ],
    ['another sweep is at it', aBrief(path, { pending: aPending() }), same, byHand, 60, 'busy'],
    [
      'another sweep is at it for the first time',
      { ...without('last'), pending: aPending() },
      same,
      byChange,
      9,
      'busy',
    ],
    ['another sweep is at other facts', aBrief(path, { pending: aPending() }), turned, byChange, 9, 'buy: transition'],
    [
      'another sweep polls it still: the polls of one round last 590 seconds',
      aBrief(path, { last: aLast({ footprint: 'f0' }), pending: aPending() }),
      same,
      bySchedule,
      689,
      'busy',
    ],
    [
      'another sweep has said nothing for longer than a round lasts',
      aBrief(path, { last: aLast({ footprint: 'f0' }), pending: aPending() }),
      same,
      bySchedule,
      690,
      'buy: changed',
    ],
    ['another sweep died at it', aBrief(path, { pending: aPending() }), same, bySchedule, 2 * HOUR, 'carry'],
    [
      'another sweep is at it, and an audit is asked for',
      aBrief(path, { pending: aPending() }),
      same,
      audit,
      9,
      'buy: hand',
    ],
    ['the clock of who is at it is ahead', aBrief(path, { pending: aPending() }), same, byChange, -180, 'busy'],
    ['the model had answered alone', last({ modelOnly: true }), same, bySchedule, 9, 'buy: changed'],
    [
      'the model had answered alone, and it turned',
      aBrief(path, { standing: 'unexpected', last: aLast({ modelOnly: true }) }),
      same,
      bySchedule,
      9,
      'buy: transition',
    ],
    [
      'it may not be carried, and was just bought',
      last({ uncarried: 'no', tries: 1 }),
      same,
      bySchedule,
      MINUTE,
      'rest',
    ],
    ['it may not be carried, by a change', last({ uncarried: 'no', tries: 1 }), same, byChange, MINUTE, 'rest'],
    ['it may not be carried, by hand', last({ uncarried: 'no', tries: 7 }), same, byHand, MINUTE, 'buy: hand'],
    [
      'it may not be carried, and its facts changed',
      last({ uncarried: 'no', tries: 7 }),
      other,
      byChange,
      1,
      'buy: changed',
    ],
    ['it was bound to nothing once', unbound(1), same, bySchedule, MINUTE, 'buy: changed'],
    ['it was bound to nothing twice', unbound(2), same, bySchedule, MINUTE, 'rest'],
    ['it was bound to nothing twice, by hand', unbound(2), same, byHand, MINUTE, 'buy: changed'],
    ['it was bound to nothing twice, a while ago', unbound(2), same, bySchedule, 5 * MINUTE, 'buy: changed'],
  ])('where %s', (_, brief, found, trigger, seconds, expected) => {
    expect(inWords(choose(path, brief, found, trigger, moment(seconds)))).toBe(expected);
  });

  test.each([
    [1, 5 * MINUTE],
    [2, 5 * MINUTE],
    [3, 15 * MINUTE],
    [4, HOUR],
    [5, 4 * HOUR],
    [6, 12 * HOUR],
    [7, DAY],
    [8, DAY],
    [1_000, DAY],
  ])(
    'that may not be carried is bought again after try %i when %i seconds have passed, less the skew',
    (tries, gap) => {
      const brief = last({ uncarried: 'the verdict is unknown', tries });
      expect(inWords(choose(path, brief, same, bySchedule, moment(gap - 21)))).toBe('rest');
      expect(inWords(choose(path, brief, same, bySchedule, moment(gap - 20)))).toBe('buy: retry');
    },
  );
});

const maybe = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: undefined });
const footprints = fc.constantFrom('f1', 'f2');
const verdicts = fc.constantFrom('reachable', 'unreachable', 'unknown');
const settled = fc.constantFrom('reachable', 'unreachable');
const present = <Value extends object>(value: Value) =>
  Object.fromEntries(Object.entries(value).filter(([, inner]) => inner !== undefined)) as Value;
const times = fc.integer({ min: -300, max: 9 * DAY }).map((seconds) => moment(-seconds).toISOString());

const briefs = maybe(
  fc.record({
    declared: fc.constantFrom(aBrief(path).declared, 'other'),
    verdict: maybe(settled),
    standing: maybe(fc.constantFrom('expected', 'unexpected')),
    last: maybe(
      fc
        .record({
          at: times,
          verdict: verdicts,
          footprint: maybe(footprints),
          uncarried: maybe(fc.constant('no')),
          modelOnly: maybe(fc.boolean()),
          tries: fc.nat(9),
        })
        .map(present),
    ),
    pending: maybe(fc.record({ since: times, footprint: footprints }).map((one) => aPending(one))),
  }),
).map((brief) => (brief === undefined ? undefined : (present({ pathId: path.id, ...brief }) as Brief)));

const triggers = fc.constantFrom<Trigger[]>(bySchedule, byChange, byHand, audit, { by: 'hand', paths: [path.id] });
const cases = fc.tuple(briefs, fc.record({ footprint: footprints, model: verdicts }), triggers);
const now = moment(0);
const age = (at: string): number => (now.getTime() - Date.parse(at)) / 1000;

/** Of random looks, those that come to such a choice keep to this. */
const always = (kind: Choice['kind'], keeps: (brief: Brief, found: Found, trigger: Trigger) => void) => {
  let met = 0;
  fc.assert(
    fc.property(cases, ([brief, found, trigger]) => {
      const choice = choose(path, brief, found, trigger, now);
      if (choice.kind !== kind) return;
      if (brief === undefined) throw new Error(`a path of which nothing is known: ${kind}`);
      met += 1;
      keeps(brief, found, trigger);
    }),
    { numRuns: 5_000 },
  );
  expect(met).toBeGreaterThan(20);
};

describe('whatever is known of a path', () => {
  test('only what rests on this very footprint is carried: declared so, confirmed by AWS, and not overdue', () => {
    always('carry', ({ last: known, declared }, { footprint }, trigger) => {
      expect(declared).toBe(aBrief(path).declared);
      expect(known?.footprint).toBe(footprint);
      expect(known?.uncarried).toBeUndefined();
      expect(known?.modelOnly).not.toBe(true);
      expect(age(known?.at ?? '')).toBeLessThan(path.audit);
      expect(trigger).not.toEqual(audit);
    });
  });

  test('it is left to another sweep only where that is at this very footprint, and may be alive', () => {
    always('busy', ({ pending }, { footprint }) => {
      expect(pending?.footprint).toBe(footprint);
      expect(age(pending?.since ?? '')).toBeLessThan(HOUR);
    });
  });

  test('it rests for a day at most, never by hand, and only where there is nothing to carry', () => {
    always('rest', ({ last: known }, { footprint }, trigger) => {
      expect(trigger.by).not.toBe('hand');
      expect(age(known?.at ?? '')).toBeLessThan(DAY);
      expect(known?.footprint === undefined || (known.footprint === footprint && known.uncarried !== undefined)).toBe(
        true,
      );
    });
  });

  test('who asks for an audit by hand gets one', () => {
    fc.assert(
      fc.property(cases, ([brief, found]) => {
        expect(choose(path, brief, found, audit, now)).toEqual({ kind: 'buy', reason: 'hand' });
      }),
    );
  });
});
