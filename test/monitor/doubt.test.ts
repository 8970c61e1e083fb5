import type { Check } from '../../lambda/domain/check.ts';
import type { Evidence } from '../../lambda/domain/evidence.ts';
import { doubted } from '../../lambda/monitor/doubt.ts';
import { declarationDigest } from '../../lambda/monitor/question.ts';
import { record } from '../../lambda/monitor/record.ts';
import { aLast } from '../support/briefs.ts';
import {
  brokenLeg,
  connectedLeg,
  failedRun,
  faultRun,
  modelled,
  modelledUnseen,
  modelledWithoutReturn,
  modelRun,
  notReachable,
  reachable,
  reachableOverTransitGateway,
  routeLegs,
  routeRun,
  routesConnected,
  routesNotApplicable,
  unfinishedRun,
} from '../support/evidence.ts';
import { memoryStore } from '../support/memory-store.ts';
import { aPath } from '../support/paths.ts';
import { aCheck, aFinding, aSettled, aState } from '../support/records.ts';

const path = aPath();
const byRoutes = aFinding({ code: 'ROUTE_NOT_FOUND', source: 'route-analyzer', direction: 'return' });

const broken = (findings = [byRoutes]) =>
  aState({ settled: aSettled({ verdict: 'unreachable', standing: 'unexpected', findings }) });

const found = (evidence: Evidence, over: Partial<Check> = {}): Check => aCheck({ evidence, ...over });

describe('a path that Route Analyzer saw broken', () => {
  test.each([
    ['was throttled', routeRun(faultRun())],
    ['failed', routeRun(failedRun('FAILED'))],
    ['did not end', routeRun(unfinishedRun())],
    ['is not applicable any more', routesNotApplicable('not registered')],
    ['answered for the way there alone', routeLegs(connectedLeg())],
    ['still finds the way back broken', routeLegs(connectedLeg(), brokenLeg('ROUTE_NOT_FOUND'))],
  ])('is not recovered where Route Analyzer %s', (_, route) => {
    expect(doubted(path, found([reachableOverTransitGateway(), route]), broken())).toMatchObject({
      verdict: 'unknown',
      standing: 'undetermined',
      findings: [{ code: 'RETURN_NOT_SEEN', says: 'unknown' }],
    });
  });

  test('is not recovered where Route Analyzer was not asked at all, and nobody stands behind what is unknown', () => {
    const check = doubted(path, found([reachableOverTransitGateway()], { confidence: 'confirmed' }), broken());
    expect(check.verdict).toBe('unknown');
    expect(check).not.toHaveProperty('confidence');
  });

  test('is recovered where Route Analyzer finds both ways connected', () => {
    const check = found([reachableOverTransitGateway(), routesConnected()]);
    expect(doubted(path, check, broken())).toBe(check);
  });

  test('is recovered where the way no longer leads over a transit gateway', () => {
    const check = found([reachable()]);
    expect(doubted(path, check, broken())).toBe(check);
  });

  test('must be seen whole in each of its pairs', () => {
    const second = [reachableOverTransitGateway(), routesConnected()].map((analysis) => ({ ...analysis, pair: 1 }));
    const first = [reachableOverTransitGateway(), routeRun(faultRun())];
    expect(doubted(path, found([...first, ...second]), broken()).verdict).toBe('unknown');
  });

  test('stays known as that where Reachability Analyzer finds a further break, and is not said twice over', () => {
    const further = aFinding();
    const unreachable = { verdict: 'unreachable', standing: 'unexpected', findings: [further] } as const;
    const first = doubted(path, found([notReachable('ENI_SG_RULES_MISMATCH')], unreachable), broken());
    expect(first.findings).toEqual([
      further,
      { ...byRoutes, message: `not looked at this time, and found before: ${byRoutes.message}` },
    ]);
    const again = doubted(
      path,
      found([notReachable('ENI_SG_RULES_MISMATCH')], unreachable),
      broken([...first.findings]),
    );
    expect(again.findings).toEqual(first.findings);
    const repaired = doubted(path, found([reachableOverTransitGateway()]), broken([...again.findings]));
    expect(repaired.verdict).toBe('unknown');
  });

  test('is forgotten as that where Route Analyzer answers beside a further break', () => {
    const check = found([notReachable('ENI_SG_RULES_MISMATCH'), routesConnected()], {
      verdict: 'unreachable',
      standing: 'unexpected',
      findings: [aFinding()],
    });
    expect(doubted(path, check, broken())).toBe(check);
  });

  test('is unknown as it was where the check is unknown by itself', () => {
    const check = found([], { verdict: 'unknown', standing: 'undetermined' });
    expect(doubted(path, check, broken())).toBe(check);
  });
});

describe('a path whose way back the network model saw broken', () => {
  const byModel = aFinding({ code: 'NO_ROUTE_TO_DESTINATION', source: 'network-model', direction: 'return' });
  const before = broken([byModel]);
  const over = reachableOverTransitGateway();

  test.each([
    ['could not see it', modelledUnseen()],
    ['failed', modelRun(faultRun())],
    ['was not asked', routesConnected()],
    ['still finds it broken', modelledWithoutReturn()],
  ])('is not recovered where the model %s', (_, model) => {
    expect(doubted(path, found([over, routesConnected(), model]), before)).toMatchObject({
      verdict: 'unknown',
      findings: [
        { code: 'RETURN_NOT_SEEN', message: expect.stringMatching(/^the network model found this path broken/) },
      ],
    });
  });

  test.each([
    ['the model finds both ways open', [over, modelled()]],
    ['Reachability Analyzer sees both ways itself', [reachable(), modelledUnseen()]],
  ])('is recovered where %s', (_, evidence) => {
    const check = found(evidence);
    expect(doubted(path, check, before)).toBe(check);
  });

  test('stays known as that beside a further break, unless the model told of the way back', () => {
    const unreachable = { verdict: 'unreachable', standing: 'unexpected', findings: [aFinding()] } as const;
    const further = notReachable('ENI_SG_RULES_MISMATCH');
    expect(doubted(path, found([further, modelledUnseen()], unreachable), before).findings).toHaveLength(2);
    expect(doubted(path, found([further, modelled()], unreachable), before).findings).toHaveLength(1);
  });

  test('is not recovered either where Reachability Analyzer, asked about the reply, had confirmed the break', () => {
    const confirmed = broken([aFinding({ code: 'NO_ROUTE_TO_DESTINATION', direction: 'return' })]);
    expect(doubted(path, found([over, routesConnected(), modelledUnseen()]), confirmed).verdict).toBe('unknown');
    const check = found([over, routesConnected(), modelled()]);
    expect(doubted(path, check, confirmed)).toBe(check);
  });

  test('is not doubted for what the model saw on the way there', () => {
    const check = found([over, routesConnected(), modelledUnseen()]);
    expect(doubted(path, check, broken([{ ...byModel, direction: 'forward' }]))).toBe(check);
  });

  test('is no reason to doubt that a promise is broken', () => {
    const check = found([over, modelledUnseen()], { standing: 'unexpected' });
    expect(doubted(aPath({ expect: 'unreachable' }), check, before)).toBe(check);
  });
});

describe('the model alone, for want of budget', () => {
  const uncarried = 'the network model and Reachability Analyzer do not say the same';
  const byModel = aFinding({ code: 'NO_ROUTE_TO_DESTINATION', source: 'network-model', direction: 'return' });
  const alone = found([modelled()], { modelOnly: true });
  const from = { kind: 'selector', type: 'instance', tags: { role: 'web' }, match: 'any' } as const;

  test.each([byRoutes, byModel, aFinding()])(
    'turns a verdict that AWS and it agreed on, whoever saw it: $source',
    (seen) => {
      expect(doubted(path, alone, { ...broken([seen]), last: aLast() })).toBe(alone);
      expect(doubted(path, alone, broken([seen]))).toBe(alone);
    },
  );

  test('is doubted no more for a selector than for a plain end', () => {
    for (const last of [{}, { last: aLast({ uncarried, distrust: uncarried }) }])
      expect(doubted(aPath({ from }), alone, { ...broken([byModel]), ...last })).toEqual(
        doubted(path, alone, { ...broken([byModel]), ...last }),
      );
  });

  test('turns no verdict that could not be carried when AWS was asked last: what it names is told beside', () => {
    const before = aState({ last: aLast({ uncarried, distrust: uncarried }) });
    const check = found([modelledWithoutReturn()], {
      modelOnly: true,
      verdict: 'unreachable',
      standing: 'unexpected',
      findings: [byModel],
    });
    const { verdict, standing, findings } = doubted(path, check, before);
    expect([verdict, standing]).toEqual(['unknown', 'undetermined']);
    expect(findings).toMatchObject([
      { code: 'MODEL_UNTRUSTED', says: 'unknown', message: expect.stringContaining(uncarried) },
      { code: 'NO_ROUTE_TO_DESTINATION', says: 'note' },
    ]);
    expect(doubted(path, alone, { ...broken(), last: aLast({ uncarried, distrust: uncarried }) })).toMatchObject({
      verdict: 'unknown',
      findings: [{ code: 'MODEL_UNTRUSTED' }],
    });
  });

  test('may say the same again, and the first thing that is said', () => {
    const before = aState({ last: aLast({ uncarried, distrust: uncarried }) });
    expect(doubted(path, alone, before)).toBe(alone);
    const { settled: _settled, ...unsettled } = before;
    expect(doubted(path, alone, unsettled)).toBe(alone);
  });

  test('stays what it is where it is unknown by itself', () => {
    const finding = aFinding({ code: 'MODEL_UNKNOWN', says: 'unknown', source: 'network-model' });
    const check = found([modelledUnseen()], {
      modelOnly: true,
      verdict: 'unknown',
      standing: 'undetermined',
      findings: [finding],
    });
    expect(doubted(path, check, aState({ last: aLast({ uncarried, distrust: uncarried }) }))).toBe(check);
  });

  test('is trusted no more for having been asked alone since, however often', async () => {
    const store = memoryStore();
    const declared = { text: 'a path', digest: declarationDigest(path) };
    await store.putState(aState({ declared, settled: aSettled({ footprint: 'f1' }) }), 0);
    const at = (minute: number): string => `2026-11-22T11:0${minute}:00.000Z`;
    const known = async (minute: number, over: Partial<Check>) => {
      const check = found([], { sweepId: `look-${minute}`, observedAt: at(minute), footprint: `f${minute}`, ...over });
      await record(store, path, check);
      const state = await store.state(path.id);
      return [state?.settled?.verdict, state?.last?.verdict];
    };
    const without = { modelOnly: true, analyses: 0, verdict: 'unreachable', standing: 'unexpected' } as const;
    expect(await known(1, { uncarried })).toEqual(['reachable', 'reachable']);
    for (const minute of [2, 3, 4])
      expect(await known(minute, { ...without, findings: [byModel] })).toEqual(['reachable', 'unknown']);
    // AWS was asked, and both say the same.
    expect(await known(5, {})).toEqual(['reachable', 'reachable']);
    expect(await known(6, { ...without, findings: [byModel] })).toEqual(['unreachable', 'unreachable']);
  });

  test('turns a verdict that it had settled alone itself', () => {
    const before = { ...broken([byModel]), last: aLast({ modelOnly: true }) };
    expect(doubted(path, alone, before)).toBe(alone);
  });
});

test.each([
  ['nothing', undefined],
  ['a healthy path', aState()],
  ['a break that Reachability Analyzer saw', broken([aFinding()])],
  ['a note of Route Analyzer', broken([{ ...byRoutes, says: 'note' }])],
])('after %s, a check stands as it is', (_, before) => {
  const check = found([reachableOverTransitGateway()]);
  expect(doubted(path, check, before)).toBe(check);
});
