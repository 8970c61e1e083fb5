import fc from 'fast-check';
import type { Check } from '../../lambda/domain/check.ts';
import type { State } from '../../lambda/domain/state.ts';
import { disagreed } from '../../lambda/monitor/disagree.ts';
import { aPath } from '../support/paths.ts';
import { aCheck, aFinding, aState } from '../support/records.ts';

const disagreement = (component: string, message = `they disagree about ${component}`) =>
  aFinding({ code: 'MODEL_DISAGREES', says: 'note', component, message, source: 'pathwatch' });

const against = (component: string, n = 1, over: Partial<Check> = {}): Check =>
  aCheck({ sweepId: `sweep-${n}`, model: 'disagrees', findings: [disagreement(component)], ...over });

const play = (checks: readonly Check[], from: State = aState()) =>
  checks.reduce(
    ({ state, signals }, check) => {
      const turn = disagreed(state, aPath(), check);
      return { state: turn.state, signals: [...signals, ...turn.signals] };
    },
    { state: from, signals: [] as ReturnType<typeof disagreed>['signals'][number][] },
  );

describe('a disagreement of AWS and the network model', () => {
  test('is counted, kept, and reported to who runs the monitor', () => {
    const { state, signals } = play([against('acl-1')]);
    expect(state.disagreements).toMatchObject({
      count: 1,
      latest: { checkId: 'sweep-1#web-db', message: 'they disagree about acl-1' },
    });
    expect(signals).toMatchObject([{ kind: 'disagreement', id: 'web-db/1/disagreement' }]);
  });

  test('is counted each time and reported once, though its words differ', () => {
    const again = against('acl-1', 2, { findings: [disagreement('acl-1', 'in other words')] });
    const { state, signals } = play([against('acl-1'), again, against('acl-1', 3)]);
    expect(state.disagreements).toMatchObject({ count: 3, latest: { checkId: 'sweep-3#web-db' } });
    expect(signals).toHaveLength(1);
  });

  test('about something else is reported on its own, with an id of its own', () => {
    const checks = [
      against('acl-1'),
      against('acl-2', 2),
      against('acl-1', 3, { verdict: 'unreachable' }),
      against('acl-1', 4, { findings: [{ ...disagreement('acl-1'), direction: 'return' }] }),
    ];
    const { signals } = play(checks);
    expect(signals).toHaveLength(4);
    expect(new Set(signals.map(({ id }) => id)).size).toBe(4);
  });

  test('that no finding names is told all the same', () => {
    const { state } = play([against('', 1, { findings: [] })]);
    expect(state.disagreements?.latest.message).toBe(
      'Reachability Analyzer says reachable, the network model does not',
    );
  });

  test.each(['agrees', undefined] as const)('is none where the model %s', (model) => {
    const state = aState();
    const { model: _model, ...check } = against('acl-1');
    const turn = disagreed(state, aPath(), { ...check, ...(model !== undefined && { model }) });
    expect(turn).toEqual({ state, signals: [] });
  });

  test('of whatever kind is counted as often as it is met, and reported once for each of its subjects', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('acl-1', 'acl-2', 'sg-1', 'rtb-1'), { maxLength: 30 }), (met) => {
        const { state, signals } = play(met.map((component, n) => against(component, n)));
        expect(state.disagreements?.count ?? 0).toBe(met.length);
        expect(signals.map(({ findings }) => findings[0]?.component)).toEqual([...new Set(met)]);
      }),
    );
  });

  test('is remembered as reported while the memory of it stays short', () => {
    const { state } = play(Array.from({ length: 100 }, (_, n) => against(`acl-${n}`, n)));
    expect(state.disagreements?.reported.length).toBeLessThanOrEqual(20);
    expect(play([against('acl-99')], state).signals).toEqual([]);
  });
});
