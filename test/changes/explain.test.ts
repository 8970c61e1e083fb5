import fc from 'fast-check';
import { compareFacts } from '../../lambda/changes/compare.ts';
import { deedsOf } from '../../lambda/changes/deeds.ts';
import { candidatesOf, rankFacts } from '../../lambda/changes/explain.ts';
import { readRecord } from '../../lambda/changes/read-record.ts';
import type { Candidate, Change, FactChange } from '../../lambda/domain/change.ts';
import type { Finding } from '../../lambda/domain/verdict.ts';
import { type FaultName, faultNamed, faultNames } from '../../local/faults.ts';
import { ids } from '../../local/scenario/ids.ts';
import { scenario } from '../../local/scenario.ts';
import { broken } from '../support/scenario-network.ts';
import { asked } from './asked.ts';

/** When the facts of before were last seen to hold, where that decides nothing. */
const LONG_AGO = '2000-01-01T00:00:00Z';

const author = { principal: 'arn:aws:iam::111111111111:user/ada' };
const minute = (n: number): string => `2026-11-22T09:${String(n).padStart(2, '0')}:00Z`;

const change = (
  name: string,
  at: number,
  of: readonly string[] | 'anything',
  details: Readonly<Record<string, string>> = {},
  rest: Partial<Change> = {},
): Change => ({
  id: `${name} ${at}`,
  at: minute(at),
  source: 'cloudtrail',
  name,
  concern: of === 'anything' ? { kind: 'anything' } : { kind: 'resources', ids: of },
  author,
  details,
  ...rest,
});

/** A route that BGP withdrew: nobody called. */
const withdrawn = (details: Change['details']): Change => {
  const { author: _, ...rest } = change('TGW-ROUTE-UNINSTALLED', 1, [table], details, { source: 'network-manager' });
  return rest;
};

/** The call that makes a fault, as CloudTrail tells it of the embedded account's request. */
const breaking = (name: FaultName, at: number): Change => {
  const { operation, input } = faultNamed(name).breaks;
  const read = readRecord(
    {
      eventID: 'the cause',
      eventTime: minute(at),
      eventName: operation,
      eventSource: 'ec2.amazonaws.com',
      userIdentity: { arn: author.principal },
      requestParameters: { [`${operation}Request`]: input },
    },
    minute(0),
  );
  if (read === undefined) throw new Error(`${operation} is no change`);
  return read;
};

/** Other work of the same hour, some of it on the same resources. */
const decoys: readonly Change[] = [
  change('DeleteRoute', 30, [ids.routesB], { destinationCidrBlock: '10.9.0.0/16' }),
  change('DeleteRoute', 31, [ids.routesA], { destinationCidrBlock: '10.0.0.0/16' }),
  change('CreateRoute', 32, [ids.routesB], { destinationCidrBlock: '10.0.0.0/16' }),
  change('DeleteTransitGatewayRoute', 33, [ids.transitRoutesA], { destinationCidrBlock: '10.0.0.0/16' }),
  change('DeleteTransitGatewayRoute', 34, [ids.transitRoutesB], { destinationCidrBlock: '10.9.0.0/16' }),
  change('RevokeSecurityGroupIngress', 35, [ids.groupB], { fromPort: '22', cidrIp: '10.0.0.0/16' }),
  change('RevokeSecurityGroupIngress', 36, [ids.groupB], { fromPort: '3389', cidrIp: '10.9.0.0/16' }),
  change('RevokeSecurityGroupEgress', 37, [ids.groupB], { cidrIp: '10.0.0.0/16' }),
  change('CreateTags', 38, [ids.groupB, ids.routesB, ids.transitRoutesB]),
  change('RunInstances', 39, ['i-00000000000000001', 'subnet-00000000000000001']),
  change('TeleportVpc', 40, 'anything'),
];

describe.each(faultNames)('after the fault %s', (name) => {
  const { findings, facts: after, verdict } = asked(broken(name));
  const facts = compareFacts(asked(scenario).facts, after);
  const unrelated: FactChange = {
    component: 'vpc-00000000000000001',
    kind: 'changed',
    what: 'attribute',
    message: 'something else changed',
  };

  test('the fact that changed comes first', () => {
    expect(verdict).toBe('unreachable');
    expect(facts[0]?.component).toBe(faultNamed(name).cause);
    expect(rankFacts([unrelated, ...facts], findings)).toEqual([...facts, unrelated]);
  });

  test('the call that did it is the first candidate, and the only one that explains it', () => {
    const cause = breaking(name, 5);
    const candidates = candidatesOf(facts, findings, [...decoys, cause], LONG_AGO);
    expect(candidates[0]).toEqual({ change: cause, fit: 'explains' });
    expect(candidates.filter(({ fit }) => fit === 'explains')).toHaveLength(1);
    expect(candidates.map(({ fit }) => fit)).not.toContain('nearby');
  });

  test('without it, what concerns the resource is all that is told', () => {
    const fits = candidatesOf(facts, findings, decoys, LONG_AGO).map(({ fit }) => fit);
    expect(new Set(fits)).toEqual(new Set(['touches']));
  });
});

const fact = (component: string, rest: Partial<FactChange>): FactChange => ({
  component,
  kind: 'removed',
  what: 'route',
  message: `${component} changed`,
  ...rest,
});

const blocker = (component: string, message = `${component} stops it`): Finding => ({
  code: 'X',
  says: 'unreachable',
  message,
  component,
  source: 'network-model',
});

const table = 'tgw-rtb-05c9fa8db5415ce07';
const attachment = 'tgw-attach-0a7b6c5d4e3f20819';
const group = 'sg-073c4d556bf048ea0';
const acl = 'acl-0b2c3d4e5f6071829';
const subnet = 'subnet-0f444068dff9621ab';
const instance = 'i-0e4f7a2b6c9d13508';
const card = 'eni-09234fd609f3aa6d2';

const gone = fact(table, { before: `10.0.0.0/16 → ${attachment} (vpc-a)` });
const denied = fact(acl, { kind: 'added', what: 'rule', after: 'entry 50 denies tcp/3389 from 10.0.0.0/16' });
const moved = fact(subnet, {
  kind: 'changed',
  what: 'association',
  before: 'rtb-0000000000000000a',
  after: 'rtb-0000000000000000b',
});
const stopped = fact(instance, { kind: 'changed', what: 'attribute', before: 'running', after: 'stopped' });
const listed = fact(group, { what: 'rule', before: 'tcp/22 from pl-0123456789abcdef0' });
const regrouped = fact(card, {
  kind: 'changed',
  what: 'attribute',
  message: `the security groups of ${card} of ${instance}: a`,
});
const opened = fact(group, { what: 'rule', before: 'tcp/22 from 10.0.0.0/16' });
const closed = fact('vpc-0a6f2d9c41b87e530', {
  kind: 'changed',
  what: 'attribute',
  message: 'block public access of vpc-0a6f2d9c41b87e530, mode: block-ingress, no longer off',
});
const nat = 'nat-0123456789abcdef0';
const dark = fact('rtb-021ab122f4f50d879', {
  kind: 'changed',
  before: `0.0.0.0/0 → ${nat}`,
  after: `0.0.0.0/0 → ${nat} (blackhole)`,
});

test.each<readonly [string, FactChange, Change, string]>([
  [
    'a propagation that ended',
    gone,
    change('DisableTransitGatewayRouteTablePropagation', 1, [table, attachment]),
    'explains',
  ],
  ['an attachment that was deleted', gone, change('DeleteTransitGatewayVpcAttachment', 1, [attachment]), 'explains'],
  ['a route that BGP withdrew', gone, withdrawn({ destinationCidrBlock: '10.0.0.0/16' }), 'explains'],
  ['a route to elsewhere that BGP withdrew', gone, withdrawn({ destinationCidrBlock: '10.8.0.0/16' }), 'touches'],
  ['a destination that was cut', gone, withdrawn({ destinationCidrBlock: '10.8.0.0/16, 10.…' }), 'explains'],
  ['a NAT gateway that was deleted', dark, change('DeleteNatGateway', 1, [nat]), 'explains'],
  [
    'a route that was added',
    gone,
    change('CreateTransitGatewayRoute', 1, [table], { destinationCidrBlock: '10.0.0.0/16' }),
    'touches',
  ],
  [
    'an entry that was created',
    denied,
    change('CreateNetworkAclEntry', 1, [acl], { ruleNumber: '50', egress: 'false' }),
    'explains',
  ],
  [
    'an entry of another number',
    denied,
    change('CreateNetworkAclEntry', 1, [acl], { ruleNumber: '60', egress: 'false' }),
    'touches',
  ],
  [
    'an entry the other way',
    denied,
    change('CreateNetworkAclEntry', 1, [acl], { ruleNumber: '50', egress: 'true' }),
    'touches',
  ],
  ['an entry that was deleted', denied, change('DeleteNetworkAclEntry', 1, [acl], { ruleNumber: '50' }), 'touches'],
  [
    'an association that names its table',
    moved,
    change('ReplaceRouteTableAssociation', 1, 'anything', { routeTableId: 'rtb-0000000000000000b' }),
    'explains',
  ],
  [
    'an association that names another',
    moved,
    change('ReplaceRouteTableAssociation', 1, 'anything', { routeTableId: 'rtb-0000000000000000c' }),
    'nearby',
  ],
  ['an association that names nothing', moved, change('DisassociateRouteTable', 1, 'anything'), 'touches'],
  [
    'an association that was made',
    moved,
    change('AssociateRouteTable', 1, [subnet, 'rtb-0000000000000000b']),
    'explains',
  ],
  ['an instance that was stopped', stopped, change('StopInstances', 1, [instance]), 'explains'],
  ['an instance that was started', stopped, change('StartInstances', 1, [instance]), 'touches'],
  ['an instance that says so', stopped, change('stopped', 1, [instance], {}, { source: 'instance-state' }), 'explains'],
  [
    'a prefix list that was modified',
    listed,
    change('ModifyManagedPrefixList', 1, 'anything', { prefixListId: 'pl-0123456789abcdef0' }),
    'explains',
  ],
  ['a rule that was revoked by its id', listed, change('RevokeSecurityGroupIngress', 1, [group]), 'explains'],
  ['groups that an instance was given', regrouped, change('ModifyInstanceAttribute', 1, [instance]), 'explains'],
  ['groups that an interface was given', regrouped, change('ModifyNetworkInterfaceAttribute', 1, [card]), 'explains'],
  ['what closes a Region', closed, change('ModifyVpcBlockPublicAccessOptions', 1, 'anything'), 'explains'],
  [
    'what closes a Region, for another fact',
    stopped,
    change('ModifyVpcBlockPublicAccessOptions', 1, 'anything'),
    'nearby',
  ],
  ['a rule the other way', opened, change('RevokeSecurityGroupEgress', 1, [group]), 'touches'],
  ['a rule this way', opened, change('RevokeSecurityGroupIngress', 1, [group]), 'explains'],
  [
    'a route to the same target in another table',
    dark,
    change('ReplaceRoute', 1, ['rtb-0000000000000000a', nat]),
    'nearby',
  ],
  ['tags', regrouped, change('CreateTags', 1, [card]), 'touches'],
])('%s has its fit', (_, changed, cause, fit) => {
  expect(candidatesOf([changed], [blocker(changed.component)], [cause], LONG_AGO)).toEqual([{ change: cause, fit }]);
});

describe('facts', () => {
  const [one, two, three] = [fact('rtb-a', {}), fact('subnet-b', { after: 'rtb-c' }), fact('sg-d', {})];

  test('are ranked by the blocker that they explain, and are else in their order', () => {
    expect(rankFacts([one, two, three], [blocker('sg-d')])).toEqual([three, one, two]);
    expect(rankFacts([one, two, three], [blocker('rtb-c')])).toEqual([two, one, three]);
    expect(rankFacts([one, two, three], [blocker('x', 'sg-d, and subnet-b.')])).toEqual([two, three, one]);
    expect(rankFacts([one, two, three], [blocker('rtb-aa', 'rtb-aa stops it')])).toEqual([one, two, three]);
  });

  test('are not ranked by notes', () => {
    expect(rankFacts([one, two, three], [{ ...blocker('sg-d'), says: 'note' }])).toEqual([one, two, three]);
  });

  test('that explain no blocker explain nothing, unless none does', () => {
    const both = [gone, stopped];
    const stop = change('StopInstances', 1, [instance]);
    expect(candidatesOf(both, [blocker(table)], [stop], LONG_AGO)).toEqual([{ change: stop, fit: 'touches' }]);
    expect(candidatesOf(both, [], [stop], LONG_AGO)).toEqual([{ change: stop, fit: 'explains' }]);
    expect(candidatesOf(both, [blocker('eni-x')], [stop], LONG_AGO)).toEqual([{ change: stop, fit: 'explains' }]);
  });
});

describe('candidates', () => {
  test("of one fit are somebody's calls first, and then the latest", () => {
    const call = change('StopInstances', 1, [instance]);
    const told = change('stopped', 2, [instance], {}, { source: 'instance-state' });
    const { author: _, ...unsigned } = told;
    const near = [
      change('CreateVpc', 3, ['vpc-a']),
      change('CreateVpc', 5, ['vpc-b']),
      change('CreateVpc', 4, ['vpc-c']),
    ];
    const order = (changes: readonly Change[]) =>
      candidatesOf([stopped], [blocker(instance)], changes, LONG_AGO).map((one) => one.change.at);
    expect(order([unsigned, call])).toEqual([call.at, told.at]);
    expect(order(near)).toEqual([minute(5), minute(4), minute(3)]);
  });

  test('that came in that time alone are not told beside one that concerns the facts', () => {
    const near = change('CreateVpc', 3, ['vpc-a']);
    const call = change('StopInstances', 1, [instance]);
    expect(candidatesOf([stopped], [blocker(instance)], [near, call], LONG_AGO)).toMatchObject([{ change: call }]);
  });

  test('of before the facts were last seen to hold give way to such as fit as well and came after', () => {
    const earlier = change('StopInstances', 1, [instance]);
    const later = change('StopInstances', 5, [instance]);
    const touching = change('CreateTags', 6, [instance]);
    const told = (...changes: readonly Change[]) =>
      candidatesOf([stopped], [blocker(instance)], changes, minute(3)).map((one) => one.change);
    expect(told(earlier, later)).toEqual([later]);
    expect(told(earlier)).toEqual([earlier]);
    expect(told(earlier, touching)).toEqual([earlier, touching]);
  });

  test('that are known keep their fit, whatever is left of them', () => {
    const call = change('StopInstances', 1, [instance]);
    const known: readonly Candidate[] = [{ change: call, fit: 'touches' }];
    expect(candidatesOf([stopped], [blocker(instance)], [], LONG_AGO, known)).toEqual(known);
    const again = change('CreateTags', 1, ['vpc-a'], {}, { id: call.id });
    expect(candidatesOf([stopped], [blocker(instance)], [again], LONG_AGO, known)).toEqual([
      { change: again, fit: 'touches' },
    ]);
  });

  test('are none where nothing happened, and nearby where no fact changed', () => {
    expect(candidatesOf([gone], [blocker(table)], [], LONG_AGO)).toEqual([]);
    expect(candidatesOf([], [], [change('DeleteRoute', 1, [table])], LONG_AGO)).toMatchObject([{ fit: 'nearby' }]);
  });

  const word = fc.oneof(
    fc.string(),
    fc.constantFrom(table, group, 'DeleteRoute', 'tcp/22 from 10.0.0.0/8', '__proto__'),
  );
  const anyFact = fc.record({
    component: word,
    kind: fc.constantFrom('added', 'removed', 'changed'),
    what: fc.constantFrom('route', 'rule', 'association', 'attribute', 'resource'),
    before: word,
    after: word,
    message: word,
  });
  const anyChange = fc.record({
    id: word,
    at: fc.oneof(word, fc.constant(minute(1))),
    source: fc.constantFrom('cloudtrail', 'network-manager', 'instance-state'),
    name: fc.oneof(word, fc.constantFrom('constructor', 'ReplaceNetworkAclEntry')),
    concern: fc.oneof(
      fc.constant({ kind: 'anything' } as const),
      fc.record({ kind: fc.constant('resources'), ids: fc.array(word) }),
    ),
    details: fc.dictionary(fc.constantFrom('ruleNumber', 'egress', 'cidrIp', 'fromPort', '__proto__'), word),
  });

  test('are at most 10 of the changes, in the order of their fit, whatever is in them', () => {
    fc.assert(
      fc.property(
        fc.array(anyFact),
        fc.array(word),
        fc.array(anyChange, { maxLength: 20 }),
        (facts, blocked, changes) => {
          const findings = blocked.map((component) => blocker(component));
          const candidates = candidatesOf(facts, findings, changes, LONG_AGO);
          expect(candidates.length).toBeLessThanOrEqual(Math.min(10, changes.length));
          expect(candidates.length > 0).toBe(changes.length > 0);
          for (const candidate of candidates) expect(changes).toContain(candidate.change);
          const order = candidates.map(({ fit }) => ['explains', 'touches', 'nearby'].indexOf(fit));
          expect(order).toEqual(order.toSorted());
          expect(rankFacts(facts, findings)).toHaveLength(facts.length);
        },
      ),
      { numRuns: 1000 },
    );
  });
});

test.each(['CreateVpc', 'DeleteSubnet', 'ModifyVpcEndpoint', 'SetSubnets', 'RegisterTargets'])(
  'what %s does is told by its verb',
  (name) => {
    expect(deedsOf(name).length).toBeGreaterThan(0);
  },
);

test.each(['', 'stopped', 'constructor', 'CreateTags'])('%j does nothing to a fact', (name) => {
  expect(deedsOf(name)).toEqual([]);
});
