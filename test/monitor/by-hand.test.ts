import fc from 'fast-check';
import type { Analysis } from '../../lambda/domain/evidence.ts';
import { leftOutBy } from '../../lambda/domain/left-out.ts';
import type { Path } from '../../lambda/domain/path.ts';
import type { HandAnalyzer, Trigger } from '../../lambda/domain/sweep.ts';
import { requestOf } from '../../lambda/domain/sweep-request.ts';
import type { Verdict } from '../../lambda/domain/verdict.ts';
import { conclude } from '../../lambda/monitor/conclude.ts';
import { diagnose } from '../../lambda/monitor/diagnose.ts';
import type { PlannedPath } from '../../lambda/monitor/plan.ts';
import { asAsked, plannedOf } from '../../lambda/monitor/planned.ts';
import {
  aQuestion,
  aRouteQuestion,
  brokenLeg,
  connectedLeg,
  faultRun,
  modelled,
  modelledBlocked,
  modelledUnseen,
  modelledWithoutReturn,
  reachableOverTransitGateway,
  routeLegs,
  routeRun,
  routesConnected,
} from '../support/evidence.ts';
import { aPath } from '../support/paths.ts';

/* Analyzers that are left out by hand: docs/adr/018-analyzers-by-hand.md. */

const hand = (analyzers?: readonly HandAnalyzer[]): Trigger => ({ by: 'hand', ...(analyzers && { analyzers }) });
const RA = 'reachability-analyzer';
const ROUTE = 'route-analyzer';

describe('the request of a sweep', () => {
  const known: readonly Trigger[] = [
    { by: 'schedule', every: 'rate(5 minutes)' },
    { by: 'change', gathering: 'g1' },
    { by: 'test', channel: 'topic' },
    hand(),
    { by: 'hand', paths: ['a'], audit: true },
    { by: 'hand', audit: true, analyzers: ['model', 'reachability'] },
    hand(['model']),
  ];

  test('is taken as it is, where all of it is known', () => {
    for (const trigger of known) {
      expect(requestOf({ trigger })).toEqual({ trigger });
      const part = { of: 'whole', index: 1, count: 2, rank: 9 };
      expect(requestOf({ trigger, self: 'arn', part })).toEqual({ trigger, self: 'arn', part });
    }
  });

  test.each([
    ['an analyzer that nobody knows', { trigger: { by: 'hand', analyzers: ['model', 'flows'] } }, 'analyzers'],
    ['no analyzer at all', { trigger: { by: 'hand', analyzers: [] } }, 'analyzers'],
    [
      'an audit without the analyzer that it buys',
      { trigger: { by: 'hand', audit: true, analyzers: ['route'] } },
      'audit',
    ],
    ['a key that may forbid something', { trigger: { by: 'hand', analysers: ['model'] } }, 'analysers'],
    ['analyzers of a schedule', { trigger: { by: 'schedule', every: 'x', analyzers: ['model'] } }, 'analyzers'],
    ['a trigger that nobody knows', { trigger: { by: 'moon' } }, 'by'],
    ['nothing', undefined, 'object'],
  ])('is refused with %s, before anything is done', (_, event, named) => {
    expect(() => requestOf(event)).toThrow(new RegExp(`^the request of the sweep is wrong: .*${named}`));
  });
});

describe('what is left out', () => {
  test.each<[readonly HandAnalyzer[] | undefined, readonly string[]]>([
    [undefined, []],
    [['model', 'reachability', 'route'], []],
    [['reachability', 'route'], []],
    [['model', 'reachability'], [ROUTE]],
    [['reachability'], [ROUTE]],
    [['model', 'route'], [RA]],
    [['route'], [RA]],
    [['model'], [RA, ROUTE]],
  ])('of %j is what it does not name: the model answers always', (analyzers, expected) => {
    expect(leftOutBy(hand(analyzers))).toEqual(expected);
  });

  test('is nothing of any other sweep', () => {
    for (const trigger of [
      { by: 'schedule', every: 'x' },
      { by: 'change', gathering: 'g' },
    ] as const)
      expect(leftOutBy(trigger)).toEqual([]);
  });
});

describe('the plan of a path', () => {
  const plan = (over: Partial<PlannedPath> = {}): PlannedPath => ({
    pathId: 'web-db',
    questions: [{ pair: 0, question: aQuestion(), model: modelled().run }],
    routes: [{ pair: 0, question: aRouteQuestion() }],
    unresolved: [],
    pairs: { count: 1, left: 0 },
    ...over,
  });

  test('keeps the questions, which the model answers, and asks Route Analyzer nothing that is left out', () => {
    expect(asAsked(plan(), [])).toEqual({ questions: plan().questions, routes: plan().routes });
    expect(asAsked(plan(), [ROUTE])).toEqual({
      questions: plan().questions,
      routes: [{ pair: 0, notApplicable: 'it was left out by hand' }],
      leftOut: [ROUTE],
    });
    expect(asAsked(plan(), [RA])).toMatchObject({ routes: plan().routes, leftOut: [RA] });
  });

  test('names as left out only what would have been asked', () => {
    expect(asAsked(plan({ routes: [] }), [RA, ROUTE]).leftOut).toEqual([RA]);
    const notApplicable = [{ pair: 0, notApplicable: 'it is not registered' }];
    expect(asAsked(plan({ routes: notApplicable }), [ROUTE])).toEqual({
      questions: plan().questions,
      routes: notApplicable,
    });
    expect(asAsked(plan({ routes: [], questions: [] }), [RA, ROUTE])).not.toHaveProperty('leftOut');
  });

  const surveyed = {
    path: aPath(),
    plan: plan(),
    brief: undefined,
    choice: { kind: 'buy', reason: 'changed' },
  } as const;
  const acting = {
    ...surveyed,
    consulted: { plan: plan(), replies: [], routed: [] },
    found: { footprint: 'f', model: 'reachable' },
  } as const;
  const act = (alone: { readonly bound: string } | { readonly leftOut: string }) =>
    ({ ...acting, act: { kind: 'model', reason: 'changed', alone } }) as const;

  test('asks Route Analyzer beside the model by hand, and not where the budget is spent', () => {
    const byHand = plannedOf(act({ leftOut: 'x' }), plan(), [], new Map(), [RA]);
    expect(byHand).toMatchObject({ routes: plan().routes, leftOut: [RA], alone: { leftOut: 'x' } });
    expect(plannedOf(act({ bound: 'x' }), plan(), [], new Map())).toMatchObject({ routes: [] });
  });
});

describe('Route Analyzer beside the model alone', () => {
  const alone = { why: { leftOut: 'Reachability Analyzer' } } as const;
  const judge = (evidence: readonly Analysis[], path: Path = aPath()) =>
    diagnose(path, evidence, { count: 1, left: 0 }, alone);
  const open = modelled({ transit: true });
  const there = routeLegs(brokenLeg('ROUTE_NOT_FOUND'));
  const back = routeLegs(connectedLeg(), brokenLeg('ROUTE_NOT_FOUND'));

  test.each<[string, Analysis, Analysis, Verdict, Verdict]>([
    // Route Analyzer; the model; the verdict on a path, and on a promise.
    ['connected, and open', routesConnected(), open, 'reachable', 'reachable'],
    ['connected, and blocked', routesConnected(), modelledBlocked(), 'unreachable', 'unreachable'],
    ['connected, and no way back', routesConnected(), modelledWithoutReturn(), 'unreachable', 'reachable'],
    ['connected, and unseen', routesConnected(), modelledUnseen(), 'unknown', 'reachable'],
    ['stopped there, and open', there, open, 'unknown', 'unknown'],
    ['stopped back, and open', back, open, 'unknown', 'unknown'],
    ['stopped there, and blocked', there, modelledBlocked(), 'unreachable', 'unreachable'],
    [
      'stopped there, and unseen',
      there,
      modelled({ verdict: 'unknown', forward: 'unknown', back: 'unknown' }),
      'unknown',
      'unknown',
    ],
    ['without an answer, and open', routeRun(faultRun()), open, 'reachable', 'reachable'],
    [
      'without an answer, and unseen',
      routeRun(faultRun()),
      modelled({ verdict: 'unknown', forward: 'unknown' }),
      'unknown',
      'unknown',
    ],
  ])('%s', (_, routes, model, verdict, promised) => {
    expect(judge([routes, model]).verdict).toBe(verdict);
    expect(judge([routes, model], aPath({ expect: 'unreachable' })).verdict).toBe(promised);
  });

  test('accuses: it takes back what the model finds, and names what stops the packets', () => {
    for (const routes of [there, back])
      expect(judge([routes, open]).findings).toMatchObject([{ code: 'ROUTE_NOT_FOUND', source: ROUTE }]);
    expect(judge([there, modelledBlocked()]).findings.map(({ source }) => source)).toContain(ROUTE);
  });

  test('accuses no way that leads over no transit gateway by the model: there it is a note', () => {
    const judged = judge([there, modelled()]);
    expect(judged).toMatchObject({ verdict: 'reachable', confidence: 'model-only' });
    expect(judged.findings).toMatchObject([{ code: 'ROUTE_NOT_FOUND', says: 'note' }]);
  });

  test('says why it could not tell, where it could not', () => {
    expect(judge([routeRun(faultRun()), open]).findings).toMatchObject([{ code: 'CALL_THROTTLED', says: 'note' }]);
  });

  const anyRoutes = fc.constantFrom<Analysis | undefined>(
    undefined,
    routesConnected(),
    there,
    back,
    routeRun(faultRun()),
  );
  const anyModel = fc.constantFrom<Analysis>(
    open,
    modelled(),
    modelledBlocked(),
    modelledWithoutReturn(),
    modelledUnseen(),
  );
  const anyExpected = fc.constantFrom('reachable', 'unreachable');

  test('never turns a verdict of the model alone into its opposite, never acquits, never passes for a confirmation', () => {
    fc.assert(
      fc.property(anyRoutes, anyModel, anyExpected, (routes, model, expect_) => {
        const path = aPath({ expect: expect_ as Path['expect'] });
        const before = judge([model], path);
        const after = judge([...(routes === undefined ? [] : [routes]), model], path);
        expect([before.verdict, 'unknown']).toContain(after.verdict);
        expect(['model-only', undefined]).toContain(after.confidence);
      }),
    );
  });
});

describe('a check by fewer analyzers', () => {
  const at = { sweepId: 'sweep-1', observedAt: '2026-11-22T10:00:00.000Z', settledAt: '2026-11-22T10:01:00.000Z' };
  const deployment = { name: 'pathwatch', account: '111111111111', region: 'eu-west-1' };
  const model = modelled({ transit: true });
  const plan = {
    pathId: 'web-db',
    questions: [{ pair: 0, question: aQuestion(), model: model.run }],
    routes: [{ pair: 0, notApplicable: 'it was left out by hand' }],
    unresolved: [],
    pairs: { count: 1, left: 0 },
  };
  const grounds = { reason: 'hand', footprint: 'f1', bound: true, analyses: 0, price: 0.1 } as const;

  test('without Reachability Analyzer says so, and is what the next look buys', () => {
    const check = conclude(aPath(), plan, [model], at, deployment, {
      ...grounds,
      alone: { leftOut: 'Reachability Analyzer' },
      leftOut: [RA, ROUTE],
    });
    expect(check).toMatchObject({
      verdict: 'reachable',
      confidence: 'model-only',
      modelOnly: true,
      leftOut: [RA, ROUTE],
      cost: 0,
    });
    expect(check.open).toEqual([
      "this is the network model's answer alone, confirmed by no analyzer of AWS: Reachability Analyzer was not to be asked",
      'left out by hand: Reachability Analyzer and Route Analyzer',
    ]);
  });

  test('without Route Analyzer says so, and is not carried as if all had been asked', () => {
    const check = conclude(aPath(), plan, [reachableOverTransitGateway(), model], at, deployment, {
      ...grounds,
      analyses: 1,
      leftOut: [ROUTE],
    });
    expect(check).toMatchObject({
      verdict: 'reachable',
      confidence: 'confirmed',
      leftOut: [ROUTE],
      uncarried: 'Route Analyzer was left out by hand',
      model: 'agrees',
    });
    expect(check).not.toHaveProperty('modelOnly');
    expect(check.open).toContain('left out by hand: Route Analyzer');
  });

  test('by all of them has nothing to say of it', () => {
    const check = conclude(
      aPath(),
      { ...plan, routes: [] },
      [reachableOverTransitGateway(), model],
      at,
      deployment,
      grounds,
    );
    for (const absent of ['leftOut', 'uncarried']) expect(check).not.toHaveProperty(absent);
  });
});
