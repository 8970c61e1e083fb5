import type { Analysis, Evidence, Hop, Question } from '../../lambda/domain/evidence.ts';
import type { Expectation } from '../../lambda/domain/path.ts';
import type { Testimony } from '../../lambda/domain/witness.ts';
import { ask } from '../../lambda/monitor/consult.ts';
import { diagnose } from '../../lambda/monitor/diagnose.ts';
import { reporting } from '../../lambda/monitor/report.ts';
import { weigh } from '../../lambda/monitor/weigh.ts';
import { worldOf } from '../../lambda/monitor/world.ts';
import type { FaultName } from '../../local/faults.ts';
import { ids } from '../../local/scenario/ids.ts';
import {
  anExplanation,
  aQuestion,
  asked,
  aWay,
  brokenLeg,
  connectedLeg,
  modelRun,
  notReachable,
  reachable,
  routeLegs,
  routeSteps,
} from '../support/evidence.ts';
import { aPath } from '../support/paths.ts';
import { broken } from '../support/scenario-network.ts';

/*
 * The report's analyses of 2021, when Reachability Analyzer did not cross a transit gateway: one from A to it, one from it to B, and
 * Route Analyzer; beside them the network model, over the network with the fault. In case 3 the second leg blames the
 * security group, whose rule is right.
 */

const rdp = { ports: { from: 3389, to: 3389 } };
const toGateway = aQuestion({ ...rdp, key: 'a-tgw', source: ids.interfaceA, destination: ids.attachmentA });
const fromGateway = aQuestion({ ...rdp, key: 'tgw-b', source: ids.attachmentB, destination: ids.interfaceB });

const way = (...passed: readonly string[]): { readonly forward: readonly Hop[]; readonly back: readonly Hop[] } => ({
  forward: aWay(...passed),
  back: [],
});
const first = asked(toGateway, reachable(way(ids.instanceA, ids.interfaceA, ids.attachmentA)));
const second = asked(fromGateway, reachable(way(ids.attachmentB, ids.interfaceB, ids.instanceB)));
const blamed = asked(
  fromGateway,
  notReachable(
    anExplanation(
      'ENI_SG_RULES_MISMATCH',
      {
        networkInterface: ids.interfaceB,
        securityGroups: [{ id: ids.groupB }],
        subnet: ids.subnetB,
        vpc: ids.vpcB,
      },
      { direction: 'ingress' },
    ),
  ),
);

const noReturn = brokenLeg('ROUTE_NOT_FOUND', { steps: routeSteps(ids.attachmentB, ids.transitRoutesB) });
const ofScenario = {
  transitGatewayId: ids.transitGateway,
  sourceAttachmentArn: `arn:aws:ec2:ap-northeast-1:111111111111:transit-gateway-attachment/${ids.attachmentA}`,
  destinationAttachmentArn: `arn:aws:ec2:ap-northeast-1:111111111111:transit-gateway-attachment/${ids.attachmentB}`,
};
const routes = (back = connectedLeg()): Analysis => {
  const run = routeLegs(connectedLeg(), back);
  return { ...run, question: { ...run.question, ...ofScenario } };
};

/** What the network model says to both legs' questions, as a plan carries it. */
const modelOf = (fault: FaultName | 'healthy'): Evidence => {
  const world = worldOf({ takenAt: '2026-11-22T10:00:00.000Z', documents: broken(fault), unreadable: {} });
  const questions: readonly Question[] = [toGateway, fromGateway];
  const plan = {
    pathId: 'web-db',
    questions: questions.map((question) => ({ pair: 0, question })),
    routes: [],
    unresolved: [],
    pairs: { count: 1, left: 0 },
  };
  const replies = questions.map((question) => ask(world, question));
  return reporting([{ plan, replies, routed: [] }]).flatMap(({ questions: told }) =>
    told.flatMap(({ question, model }) => (model === undefined ? [] : [asked(question, modelRun(model))])),
  );
};

const path = (expect_: Expectation = 'reachable') => aPath({ ...{ ports: [rdp.ports] }, expect: expect_ });
const judge = (evidence: Evidence, expect_?: Expectation) => diagnose(path(expect_), evidence, { count: 1, left: 0 });
const blamedBy = ({ findings }: ReturnType<typeof judge>) =>
  findings.filter(({ says }) => says === 'unreachable').map(({ component, source }) => `${component} ${source}`);

describe('the two legs of the report', () => {
  test('healthy: reachable', () => {
    expect(judge([first, second, routes(), ...modelOf('healthy')])).toMatchObject({
      verdict: 'reachable',
      confidence: 'confirmed',
      findings: [],
    });
  });

  test('case 1: the transit gateway route table lacks the return route', () => {
    const judged = judge([first, second, routes(noReturn), ...modelOf('transit-route-missing')]);
    expect(judged.verdict).toBe('unreachable');
    expect(blamedBy(judged)).toEqual(['tgw-rtb-05c9fa8db5415ce07 route-analyzer']);
  });

  test('case 2: the security group lacks the rule', () => {
    const judged = judge([first, blamed, routes(), ...modelOf('security-group-closed')]);
    expect(judged).toMatchObject({ verdict: 'unreachable', confidence: 'confirmed' });
    expect(blamedBy(judged)).toEqual(['sg-073c4d556bf048ea0 reachability-analyzer']);
    expect(judged.findings).toHaveLength(1);
  });

  describe('case 3: the VPC route table lacks the return route', () => {
    const evidence = [first, blamed, routes(), ...modelOf('vpc-route-missing')];
    const judged = judge(evidence);

    test('is told first, and the group is not blamed', () => {
      expect(judged).toMatchObject({ verdict: 'unreachable', confidence: 'disputed' });
      expect(blamedBy(judged)).toEqual(['rtb-021ab122f4f50d879 network-model']);
      expect(judged.findings[0]).toMatchObject({
        component: 'rtb-021ab122f4f50d879',
        direction: 'return',
        message: 'rtb-021ab122f4f50d879 lacks the return route to 10.0.0.0/16',
      });
    });

    test('and that the blame is false is a note, which names the rule', () => {
      expect(judged.findings.slice(1)).toEqual([
        {
          code: 'FALSE_BLAME',
          says: 'note',
          component: 'sg-073c4d556bf048ea0',
          message:
            'Reachability Analyzer blames sg-073c4d556bf048ea0 (ENI_SG_RULES_MISMATCH), falsely by the network model: sg-073c4d556bf048ea0 allows tcp/3389 from 10.0.0.0/16',
          advice: 'Leave sg-073c4d556bf048ea0 as it is.',
          source: 'pathwatch',
        },
      ]);
    });

    test('is confirmed by what the report read in the flow logs: accepted at B, and no reply', () => {
      const testimony: Testimony = 'unanswered';
      const weighed = weigh(judged, {
        kind: 'heard',
        testimony,
        between: ['2021-05-16T06:20:00.000Z', '2021-05-16T06:30:00.000Z'],
        records: [],
        message: `${ids.interfaceB} accepted requests from 10.0.20.236, and sent no reply`,
        bytesScanned: 0,
      });
      expect(weighed).toMatchObject({ verdict: 'unreachable', confidence: 'confirmed' });
    });

    test('keeps no promise the more: of one AWS has the last word, and the model is told to disagree', () => {
      const kept = judge(
        evidence.filter((one) => one !== first),
        'unreachable',
      );
      expect(kept).toMatchObject({ verdict: 'unreachable', confidence: 'disputed' });
      expect(kept.findings.map(({ code }) => code)).toContain('MODEL_DISAGREES');
      expect(kept.findings.map(({ code }) => code)).not.toContain('FALSE_BLAME');
    });
  });
});

describe('blame is corrected by proof alone', () => {
  const without = (evidence: Evidence, change: (admitted: readonly object[]) => readonly object[]): Evidence =>
    evidence.map((analysis) =>
      analysis.analyzer === 'network-model' && analysis.run.kind === 'succeeded'
        ? ({
            ...analysis,
            run: {
              ...analysis.run,
              report: { ...analysis.run.report, admitted: change(analysis.run.report.admitted ?? []) },
            },
          } as Analysis)
        : analysis,
    );
  const model = modelOf('vpc-route-missing');

  test.each<[string, (admitted: readonly object[]) => readonly object[]]>([
    ['no rule that admits is known', () => []],
    ['the rule is at another interface', (all) => all.map((one) => ({ ...one, interface: ids.interfaceA }))],
    ['the rule is of another group', (all) => all.map((one) => ({ ...one, group: ids.groupA }))],
    ['the rule is an outbound one', (all) => all.map((one) => ({ ...one, side: 'egress' }))],
  ])('not where %s: then both causes are told, and that they disagree', (_, change) => {
    const judged = judge([first, blamed, routes(), ...without(model, change)]);
    expect(judged).toMatchObject({ verdict: 'unreachable', confidence: 'disputed' });
    expect(blamedBy(judged)).toHaveLength(2);
    expect(judged.findings.map(({ code }) => code)).toContain('MODEL_DISAGREES');
  });

  test('not where the model finds nothing else that stops it', () => {
    const judged = judge([first, blamed, routes(), ...modelOf('healthy')]);
    expect(judged).toMatchObject({ verdict: 'unreachable', confidence: 'disputed' });
    expect(blamedBy(judged)).toEqual(['sg-073c4d556bf048ea0 reachability-analyzer']);
  });
});
