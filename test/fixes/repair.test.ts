import { compareFacts } from '../../lambda/changes/compare.ts';
import { candidatesOf, rankFacts } from '../../lambda/changes/explain.ts';
import { readRecord } from '../../lambda/changes/read-record.ts';
import type { Cause } from '../../lambda/domain/change.ts';
import type { Fix } from '../../lambda/domain/fix.ts';
import { hasBlanks } from '../../lambda/fixes/fix-of.ts';
import { undoOf } from '../../lambda/fixes/undo.ts';
import type { Documents } from '../../lambda/snapshot/snapshot.ts';
import { faultNamed, faultNames } from '../../local/faults.ts';
import { elementOf } from '../../local/network/elements.ts';
import { openNetwork } from '../../local/network/network.ts';
import { rulesOf, shownRule } from '../../local/network/rule.ts';
import { cidrA, ids } from '../../local/scenario/ids.ts';
import { scenario } from '../../local/scenario.ts';
import { asked } from '../changes/asked.ts';
import { callOf } from '../support/cli-words.ts';
import type { NetworkCall } from '../support/network-calls.ts';

/* Each change is made to the embedded network, attributed, and undone by the very words of the command. */

const at = '2026-11-22T00:00:00.000Z';
const between = [at, at] as const;

const made = (documents: Documents, [operation, input]: NetworkCall): Documents => {
  const network = openNetwork(documents);
  const run = network.operations[operation];
  if (run === undefined) throw new Error(`there is no ${operation}`);
  run(input as never);
  return network.documents();
};

/** Names as CloudTrail has them. */
const lowered = (value: unknown): unknown =>
  Array.isArray(value)
    ? { items: value.map(lowered) }
    : typeof value === 'object' && value !== null
      ? Object.fromEntries(
          Object.entries(value).map(([name, inner]) => [name.charAt(0).toLowerCase() + name.slice(1), lowered(inner)]),
        )
      : value;

const changeOf = ([eventName, input]: NetworkCall) => {
  const record = { eventID: 'e', eventTime: at, eventSource: 'ec2.amazonaws.com', eventName };
  const change = readRecord({ ...record, requestParameters: lowered(input) }, at);
  if (change === undefined) throw new Error(`${eventName} is no change`);
  return change;
};

const causeOf = (before: Documents, now: Documents, calls: readonly NetworkCall[]): Cause => {
  const [one, other] = [asked(before), asked(now)];
  const facts = rankFacts(compareFacts(one.facts, other.facts), other.findings);
  const candidates = candidatesOf(facts, other.findings, calls.map(changeOf), at);
  return { facts, left: 0, between, candidates, search: { kind: 'found' } };
};

/** Without what no packet depends on: the order of routes and rules, and what is written beside them. */
const plain = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(plain).sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name]) => name !== 'Description' && !/(?:Association|GroupRule)Id$/.test(name))
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, inner]) => [name, plain(inner)]),
  );
};

const undone = (now: Documents, fix: Fix | undefined): Documents => {
  if (fix === undefined) throw new Error('nothing undoes it');
  expect(hasBlanks(fix)).toBe(false);
  return made(now, callOf(fix.words));
};

const group = { GroupId: ids.groupB };
const rdp = { IpProtocol: 'tcp', FromPort: 3389, ToPort: 3389, IpRanges: [{ CidrIp: cidrA }] };
const acl = { NetworkAclId: ids.aclB, Egress: false };
const denial = { Protocol: '6', RuleAction: 'deny', CidrBlock: cidrA, PortRange: { From: 3389, To: 3389 } };
const table = { RouteTableId: ids.routesB };
const transit = { TransitGatewayRouteTableId: ids.transitRoutesB };
const elsewhere = { NetworkInterfaceId: ids.interfaceB };
const propagation = { ...transit, TransitGatewayAttachmentId: ids.attachmentA };
const wide = { ...group, IpPermissions: [{ IpProtocol: '-1', IpRanges: [{ CidrIp: '0.0.0.0/0' }] }] };

const calls: readonly (readonly [...NetworkCall, before: readonly NetworkCall[]])[] = [
  ['RevokeSecurityGroupIngress', { ...group, IpPermissions: [rdp] }, []],
  ['RevokeSecurityGroupEgress', { GroupId: ids.groupA, IpPermissions: wide.IpPermissions }, []],
  [
    'AuthorizeSecurityGroupIngress',
    { ...group, IpPermissions: [rdp] },
    [['RevokeSecurityGroupIngress', { ...group, IpPermissions: [rdp] }]],
  ],
  ['AuthorizeSecurityGroupIngress', wide, []],
  ['CreateNetworkAclEntry', { ...acl, ...denial, RuleNumber: 50 }, []],
  [
    'ReplaceNetworkAclEntry',
    { ...acl, ...denial, RuleNumber: 50 },
    [['CreateNetworkAclEntry', { ...acl, ...denial, RuleAction: 'allow', RuleNumber: 50 }]],
  ],
  ['DeleteNetworkAclEntry', { ...acl, RuleNumber: 100 }, []],
  ['DeleteRoute', { ...table, DestinationCidrBlock: cidrA }, []],
  ['ReplaceRoute', { ...table, DestinationCidrBlock: cidrA, ...elsewhere }, []],
  ['CreateRoute', { ...table, DestinationCidrBlock: '10.0.20.0/24', ...elsewhere }, []],
  ['DeleteTransitGatewayRoute', { ...transit, DestinationCidrBlock: cidrA }, []],
  ['CreateTransitGatewayRoute', { ...transit, DestinationCidrBlock: '10.0.20.0/24', Blackhole: true }, []],
  ['ReplaceTransitGatewayRoute', { ...transit, DestinationCidrBlock: cidrA, Blackhole: true }, []],
  [
    'DisableTransitGatewayRouteTablePropagation',
    propagation,
    [
      ['EnableTransitGatewayRouteTablePropagation', propagation],
      ['DeleteTransitGatewayRoute', { ...transit, DestinationCidrBlock: cidrA }],
    ],
  ],
  [
    'DisassociateTransitGatewayRouteTable',
    { TransitGatewayRouteTableId: ids.transitRoutesA, TransitGatewayAttachmentId: ids.attachmentA },
    [],
  ],
  ['StopInstances', { InstanceIds: [ids.instanceB] }, []],
];

describe('the command that undoes a call', () => {
  test.each(calls)('makes the network what it was before %s %j', (operation, input, earlier) => {
    const before = earlier.reduce(made, scenario);
    const call: NetworkCall = [operation, input];
    const now = made(before, call);
    const fix = undoOf(causeOf(before, now, [call]));
    expect(fix?.kind).toBe('undo');
    expect(plain(undone(now, fix))).toEqual(plain(before));
  });

  test('makes a rule that was modified what it was, by its id', () => {
    const group = elementOf(scenario, 'SecurityGroups', ids.groupB) ?? {};
    const rule = rulesOf(group).find(({ egress }) => !egress);
    const SecurityGroupRuleId = rule && shownRule(group, rule).SecurityGroupRuleId;
    const SecurityGroupRule = { IpProtocol: 'tcp', FromPort: 3389, ToPort: 3389, CidrIpv4: '10.9.0.0/16' };
    const call: NetworkCall = [
      'ModifySecurityGroupRules',
      { GroupId: ids.groupB, SecurityGroupRules: [{ SecurityGroupRuleId, SecurityGroupRule }] },
    ];
    const now = made(scenario, call);
    expect(plain(undone(now, undoOf(causeOf(scenario, now, [call]))))).toEqual(plain(scenario));
  });
});

describe.each(faultNames)('%s', (name) => {
  const { breaks, mends } = faultNamed(name);
  const call: NetworkCall = [breaks.operation, breaks.input];
  const now = made(scenario, call);

  test('is undone by the very call that repairs it', () => {
    const fix = undoOf(causeOf(scenario, now, [call]));
    const [operation, input] = callOf(fix?.words ?? []);
    expect([operation, plain(input)]).toEqual([mends.operation, plain(mends.input)]);
  });

  test('is undone so too where nobody knows the call', () => {
    expect(undoOf(causeOf(scenario, now, []))).toEqual(undoOf(causeOf(scenario, now, [call])));
  });
});
