import type { Analysis } from '../../lambda/domain/evidence.ts';
import type { Expectation } from '../../lambda/domain/path.ts';
import { diagnose } from '../../lambda/monitor/diagnose.ts';
import {
  aModelFinding,
  anExplanation,
  asked,
  aTransitGateway,
  aWay,
  brokenLeg,
  connectedLeg,
  faultRun,
  forPair,
  modelled,
  modelledBlocked,
  modelledUnseen,
  modelledWithoutReturn,
  modelRun,
  notReachable,
  reachabilityRun,
  reachable,
  reachableOverTransitGateway,
  routeLegs,
  routeRun,
  routesConnected,
  routesNotApplicable,
} from '../support/evidence.ts';
import { aPath } from '../support/paths.ts';

/* The network model beside Reachability Analyzer and Route Analyzer: docs/adr/009-the-model-beside-the-analyzers.md. */

const one = { count: 1, left: 0 };
const over = reachableOverTransitGateway();
const closed = notReachable(anExplanation('ENI_SG_RULES_MISMATCH', { securityGroups: [{ id: 'sg-1' }] }));
const unanswered = reachabilityRun(faultRun());
const noReturn = modelledWithoutReturn();
const table = 'rtb-021ab122f4f50d879';

const judge = (evidence: readonly Analysis[], expect: Expectation = 'reachable') =>
  diagnose(aPath({ expect }), evidence, one);

const saidBy = (evidence: readonly Analysis[], expect?: Expectation) => {
  const { verdict, findings } = judge(evidence, expect);
  return [verdict, ...findings.map(({ code, says, source }) => `${code} ${says} ${source}`)];
};

const BACK = 'NO_ROUTE_TO_DESTINATION unreachable network-model';
const BACK_NOTED = 'NO_ROUTE_TO_DESTINATION note network-model';
const DISAGREES = 'MODEL_DISAGREES note pathwatch';
const GROUP = 'ENI_SG_RULES_MISMATCH unreachable reachability-analyzer';
const THROTTLED = 'CALL_THROTTLED unknown reachability-analyzer';
const THROTTLED_ROUTES = 'CALL_THROTTLED unknown route-analyzer';

describe('what the model adds', () => {
  test.each<[string, readonly Analysis[], readonly string[]]>([
    ['found over a transit gateway; open', [over, routesConnected(), modelled()], ['reachable']],
    ['found over a transit gateway; no way back', [over, routesConnected(), noReturn], ['unreachable', BACK]],
    ['found over a transit gateway; unseen', [over, routesConnected(), modelledUnseen()], ['reachable']],
    ['found over a transit gateway; blocked', [over, routesConnected(), modelledBlocked()], ['reachable', DISAGREES]],
    ['found in one VPC, both ways; no way back', [reachable(), noReturn], ['reachable', DISAGREES]],
    ['found in one VPC; blocked', [reachable(), modelledBlocked()], ['reachable', DISAGREES]],
    ['found in one VPC; unseen', [reachable(), modelledUnseen()], ['reachable']],
    ['not found; open', [closed, modelled()], ['unreachable', GROUP, DISAGREES]],
    ['not found; unseen', [closed, modelledUnseen()], ['unreachable', GROUP]],
    ['not found; another cause too', [closed, modelledBlocked()], ['unreachable', GROUP, BACK]],
    ['not found; way there open, no way back', [closed, noReturn], ['unreachable', GROUP, BACK, DISAGREES]],
    ['unanswered; open', [unanswered, modelled()], ['unknown', THROTTLED]],
    ['unanswered; blocked', [unanswered, modelledBlocked()], ['unknown', THROTTLED, BACK_NOTED]],
    ['unanswered; no way back', [unanswered, noReturn], ['unknown', THROTTLED, BACK_NOTED]],
    ['routes unanswered; open', [over, routeRun(faultRun()), modelled()], ['unknown', THROTTLED_ROUTES]],
    ['routes unanswered; no way back', [over, routeRun(faultRun()), noReturn], ['unreachable', BACK, THROTTLED_ROUTES]],
    [
      'the model failed',
      [reachable(), modelRun(faultRun({ code: 'TypeError' }))],
      ['reachable', 'MODEL_FAILED note network-model'],
    ],
  ])('%s', (_, evidence, said) => {
    expect(saidBy(evidence)).toEqual(said);
  });

  test('case 3 of the scenario: the table that lacks the way back is named, with advice', () => {
    const { verdict, findings, open } = judge([over, routesConnected(), noReturn]);
    expect(verdict).toBe('unreachable');
    expect(findings).toMatchObject([
      {
        code: 'NO_ROUTE_TO_DESTINATION',
        says: 'unreachable',
        direction: 'return',
        component: table,
        message: `${table} has no route to 10.0.20.236`,
        advice: `Add a route for 10.0.20.236 to ${table}.`,
        source: 'network-model',
      },
    ]);
    expect(open).toEqual([]);
  });

  test('both sides of a disagreement are told', () => {
    expect(judge([closed, modelled()]).findings[1]).toMatchObject({
      direction: 'forward',
      component: 'sg-1',
      message: expect.stringMatching(/way there: reachable, by the model; sg-1 has no .* rule .*, by Reachability/),
    });
    expect(judge([reachable(), noReturn]).findings[0]?.message).toContain(
      `the way back: ${table} has no route to 10.0.20.236, by the model; reachable, by Reachability Analyzer`,
    );
  });

  test('a model answer that is unknown as a whole accuses nobody', () => {
    const doubtful = modelled({ verdict: 'unknown', back: 'unreachable', findings: [aModelFinding()] });
    expect(saidBy([over, routesConnected(), doubtful])).toEqual(['reachable']);
  });

  test('an unlisted code of the model is told without advice', () => {
    const { verdict, findings } = judge([over, routesConnected(), modelledWithoutReturn({ code: 'NEW_CODE' })]);
    expect([verdict, findings[0]?.code, findings[0]?.advice]).toEqual(['unreachable', 'NEW_CODE', undefined]);
  });
});

describe('what was open', () => {
  const RETURN_IN_VPCS = expect.stringMatching(/return leg inside the VPCs was not analysed: .* the way there alone$/);

  test.each([
    ['closes where the model saw the way back', modelled(), []],
    ['closes where the model found it blocked', noReturn, []],
    [
      'stays with the reason of the model where that cannot tell',
      modelledUnseen({ message: 'the routes of tgw-rtb-1 are not known' }),
      [expect.stringMatching(/alone; the network model cannot tell: the routes of tgw-rtb-1 are not known$/)],
    ],
    [
      'stays with what the model does not follow',
      modelled({ verdict: 'unknown', back: 'unknown', unmodelled: ['vpce-1'] }),
      [expect.stringMatching(/cannot tell: it does not follow vpce-1$/)],
    ],
    ['stays where the model disagrees about the way there', modelledBlocked(), [RETURN_IN_VPCS]],
    [
      'stays where the model names no blocker',
      modelled({ verdict: 'unreachable', back: 'unreachable' }),
      [RETURN_IN_VPCS],
    ],
    ['stays where the model failed', modelRun(faultRun()), [RETURN_IN_VPCS]],
  ] as const)('%s', (_, model, open) => {
    expect(judge([over, routesConnected(), model]).open).toEqual(open);
  });

  test("what Route Analyzer cannot be asked, the model's look at the same tables makes good", () => {
    expect(judge([over, routesNotApplicable('no global network'), modelled()]).open).toEqual([]);
    expect(judge([over, routesNotApplicable('no global network'), modelledUnseen()]).open).toHaveLength(2);
  });

  test('the way back of udp is as open as that of a transit gateway', () => {
    const udp = asked({ protocol: 'udp' }, reachable({ back: [] }));
    const path = aPath({ protocol: 'udp' });
    expect(diagnose(path, [udp, asked({ protocol: 'udp' }, modelled())], one)).toEqual({
      verdict: 'reachable',
      confidence: 'confirmed',
      findings: [],
      open: [],
    });
    expect(diagnose(path, [udp, asked({ protocol: 'udp' }, noReturn)], one).verdict).toBe('unreachable');
  });

  test('what AWS says of one-way analyses in general is answered too', () => {
    const general = reachable({ details: ['UNIDIRECTIONAL_PATH_ANALYSIS_ONLY'] });
    expect(judge([general]).open).toHaveLength(1);
    expect(judge([general, modelled()])).toEqual({
      verdict: 'reachable',
      confidence: 'confirmed',
      findings: [],
      open: [],
    });
    expect(judge([general, noReturn]).verdict).toBe('unreachable');
  });
});

describe('a cause that two analyzers name is told once, as AWS tells it', () => {
  const { routeTable } = aTransitGateway;
  const noRoute = routeLegs(connectedLeg(), brokenLeg('ROUTE_NOT_FOUND'));
  const sameTable = modelledWithoutReturn({
    code: 'TGW_RTB_NO_ROUTE_TO_TGW_ATTACHMENT',
    component: routeTable,
    resources: { transitGatewayRouteTable: [routeTable] },
  });

  test('case 1: the transit gateway route table', () => {
    expect(saidBy([over, noRoute, sameTable])).toEqual(['unreachable', 'ROUTE_NOT_FOUND unreachable route-analyzer']);
  });

  test('of another pair too', () => {
    const evidence = [over, noRoute, sameTable, ...[over, routeRun(faultRun()), sameTable].map((a) => forPair(1, a))];
    const { findings } = diagnose(aPath(), evidence, { count: 2, left: 0 });
    expect(findings.map(({ code }) => code)).toEqual(['ROUTE_NOT_FOUND', 'CALL_THROTTLED']);
  });

  test("of the reply in the model's words: AWS's would have the ports of the way there opened", () => {
    const denied = notReachable(
      anExplanation('SUBNET_ACL_RESTRICTION', { acl: [{ id: 'acl-1' }], subnet: [{ id: 'subnet-1' }] }),
    );
    const message = 'acl-1 denies tcp/1024-65535 out of subnet-1 to 10.0.1.10: its last entry decides';
    const model = modelledWithoutReturn({
      code: 'SUBNET_ACL_RESTRICTION',
      component: 'acl-1',
      message,
      resources: { acl: ['acl-1'] },
      facts: {},
    });
    const [finding, ...rest] = judge([denied, model]).findings;
    expect(finding).toMatchObject({ source: 'reachability-analyzer', direction: 'return', message });
    expect(rest.map(({ says }) => says)).not.toContain('unreachable');
  });

  test('case 2: the security group, by whichever code', () => {
    const model = modelledBlocked({
      code: 'SG_HAS_NO_RULES',
      component: 'sg-1',
      resources: { securityGroups: ['sg-1'] },
      facts: { direction: 'ingress' },
    });
    expect(saidBy([closed, model])).toEqual(['unreachable', GROUP]);
  });

  test('the same code at a resource that the model names beside its own', () => {
    const model = modelledBlocked({
      code: 'ENI_SG_RULES_MISMATCH',
      component: 'eni-1',
      resources: { networkInterface: ['eni-1'], securityGroups: ['sg-1', 'sg-2'] },
    });
    expect(saidBy([closed, model])).toEqual(['unreachable', GROUP]);
  });

  test('the other side of one ACL is another cause', () => {
    const acl = notReachable(anExplanation('SUBNET_ACL_RESTRICTION', { acl: 'acl-1' }, { direction: 'ingress' }));
    const model = modelledBlocked({
      code: 'SUBNET_ACL_RESTRICTION',
      component: 'acl-1',
      resources: { acl: ['acl-1'] },
      facts: { direction: 'egress' },
    });
    expect(judge([acl, model]).findings.map(({ source }) => source)).toEqual([
      'reachability-analyzer',
      'network-model',
    ]);
  });

  test('what AWS tells as a note alone does not hide what the model accuses', () => {
    const elsewhere = routeRun(noRoute.run, { transitGatewayId: 'tgw-0cccccccccccccccc' });
    const way = reachableOverTransitGateway({ forward: aWay(aTransitGateway.id, routeTable) });
    const [verdict, ...said] = saidBy([way, routesConnected(), elsewhere, sameTable]);
    expect(verdict).toBe('unreachable');
    expect(said).toContain('TGW_RTB_NO_ROUTE_TO_TGW_ATTACHMENT unreachable network-model');
  });
});

describe('a promise of segmentation', () => {
  test.each<[string, readonly Analysis[], readonly string[]]>([
    [
      'is not kept by a way back that only the model finds closed',
      [over, routesConnected(), noReturn],
      ['reachable', BACK_NOTED],
    ],
    [
      'is kept where Route Analyzer finds the way back closed',
      [over, routeLegs(connectedLeg(), brokenLeg('ROUTE_NOT_FOUND'))],
      ['unreachable', 'ROUTE_NOT_FOUND unreachable route-analyzer'],
    ],
    [
      'is not kept by a model that finds the way there closed',
      [reachable(), modelledBlocked()],
      ['reachable', DISAGREES],
    ],
    [
      'is kept as Reachability Analyzer says, whatever the model says',
      [closed, modelled()],
      ['unreachable', GROUP, DISAGREES],
    ],
    [
      'is unknown where Reachability Analyzer could not answer',
      [unanswered, modelledBlocked()],
      ['unknown', THROTTLED, BACK_NOTED],
    ],
  ])('%s', (_, evidence, said) => {
    expect(saidBy(evidence, 'unreachable')).toEqual(said);
  });
});

describe('several port ranges', () => {
  test('each is judged with its own answer', () => {
    const ports = { from: 22, to: 22 };
    const path = aPath({ ports: [{ from: 443, to: 443 }, ports] });
    const second = { key: 'question-2', ports };
    const evidence = [over, asked(second, over), routesConnected(), modelled(), asked(second, noReturn)];
    expect(diagnose(path, evidence, one).verdict).toBe('unreachable');
    expect(diagnose(path, [over, asked(second, over), routesConnected(), modelled()], one).open).toHaveLength(1);
  });
});
