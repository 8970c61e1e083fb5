import fc from 'fast-check';
import type { Check } from '../../lambda/domain/check.ts';
import { type Day, endOf, midnightOf, secondsBetween } from '../../lambda/domain/day.ts';
import type { State } from '../../lambda/domain/state.ts';
import type { Verdict } from '../../lambda/domain/verdict.ts';
import { ended } from '../../lambda/history/advance.ts';
import { heldFor, type Seconds } from '../../lambda/history/availability.ts';
import { daysOf, timeline, type Window } from '../../lambda/history/timeline.ts';
import { decide } from '../../lambda/monitor/decide.ts';
import { standing } from '../../lambda/monitor/standing.ts';
import { aPath, aPolicy } from '../support/paths.ts';
import { aCheck, aFinding, aState } from '../support/records.ts';

const start = Date.parse('2026-11-22T22:00:00.000Z');
const at = (minutes: number): string => new Date(start + minutes * 60_000).toISOString();

const checkAt = (minutes: number, verdict: Verdict, over: Partial<Check> = {}): Check =>
  aCheck({
    sweepId: `sweep-${minutes}`,
    observedAt: at(minutes),
    verdict,
    standing: standing(verdict, 'reachable'),
    findings: verdict === 'reachable' ? [] : [aFinding({ says: verdict })],
    ...over,
  });

interface Played {
  readonly state: State;
  /** Days that are over, in the order in which they were owed. */
  readonly days: readonly Day[];
}

/** Decides checks one after the other, and takes what is owed out of the outbox, as recording does. */
const play = (checks: readonly Check[], path = aPath(), before?: State): Played => {
  const days: Day[] = [];
  let state = before;
  for (const check of checks) {
    const decided = decide(state, path, check).state;
    days.push(...decided.outbox.flatMap((entry) => (entry.kind === 'day' ? [entry.day] : [])));
    state = { ...decided, outbox: [] };
  }
  if (state === undefined) throw new Error('no check was played');
  return { state, days };
};

const stands = (day: Day | undefined) => day?.stretches.map(({ from, standing: each }) => [from, each]);

describe('the day of a path', () => {
  test('begins with its first check, and nothing is told of before', () => {
    const { state, days } = play([checkAt(0, 'reachable')]);
    expect(days).toEqual([]);
    expect(state.day).toMatchObject({
      date: '2026-11-22',
      since: at(0),
      stretches: [{ from: at(0), verdict: 'reachable', standing: 'expected', checkId: 'sweep-0#web-db' }],
      checks: 1,
      analyses: 1,
      cost: 0.1,
    });
  });

  test('has a stretch for each change, with its reason, and none for a check that finds the same', () => {
    const { state } = play([
      checkAt(0, 'reachable'),
      checkAt(5, 'reachable'),
      checkAt(10, 'unreachable'),
      checkAt(12, 'unknown'),
      checkAt(14, 'reachable'),
    ]);
    expect(stands(state.day)).toEqual([
      [at(0), 'expected'],
      [at(10), 'unexpected'],
      [at(12), 'undetermined'],
      [at(14), 'expected'],
    ]);
    expect(state.day?.stretches.map(({ reason }) => reason)).toEqual([
      undefined,
      aFinding().message,
      aFinding().message,
      undefined,
    ]);
    expect(state.day).toMatchObject({
      checks: 5,
      turns: 2,
      seconds: { expected: 600, unexpected: 120, undetermined: 120 },
    });
  });

  test('is over with the first check of a later one, which goes on from it at midnight', () => {
    const { state, days } = play([checkAt(0, 'unreachable'), checkAt(3 * 24 * 60, 'unreachable')]);
    expect(days).toEqual([
      expect.objectContaining({
        date: '2026-11-22',
        checks: 1,
        seconds: { expected: 0, unexpected: 7200, undetermined: 0 },
      }),
    ]);
    expect(state.day).toMatchObject({ date: '2026-11-25', checks: 1 });
    expect(stands(state.day)).toEqual([[midnightOf('2026-11-25'), 'unexpected']]);
  });

  test('counts a break that several checks confirm from the first of them, even where that was the day before', () => {
    const path = aPath({ alerts: aPolicy({ failureThreshold: 2 }) });
    const { state, days } = play(
      [checkAt(0, 'reachable'), checkAt(119, 'unreachable'), checkAt(121, 'unreachable')],
      path,
    );
    expect(stands(days[0])).toEqual([
      [at(0), 'expected'],
      [at(119), 'unexpected'],
    ]);
    expect(stands(state.day)).toEqual([[midnightOf('2026-11-23'), 'unexpected']]);
  });

  test('is counted by a late check, and not moved', () => {
    const { state } = play([checkAt(10, 'reachable'), checkAt(5, 'unreachable')]);
    expect(stands(state.day)).toEqual([[at(10), 'expected']]);
    expect(state.day).toMatchObject({ checks: 2, analyses: 2, cost: 0.2 });
  });

  test('of a state that an older release wrote begins when it was settled', () => {
    const { day: _, ...old } = play([checkAt(-3000, 'reachable')]).state;
    const { state, days } = play([checkAt(0, 'unreachable')], aPath(), old);
    expect(days).toEqual([]);
    expect(state.day).toMatchObject({ since: at(-3000), turns: 1 });
    expect(stands(state.day)).toEqual([
      [midnightOf('2026-11-22'), 'expected'],
      [at(0), 'unexpected'],
    ]);
  });

  test('keeps fifty stretches, the newest among them, and counts the time of all', () => {
    const { state } = play(
      Array.from({ length: 101 }, (_, n) => checkAt(n, n % 2 === 0 ? 'reachable' : 'unreachable')),
    );
    expect(state.day).toMatchObject({ left: 51, turns: 100, seconds: { expected: 3000, unexpected: 3000 } });
    expect(state.day?.stretches).toHaveLength(50);
    expect(state.day?.stretches.at(-1)).toMatchObject({ from: at(100), standing: 'expected' });
  });

  test('of a path that is no longer declared ends as unknown, with the reason', () => {
    const { state } = play([checkAt(0, 'unreachable')]);
    const last = ended(state, at(150), 'it was no longer declared');
    expect(last?.over.map(({ seconds }) => seconds.unexpected)).toEqual([7200]);
    expect(stands(last?.day)).toEqual([
      [midnightOf('2026-11-23'), 'unexpected'],
      [at(150), 'undetermined'],
    ]);
    expect(ended(aState(), at(150), 'any')).toBeUndefined();
  });
});

/** The same by brute force: how it stood at a moment is what the newest check by then has found. */
const heldBy = (checks: readonly Check[], { since, until }: Window): Seconds => {
  const seconds = { expected: 0, unexpected: 0, undetermined: 0 };
  checks.forEach((check, place) => {
    const from = [check.observedAt, since].sort().at(-1) ?? since;
    const end = [checks[place + 1]?.observedAt ?? until, until].sort()[0] ?? until;
    if (from < end) seconds[check.standing] += secondsBetween(from, end);
  });
  return seconds;
};

const anyChecks = (mostMinutes: number, most: number): fc.Arbitrary<readonly Check[]> =>
  fc
    .array(
      fc.tuple(
        fc.integer({ min: 1, max: mostMinutes }),
        fc.constantFrom<Verdict>('reachable', 'unreachable', 'unknown'),
      ),
      {
        minLength: 1,
        maxLength: most,
      },
    )
    .map((steps) => {
      let minute = 0;
      return steps.map(([gap, verdict]) => {
        minute += gap;
        return checkAt(minute, verdict);
      });
    });

const whole = (seconds: Seconds) =>
  Object.fromEntries(Object.entries(seconds).map(([key, each]) => [key, Math.round(each)]));

describe('how long a path stood how', () => {
  test('is the same by days as by all its checks, in any window', () => {
    fc.assert(
      fc.property(anyChecks(3000, 12), fc.nat(20_000), fc.integer({ min: 1, max: 20_000 }), (checks, from, length) => {
        const { state, days } = play(checks);
        const window = { since: at(from), until: at(from + length) };
        const now = at(100_000);
        // The table gives the days from the window's first on: what is before is told by how they begin.
        const past = { days: days.filter(({ date }) => date >= window.since.slice(0, 10)), state, gaps: [] };
        const spans = timeline(past, window, now);
        expect(whole(heldFor(spans, daysOf(past), window))).toEqual(whole(heldBy(checks, window)));
        expect(spans.slice(1).map(({ from: begin }) => begin)).toEqual(spans.slice(0, -1).map(({ until }) => until));
      }),
      { numRuns: 500 },
    );
  });

  test('is the same of whole days whose stretches were too many to be kept', () => {
    fc.assert(
      fc.property(anyChecks(8, 800), (checks) => {
        const { state, days } = play(checks);
        const window = { since: midnightOf('2026-11-23'), until: endOf('2026-11-24') };
        const past = { days, state: decide(state, aPath(), checkAt(9_000, 'reachable')).state, gaps: [] };
        const spans = timeline(past, window, at(10_000));
        expect(whole(heldFor(spans, daysOf(past), window))).toEqual(whole(heldBy(checks, window)));
      }),
      { numRuns: 30 },
    );
  });
});
