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
    ({ state, alerts }, check) => {
      const turn = disagreed(state, aPath(), check);
      return { state: turn.state, alerts: [...alerts, ...turn.alerts] };
    },
    { state: from, alerts: [] as ReturnType<typeof disagreed>['alerts'][number][] },
  );

describe('a disagreement of AWS and the network model', () => {
  test('is counted, kept, and reported to who runs the monitor', () => {
    const { state, alerts } = play([against('acl-1')]);
    expect(state.disagreements).toMatchObject({
      count: 1,
      latest: { checkId: 'sweep-1#web-db', message: 'they disagree about acl-1' },
    });
    expect(alerts).toMatchObject([{ kind: 'disagreement', channel: 'troubles', id: 'web-db/1/disagreement/troubles' }]);
  });

  test('is counted each time and reported once, though its words differ', () => {
    const again = against('acl-1', 2, { findings: [disagreement('acl-1', 'in other words')] });
    const { state, alerts } = play([against('acl-1'), again, against('acl-1', 3)]);
    expect(state.disagreements).toMatchObject({ count: 3, latest: { checkId: 'sweep-3#web-db' } });
    expect(alerts).toHaveLength(1);
  });

  test('about something else is reported on its own, with an id of its own', () => {
    const checks = [
      against('acl-1'),
      against('acl-2', 2),
      against('acl-1', 3, { verdict: 'unreachable' }),
      against('acl-1', 4, { findings: [{ ...disagreement('acl-1'), direction: 'return' }] }),
    ];
    const { alerts } = play(checks);
    expect(alerts).toHaveLength(4);
    expect(new Set(alerts.map(({ id }) => id)).size).toBe(4);
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
    expect(turn).toEqual({ state, alerts: [], incidents: [] });
  });

  test('of whatever kind is counted as often as it is met, and reported once for each of its subjects', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('acl-1', 'acl-2', 'sg-1', 'rtb-1'), { maxLength: 30 }), (met) => {
        const { state, alerts } = play(met.map((component, n) => against(component, n)));
        expect(state.disagreements?.count ?? 0).toBe(met.length);
        expect(alerts.map(({ findings }) => findings[0]?.component)).toEqual([...new Set(met)]);
      }),
    );
  });

  test('is remembered as reported while the memory of it stays short', () => {
    const { state } = play(Array.from({ length: 100 }, (_, n) => against(`acl-${n}`, n)));
    expect(state.disagreements?.reported.length).toBeLessThanOrEqual(20);
    expect(play([against('acl-99')], state).alerts).toEqual([]);
  });
});
