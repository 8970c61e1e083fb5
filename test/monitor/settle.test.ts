import type { Started } from '../../lambda/monitor/analyze.ts';
import type { Planned } from '../../lambda/monitor/planned.ts';
import type { Services } from '../../lambda/monitor/ports.ts';
import { declarationDigest } from '../../lambda/monitor/question.ts';
import { type Asked, settle } from '../../lambda/monitor/settle.ts';
import { aLast, aPending } from '../support/briefs.ts';
import { aQuestion, aReport, modelled, modelledBlocked } from '../support/evidence.ts';
import { changesBetween } from '../support/heard-changes.ts';
import { aPath } from '../support/paths.ts';
import { aChange, aSettled, aState } from '../support/records.ts';
import { someServices } from '../support/services.ts';

const path = aPath();
const AT = '2026-11-22T10:20:00.000Z';

const aPlan = (over: Partial<Planned> = {}): Planned => ({
  pathId: path.id,
  questions: [{ pair: 0, question: aQuestion(), model: modelled().run }],
  routes: [],
  unresolved: [],
  pairs: { count: 1, left: 0 },
  reason: 'changed',
  footprint: 'f2',
  modelVerdict: 'reachable',
  ...over,
});

const bought: Started = {
  at: AT,
  paid: [{ index: 0, analysisId: 'nia-1', insightsPathId: 'nip-1', startedAt: AT }],
  routes: [],
};
const refused: Started = { at: AT, paid: [], routes: [], not: { kind: 'spent' } };

const asking = (over: Partial<Asked> = {}): Asked => ({
  plan: aPlan(),
  rounds: [bought],
  verified: { kind: 'same' },
  wasted: 0,
  ...over,
});

/** Settles a path that was found as expected over `f1`, where AWS answers so. */
const settled = async (asked: Asked, over: Partial<Pick<Services, 'changes'>> = {}, found = true) => {
  const unused = someServices();
  const services = someServices({
    reachability: {
      ...unused.reachability,
      read: async (ids) =>
        new Map(ids.map((id) => [id, { kind: 'succeeded', report: aReport({ found, analysisId: id }) }])),
    },
    changes: { ...unused.changes, between: changesBetween([]) },
    ...over,
  });
  await services.store.putState(
    aState({
      declared: { text: 'a path', digest: declarationDigest(path) },
      settled: aSettled({ footprint: 'f1' }),
      last: aLast(),
      pending: aPending({ sweepId: 'sweep-9', footprint: 'f2' }),
    }),
    0,
  );
  const settle_ = () => settle(services, path, asked, { sweepId: 'sweep-9', price: 0.1 }, true);
  const outcome = await settle_();
  const again = await settle_();
  expect(again).toEqual(outcome);
  const state = await services.store.state(path.id);
  const checks = (await services.store.checks(path.id, { limit: 5 })).items;
  expect(checks).toHaveLength(1);
  return { outcome, state, check: checks[0] };
};

describe('settling a path', () => {
  test('records what was bought, over the footprint that it is bound to; again, it records nothing more', async () => {
    const { outcome, state, check } = await settled(asking());
    expect(outcome).toMatchObject({ verdict: 'reachable', how: 'analysed', analyses: 1, alerts: 0, untaken: 0 });
    expect(check).toMatchObject({ footprint: 'f2', reason: 'changed', analyses: 1, cost: 0.1, observedAt: AT });
    expect(state).toMatchObject({ version: 3, last: { footprint: 'f2', tries: 0 } });
    expect(state).not.toHaveProperty('pending');
  });

  test('counts what was bought of a network that is no more', async () => {
    const { check, outcome } = await settled(asking({ wasted: 2 }));
    expect([check?.analyses, check?.cost, outcome.analyses]).toEqual([3, 0.3, 3]);
  });

  test('is unknown where the network changed under it again, or could not be read afterwards', async () => {
    const changed = await settled(asking({ verified: { kind: 'changed', plan: aPlan({ footprint: 'f3' }) } }));
    expect(changed.check).toMatchObject({ verdict: 'unknown', findings: [{ code: 'NETWORK_CHANGED' }], analyses: 1 });
    const fault = { kind: 'throttled', operation: 'DescribeRouteTables', code: 'Slow', message: 'm' } as const;
    const unseen = await settled(asking({ verified: { kind: 'unseen', fault } }));
    expect(unseen.check).toMatchObject({ verdict: 'unknown', findings: [{ code: 'SNAPSHOT_INCOMPLETE' }] });
    for (const { state, check } of [changed, unseen]) {
      expect(check).not.toHaveProperty('footprint');
      expect(state?.settled).toMatchObject({ verdict: 'reachable', footprint: 'f1' });
      expect(state?.last).toMatchObject({ verdict: 'unknown', tries: 1 });
    }
  });

  test('by the model alone, where the budget was spent, costs nothing and says so', async () => {
    const alone = aPlan({
      alone: { bound: 'budget of the month' },
      questions: [{ pair: 0, question: aQuestion(), model: modelledBlocked().run }],
    });
    const { outcome, check, state } = await settled(asking({ plan: alone, rounds: [] }));
    expect(outcome).toMatchObject({ verdict: 'unreachable', how: 'modelled', analyses: 0, alerts: 1 });
    expect(check).toMatchObject({ modelOnly: true, footprint: 'f2', cost: 0 });
    expect(state?.last?.modelOnly).toBe(true);
    expect(state?.outbox).toMatchObject([{ kind: 'signal', signal: { kind: 'broke', modelOnly: true } }]);
  });

  test('by the model alone too, where another sweep had spent what was left just before the start', async () => {
    const { outcome, check } = await settled(asking({ rounds: [refused] }));
    expect(outcome).toMatchObject({ verdict: 'reachable', how: 'modelled', analyses: 0 });
    expect(check).toMatchObject({
      modelOnly: true,
      footprint: 'f2',
      open: [expect.stringContaining('budget of the month')],
    });
  });

  test('of a network that could not be described tells nothing, and leaves what was bought last as it is', async () => {
    const { check, state } = await settled(asking({ plan: aPlan({ isBlind: true, questions: [] }), rounds: [] }));
    expect(check).toMatchObject({ verdict: 'unknown', analyses: 0 });
    expect(state?.last).toEqual(aLast());
    expect(state?.blind).toMatchObject({ checks: 1 });
  });

  test('of a verdict that turned names who turned it, in check, break and signal alike', async () => {
    const plan = aPlan({
      alone: { bound: 'budget of the month' },
      questions: [
        { pair: 0, question: aQuestion(), model: modelledBlocked({ component: 'sg-073c4d556bf048ea0' }).run },
      ],
    });
    const changes = { ...someServices().changes, between: changesBetween([aChange()]) };
    const { check, state } = await settled(asking({ plan, rounds: [] }), { changes });
    expect(check?.cause?.candidates).toMatchObject([{ change: { id: 'event-1' } }]);
    expect(state?.broken?.cause).toEqual(check?.cause);
    expect(state?.outbox).toMatchObject([{ signal: { cause: { candidates: [{ change: { id: 'event-1' } }] } } }]);
  });
});
