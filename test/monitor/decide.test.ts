import fc from 'fast-check';
import type { Signal } from '../../lambda/domain/alert.ts';
import type { Check } from '../../lambda/domain/check.ts';
import type { Path } from '../../lambda/domain/path.ts';
import { briefOf, type State } from '../../lambda/domain/state.ts';
import type { Verdict } from '../../lambda/domain/verdict.ts';
import { decide } from '../../lambda/monitor/decide.ts';
import { calmed } from '../../lambda/monitor/flap.ts';
import { standing } from '../../lambda/monitor/standing.ts';
import { aPath, aPolicy } from '../support/paths.ts';
import { aCheck, aFinding } from '../support/records.ts';

const at = (minute: number): string => new Date(Date.UTC(2026, 10, 22, 10, minute)).toISOString();

const checkOf = (path: Path, verdict: Verdict, minute: number, sweep = `sweep-${minute}`): Check =>
  aCheck({
    id: `${sweep}/${path.id}`,
    sweepId: sweep,
    observedAt: at(minute),
    verdict,
    standing: standing(verdict, path.expect),
    findings: verdict === 'unreachable' ? [aFinding()] : [],
  });

interface Played {
  readonly state: State | undefined;
  readonly signals: readonly Signal[];
}

const play = (path: Path, checks: readonly Check[]): Played =>
  checks.reduce<Played>(
    ({ state, signals }, check) => {
      const decision = decide(state, path, check);
      return { state: decision.state, signals: [...signals, ...decision.signals] };
    },
    { state: undefined, signals: [] },
  );

const playVerdicts = (verdicts: readonly Verdict[], path = aPath()): Played =>
  play(
    path,
    verdicts.map((verdict, minute) => checkOf(path, verdict, minute)),
  );

const kindsOf = ({ signals }: Played) => signals.map((signal) => signal.kind);

describe('decide', () => {
  test('a first check as expected sets the baseline and tells nobody', () => {
    const played = playVerdicts(['reachable']);
    expect(kindsOf(played)).toEqual([]);
    expect(played.state?.settled).toMatchObject({ verdict: 'reachable', standing: 'expected', since: at(0) });
  });

  test('a first check that is not as expected sets the baseline and tells it', () => {
    expect(kindsOf(playVerdicts(['unreachable']))).toEqual(['baseline']);
  });

  test('a break is told once however long it lasts, and its end once, with when it began', () => {
    const played = playVerdicts(['reachable', 'unreachable', 'unreachable', 'reachable', 'reachable']);
    expect(kindsOf(played)).toEqual(['broke', 'recovered']);
    expect(played.signals[1]).toMatchObject({ began: at(1), since: at(3) });
  });

  test('a break that goes on by another cause is told again, since when it has been one', () => {
    const path = aPath();
    const by = (minute: number, component: string) => ({
      ...checkOf(path, 'unreachable', minute),
      findings: [aFinding({ component })],
    });
    const both = { ...by(4, 'sg-1'), findings: [aFinding({ component: 'sg-1' }), aFinding({ component: 'rtb-2' })] };
    const checks = [checkOf(path, 'reachable', 0), by(1, 'sg-1'), by(2, 'sg-1'), by(3, 'rtb-2'), both, by(5, 'rtb-2')];
    const { signals, state } = play(path, checks);
    expect(signals.map(({ kind, since, findings }) => [kind, since, findings.at(-1)?.component])).toEqual([
      ['broke', at(1), 'sg-1'],
      ['broke', at(1), 'rtb-2'],
      ['broke', at(1), 'rtb-2'],
    ]);
    expect(state?.transitions).toBe(1);
  });

  test('a path that must stay unreachable alerts the other way round', () => {
    const promise = aPath({ expect: 'unreachable' });
    expect(kindsOf(playVerdicts(['unreachable', 'reachable', 'unreachable'], promise))).toEqual(['broke', 'recovered']);
  });

  test('unknown checks in a row are reported as blindness once, and the sight that follows once', () => {
    const played = playVerdicts(['reachable', 'unknown', 'unknown', 'unknown', 'unknown', 'reachable', 'unknown']);
    expect(kindsOf(played)).toEqual(['blind', 'sighted']);
    expect(played.signals[0]).toMatchObject({ checks: 3, since: at(1), verdict: 'reachable' });
  });

  test('a single unknown between two breaks is no recovery and no second break', () => {
    expect(kindsOf(playVerdicts(['unreachable', 'unknown', 'unreachable']))).toEqual(['baseline']);
  });

  test('the second time blind has an id of its own', () => {
    const unknowns: Verdict[] = ['unknown', 'unknown', 'unknown'];
    const ids = playVerdicts(['reachable', ...unknowns, 'reachable', ...unknowns]).signals.map((signal) => signal.id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).toHaveLength(3);
  });

  test('a late check is kept as late and flips nothing', () => {
    const path = aPath();
    const late = checkOf(path, 'unreachable', 1, 'slow-sweep');
    const played = play(path, [checkOf(path, 'reachable', 0), checkOf(path, 'reachable', 5), late]);
    expect(played.signals).toEqual([]);
    expect(played.state?.settled?.verdict).toBe('reachable');
    expect(played.state?.outbox.at(-1)).toMatchObject({ kind: 'check', check: { id: late.id, late: true } });
  });

  test('what was seen broken before a look in vain is no late check: unknowns come at once, analyses take minutes', () => {
    const path = aPath();
    const checks = [checkOf(path, 'reachable', 0), checkOf(path, 'unknown', 5), checkOf(path, 'unreachable', 4)];
    expect(kindsOf(play(path, checks))).toEqual(['broke']);
  });

  test('another declaration under the same id sets a new baseline without a break', () => {
    const before = playVerdicts(['reachable']);
    const other = aPath({ ports: [{ from: 22, to: 22 }] });
    const { signals, state } = decide(before.state, other, checkOf(other, 'unreachable', 9));
    expect(signals.map((signal) => signal.kind)).toEqual(['baseline']);
    expect(state.declared.text).toContain('tcp/22');
  });

  test('a monitor that was reported as blind tells that it sees again, also where the declaration was mended', () => {
    const before = playVerdicts(['unknown', 'unknown', 'unknown']);
    const mended = aPath({ ports: [{ from: 22, to: 22 }] });
    const { signals } = decide(before.state, mended, checkOf(mended, 'reachable', 9));
    expect(signals.map((signal) => signal.kind)).toEqual(['sighted']);
  });

  test('a break from before the declaration changed gives way to the new baseline, which is told', () => {
    const before = playVerdicts(['unreachable']);
    const other = aPath({ expect: 'unreachable' });
    const { signals, state } = decide(before.state, other, checkOf(other, 'reachable', 9));
    expect(signals.map((signal) => signal.kind)).toEqual(['baseline']);
    expect(state.broken).toMatchObject({ id: 'web-db-2', verdict: 'reachable' });
  });

  test('a break from before the declaration changed is ended by the first verdict as expected', () => {
    const before = playVerdicts(['unreachable']);
    const other = aPath({ expect: 'unreachable' });
    const { signals, state } = decide(before.state, other, checkOf(other, 'unreachable', 9));
    expect(signals.map((signal) => signal.kind)).toEqual(['recovered']);
    expect(state.broken).toBeUndefined();
  });
});

describe('thresholds', () => {
  const strict = aPath({ alerts: aPolicy({ failureThreshold: 3, successThreshold: 2 }) });

  test('a break counts once enough checks in a row have found it, from the first of them on', () => {
    const played = playVerdicts(['reachable', 'unreachable', 'unreachable', 'unreachable', 'unreachable'], strict);
    expect(kindsOf(played)).toEqual(['broke']);
    expect(played.signals[0]?.since).toBe(at(1));
  });

  test('a recovery too, and what is not confirmed was none', () => {
    const broken: Verdict[] = ['reachable', 'unreachable', 'unreachable', 'unreachable'];
    expect(kindsOf(playVerdicts([...broken, 'reachable', 'unreachable', 'reachable'], strict))).toEqual(['broke']);
    const recovered = playVerdicts([...broken, 'reachable', 'reachable'], strict);
    expect(kindsOf(recovered)).toEqual(['broke', 'recovered']);
    expect(recovered.signals[1]).toMatchObject({ since: at(4), began: at(1) });
  });

  test('an unknown check neither confirms nor denies', () => {
    const sequence: Verdict[] = ['reachable', 'unreachable', 'unknown', 'unreachable', 'unknown', 'unreachable'];
    expect(kindsOf(playVerdicts(sequence, strict))).toEqual(['broke']);
  });

  test('the brief says that the next look is to confirm, until it did', () => {
    const turning = playVerdicts(['reachable', 'unreachable'], strict).state;
    expect(turning && briefOf(turning)).toMatchObject({ turning: true, standing: 'expected' });
    const denied = playVerdicts(['reachable', 'unreachable', 'reachable'], strict).state;
    expect(denied && briefOf(denied)).not.toHaveProperty('turning');
  });
});

describe('flapping', () => {
  const flap = { changes: 4, within: 600, steady: 900 };
  const path = aPath({ alerts: aPolicy({ flap }) });
  const changing: Verdict[] = ['reachable', 'unreachable', 'reachable', 'unreachable', 'reachable'];

  test('is told when it starts, in place of the change that was one too many, and no change after it', () => {
    const played = playVerdicts([...changing, 'unreachable', 'reachable', 'unreachable'], path);
    expect(kindsOf(played)).toEqual(['broke', 'recovered', 'broke', 'flapping']);
    expect(played.signals[3]).toMatchObject({ checks: 4, within: 600, verdict: 'reachable' });
    expect(played.state?.broken).toMatchObject({ startedAt: at(7) });
  });

  test('changes that lie further apart are told one by one', () => {
    const checks = changing.map((verdict, n) => checkOf(path, verdict, n * 11));
    expect(kindsOf(play(path, checks))).toEqual(['broke', 'recovered', 'broke', 'recovered']);
  });

  test('ends once the path has been steady for long enough, and says how it is', () => {
    const { state } = playVerdicts([...changing, 'unreachable'], path);
    const calmAt = (minute: number) => state && calmed(state, path, new Date(at(minute)));
    expect(calmAt(19)).toBeUndefined();
    const calm = calmAt(20);
    expect(calm?.flap).toBeUndefined();
    expect(calm?.outbox.at(-1)).toMatchObject({ signal: { kind: 'steady', number: 5, verdict: 'unreachable' } });
    const { signals } = decide(calm, path, checkOf(path, 'reachable', 25));
    expect(signals.map(({ kind }) => kind)).toEqual(['recovered']);
  });

  test('that nobody has seen end does not keep what changes long afterwards from being told', () => {
    const { state } = playVerdicts(changing, path);
    expect(state?.flap).toBeDefined();
    const later = decide(state, path, checkOf(path, 'unreachable', 30));
    expect(later.signals.map(({ kind }) => kind)).toEqual(['broke']);
    expect(later.state.flap).toBeUndefined();
  });

  test.each([
    [[...changing, 'unreachable'] as const, 'reachable', 'recovered'],
    [changing, 'unreachable', 'baseline'],
  ] as const)('ends with what is told of another declaration', (before, verdict, kind) => {
    const { state } = playVerdicts(before, path);
    const other = aPath({ alerts: aPolicy({ flap }), ports: [{ from: 80, to: 80 }] });
    const next = decide(state, other, checkOf(other, verdict, 7));
    expect(next.signals.map((signal) => signal.kind)).toEqual([kind]);
    expect(next.state.flap).toBeUndefined();
  });
});

test('an older look, recorded late, undoes no change that waits to be confirmed', () => {
  const path = aPath({ alerts: aPolicy({ failureThreshold: 2 }) });
  const checks = [
    checkOf(path, 'reachable', 0),
    checkOf(path, 'unreachable', 5),
    checkOf(path, 'reachable', 3),
    checkOf(path, 'unreachable', 6),
  ];
  expect(kindsOf(play(path, checks))).toEqual(['broke']);
});

const verdicts = fc.array(fc.constantFrom<Verdict>('reachable', 'unreachable', 'unknown'), { maxLength: 40 });
const expectations = fc.constantFrom<'reachable' | 'unreachable'>('reachable', 'unreachable');

/** What should be told, said another way: a walk over the settled verdicts alone. */
const expectedKinds = (sequence: readonly Verdict[], expect: Verdict): string[] => {
  let broken = false;
  let first = true;
  return sequence.flatMap((verdict) => {
    if (verdict === 'unknown') return [];
    const isBroken = verdict !== expect;
    const told = isBroken === broken ? [] : [isBroken ? (first ? 'baseline' : 'broke') : 'recovered'];
    first = false;
    broken = isBroken;
    return told;
  });
};

describe('decide over random verdict sequences', () => {
  test('breaks and recoveries alternate, none is lost, none repeats, unknown flips nothing', () => {
    fc.assert(
      fc.property(verdicts, expectations, (sequence, expect_) => {
        const played = playVerdicts(sequence, aPath({ expect: expect_ }));
        const moved = kindsOf(played).filter((kind) => kind !== 'blind' && kind !== 'sighted');
        expect(moved).toEqual(expectedKinds(sequence, expect_));
      }),
      { numRuns: 1000 },
    );
  });

  test('no id of a signal is used twice, and blindness and sight alternate', () => {
    fc.assert(
      fc.property(verdicts, fc.integer({ min: 1, max: 4 }), (sequence, blindAfter) => {
        const played = playVerdicts(sequence, aPath({ blindAfter }));
        const ids = played.signals.map((alert) => alert.id);
        expect(new Set(ids).size).toBe(ids.length);
        const sights = kindsOf(played).filter((kind) => kind === 'blind' || kind === 'sighted');
        expect(sights).toEqual(sights.map((_, i) => (i % 2 === 0 ? 'blind' : 'sighted')));
        const runs = sequence
          .join(' ')
          .split(/(?:un)?reachable/)
          .map((run) => run.trim().split(' ').filter(Boolean).length);
        expect(sights.filter((kind) => kind === 'blind')).toHaveLength(runs.filter((run) => run >= blindAfter).length);
      }),
      { numRuns: 1000 },
    );
  });

  test('checks that arrive out of order move the state only forward in time', () => {
    const arrivals = verdicts.chain((sequence) =>
      fc.shuffledSubarray(
        sequence.map((verdict, minute) => ({ verdict, minute })),
        { minLength: 0 },
      ),
    );
    fc.assert(
      fc.property(arrivals, (sequence) => {
        const path = aPath();
        const played = play(
          path,
          sequence.map(({ verdict, minute }) => checkOf(path, verdict, minute)),
        );
        let newest = -1;
        const inTime = sequence.filter(({ verdict, minute }) => {
          if (verdict === 'unknown' || minute <= newest) return false;
          newest = minute;
          return true;
        });
        const moved = kindsOf(played).filter((kind) => kind !== 'blind' && kind !== 'sighted');
        expect(moved).toEqual(
          expectedKinds(
            inTime.map(({ verdict }) => verdict),
            path.expect,
          ),
        );
      }),
      { numRuns: 1000 },
    );
  });

  test('every check is owed to the history, late ones too', () => {
    fc.assert(
      fc.property(verdicts, (sequence) => {
        const { state } = playVerdicts(sequence);
        const owed = (state?.outbox ?? []).filter((entry) => entry.kind === 'check');
        expect(owed).toHaveLength(sequence.length);
      }),
    );
  });
});
