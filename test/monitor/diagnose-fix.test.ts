import type { Evidence } from '../../lambda/domain/evidence.ts';
import { conclude } from '../../lambda/monitor/conclude.ts';
import { diagnose } from '../../lambda/monitor/diagnose.ts';
import {
  aHop,
  anExplanation,
  aTransitGateway,
  brokenLeg,
  connectedLeg,
  modelledBlocked,
  modelledWithoutReturn,
  notReachable,
  reachable,
  reachableOverTransitGateway,
  routeLegs,
} from '../support/evidence.ts';
import { aPath } from '../support/paths.ts';

/* The command that each finding comes with. */

const group = 'sg-0aaaaaaaaaaaaaaaa';
const commandsOf = (evidence: Evidence) =>
  diagnose(aPath(), evidence, { count: 1, left: 0 }).findings.map(({ code, fix }) => [
    code,
    fix?.words.slice(2).join(' '),
  ]);

test('what AWS leaves blank the network model fills in', () => {
  const theirs = notReachable(
    anExplanation('ENI_SG_RULES_MISMATCH', { securityGroups: [{ id: group }] }, { direction: 'ingress' }),
  );
  const ours = modelledBlocked({
    code: 'ENI_SG_RULES_MISMATCH',
    component: group,
    resources: { securityGroups: [group] },
    facts: { direction: 'ingress', protocol: 'tcp', ports: '443', peer: '10.0.20.236' },
  });
  expect(commandsOf([theirs, ours])).toEqual([
    [
      'ENI_SG_RULES_MISMATCH',
      `authorize-security-group-ingress --group-id ${group} --protocol tcp --port 443 --cidr 10.0.20.236/32`,
    ],
  ]);
});

test('Route Analyzer names the attachment of a route that is missing, and the network model agrees', () => {
  const ours = modelledWithoutReturn({
    code: 'TGW_RTB_NO_ROUTE_TO_TGW_ATTACHMENT',
    component: aTransitGateway.routeTable,
    resources: { transitGatewayRouteTable: [aTransitGateway.routeTable] },
  });
  const routes = routeLegs(connectedLeg(), brokenLeg('ROUTE_NOT_FOUND'));
  expect(commandsOf([reachableOverTransitGateway(), routes, ours])).toContainEqual([
    'ROUTE_NOT_FOUND',
    `create-transit-gateway-route --transit-gateway-route-table-id ${aTransitGateway.routeTable} --destination-cidr-block 10.0.20.236/32 --transit-gateway-attachment-id ${aTransitGateway.sourceAttachment}`,
  ]);
});

describe('a path that must not be open', () => {
  const path = aPath({ expect: 'unreachable' });
  const plan = { pathId: path.id, questions: [], routes: [], unresolved: [], pairs: { count: 1, left: 0 } };
  const at = { sweepId: 'sweep-1', observedAt: '2026-11-22T10:00:00.000Z', settledAt: '2026-11-22T10:01:00.000Z' };
  const deployment = { name: 'pathwatch', account: '111111111111', region: 'eu-west-1' };
  const grounds = { reason: 'changed', footprint: 'f1', bound: true, analyses: 1, price: 0.1 } as const;
  const concluded = (evidence: Evidence) => conclude(path, plan, evidence, at, deployment, grounds).findings;

  test('and is comes with the command that takes the rule away', () => {
    const opening = aHop(3, group, { because: 'allow tcp 443 from 0.0.0.0/0 (ingress)' });
    const [first] = concluded([reachable({ forward: [aHop(1, 'eni-1'), opening, aHop(4, 'i-1')] })]);
    expect(first?.fix?.words.slice(2).join(' ')).toBe(
      `revoke-security-group-ingress --group-id ${group} --protocol tcp --port 443 --cidr 0.0.0.0/0`,
    );
  });

  test('and is not comes with no command that would open it', () => {
    const closed = notReachable(anExplanation('NO_ROUTE_TO_DESTINATION', { routeTable: 'rtb-021ab122f4f50d879' }));
    const findings = concluded([closed]);
    expect(findings).toHaveLength(1);
    expect(findings[0]?.fix).toBeUndefined();
  });
});
