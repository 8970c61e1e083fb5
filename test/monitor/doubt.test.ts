import type { Check } from '../../lambda/domain/check.ts';
import type { Evidence } from '../../lambda/domain/evidence.ts';
import { doubted } from '../../lambda/monitor/doubt.ts';
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

  test('is not recovered where Route Analyzer was not asked at all', () => {
    expect(doubted(path, found([reachableOverTransitGateway()]), broken()).verdict).toBe('unknown');
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

  test('is not doubted for what the model saw on the way there', () => {
    const check = found([over, routesConnected(), modelledUnseen()]);
    expect(doubted(path, check, broken([{ ...byModel, direction: 'forward' }]))).toBe(check);
  });

  test('is no reason to doubt that a promise is broken', () => {
    const check = found([over, modelledUnseen()], { standing: 'unexpected' });
    expect(doubted(aPath({ expect: 'unreachable' }), check, before)).toBe(check);
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
