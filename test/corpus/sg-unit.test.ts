import { blockOf, everyIPv4 } from '../../lambda/network/address.ts';
import {
  type Box,
  everyPort,
  everyProtocol,
  ICMP,
  minus,
  narrowed,
  type Packets,
  single,
  TCP,
} from '../../lambda/network/packets.ts';
import { securityGroupOf } from '../../lambda/network/security-group.ts';
import { analyze } from '../../lambda/reachability/analyze.ts';
import { throughGroups } from '../../lambda/reachability/filter.ts';
import type { Raw } from '../../lambda/snapshot/raw.ts';
import type { Snapshot } from '../../lambda/snapshot/snapshot.ts';
import { corpus } from '../support/corpus.ts';

/* What Batfish's own tests say of security group rules, rule by rule and flow by flow. */

interface Rule {
  readonly IpProtocol: string;
  readonly FromPort?: number;
  readonly ToPort?: number;
  readonly PrefixListIds?: readonly string[];
  readonly prefixList?: readonly string[];
  readonly UserIdGroupPairs?: readonly string[];
  readonly members?: readonly string[];
}

interface Case {
  readonly id: string;
  readonly groupIndex?: number;
  /** What the rules of one direction match as a whole. */
  readonly direction?: 'in' | 'out';
  readonly matchesProtocol?: string;
  readonly matchesDstPortsOrIcmp?: string;
  readonly remote?: string;
  /** Whether one flow passes. */
  readonly rule?: Rule | string;
  readonly flow?: {
    readonly direction: 'in' | 'out';
    readonly protocol: string;
    readonly srcIp?: string;
    readonly dstIp?: string;
    readonly srcPort?: number;
    readonly dstPort: number;
  };
  readonly expected?: 'permit' | 'deny';
}

const cases = (corpus('batfish/sg-unit-cases.json') ?? []) as readonly Case[];
const recorded = (corpus('batfish/_unit/SecurityGroupTest.json') ?? { SecurityGroups: [] }) as {
  readonly SecurityGroups: readonly Raw[];
};

const ruleCases = cases.filter(({ flow }) => flow === undefined);
const flowCases = cases.filter(({ flow }) => flow !== undefined);

const groupAt = (index = -1): Raw => {
  const group = recorded.SecurityGroups[index];
  if (group === undefined) throw new Error(`there is no group ${index}`);
  return group;
};

const everything: Box = {
  source: everyIPv4,
  destination: everyIPv4,
  protocols: everyProtocol,
  sourcePorts: everyPort,
  destinationPorts: everyPort,
};

const matched = (one: Case): Packets => {
  const group = securityGroupOf('sg', groupAt(one.groupIndex));
  const direction = one.direction === 'in' ? 'ingress' : 'egress';
  const references = { prefixList: () => ({ kind: 'absent' }) as const, members: () => ({ kind: 'absent' }) as const };
  const { passed, unsure, reasons } = throughGroups([group], direction, [everything], references, { by: 'members' });
  expect({ unsure, reasons }).toEqual({ unsure: [], reasons: [] });
  return passed;
};

/** `22`, `0-22`, `all`, `type 8, any code`, `type 8 code 9` as destination ports. */
const portsIn = (text: string): Box['destinationPorts'] => {
  if (text === 'all') return everyPort;
  const icmp = /^type (\d+)(?:, any code| code (\d+))$/.exec(text);
  if (icmp !== null) {
    const type = Number(icmp[1]) * 256;
    return icmp[2] === undefined ? [[type, type + 256]] : single(type + Number(icmp[2]));
  }
  const [, from, to = from] = /^(\d+)(?:-(\d+))?$/.exec(text) ?? [];
  if (from === undefined) throw new Error(`"${text}" is not read by this test`);
  return [[Number(from), Number(to) + 1]];
};

const wantedBy = ({ matchesProtocol, matchesDstPortsOrIcmp = '', remote = '', direction }: Case): Packets => {
  if (matchesProtocol === 'none') return [];
  const block = blockOf(remote);
  const protocols = new Map([
    ['all', everyProtocol],
    ['tcp', single(TCP)],
    ['icmp', single(ICMP)],
  ]).get(matchesProtocol ?? '');
  if (block === undefined || protocols === undefined) throw new Error(`${matchesProtocol} ${remote}`);
  return narrowed([everything], {
    protocols,
    destinationPorts: portsIn(matchesDstPortsOrIcmp),
    [direction === 'in' ? 'source' : 'destination']: [block.range],
  });
};

/** The packets next to the set in one field, or nothing where the set goes on to that field's end. */
const beside = (box: Box): Packets =>
  (['protocols', 'destinationPorts'] as const).flatMap((field) =>
    box[field]
      .flatMap(([from, to]) => [from - 1, to])
      .filter((value) => value >= 0 && value < (field === 'protocols' ? 256 : 65_536))
      .map((value) => ({ ...box, [field]: single(value) })),
  );

const isPermitted = (packet: Box, within: Packets): boolean => minus([packet], within).length === 0;
const isDenied = (packet: Box, within: Packets): boolean => minus([packet], within).length === 1;

const ruleTests = ruleCases.length === 0 ? test.skip : test;

ruleTests('there are 13 cases of rules and 8 of flows', () => {
  expect([ruleCases.length, flowCases.length]).toEqual([13, 8]);
});

ruleTests.each(ruleCases.map((one) => [one.id, one] as const))('%s matches exactly what it says', (_, one) => {
  const passed = matched(one);
  const wanted = wantedBy(one);
  expect(minus(passed, wanted)).toEqual([]);
  expect(minus(wanted, passed)).toEqual([]);
});

ruleTests.each(ruleCases.map((one) => [one.id, one] as const))(
  '%s permits its bounds and denies what is beside them',
  (_, one) => {
    const passed = matched(one);
    for (const box of wantedBy(one)) {
      for (const [from, to] of box.destinationPorts)
        for (const port of [from, to - 1])
          expect(isPermitted({ ...box, destinationPorts: single(port) }, passed)).toBe(true);
      for (const packet of beside(box))
        expect({ packet, denied: isDenied(packet, passed) }).toMatchObject({ denied: true });
    }
  },
);

const open: Raw = { IpProtocol: '-1', IpRanges: [{ CidrIp: '0.0.0.0/0' }] };

/** `two groups on one ENI: sg-001 tcp/22 from 2.2.2.0/24, sg-002 tcp/25 from 2.2.2.0/24`. */
const groupsIn = (rule: string): readonly Raw[] =>
  [...rule.matchAll(/(sg-\d+) (\w+)\/(\d+) from ([\d./]+)/g)].map(([, GroupId, IpProtocol, port, CidrIp]) => ({
    GroupId,
    IpPermissions: [{ IpProtocol, FromPort: Number(port), ToPort: Number(port), IpRanges: [{ CidrIp }] }],
    IpPermissionsEgress: [],
  }));

const groupOf = (rule: Rule, direction: 'in' | 'out'): Raw => {
  const { IpProtocol, FromPort, ToPort, PrefixListIds = [], UserIdGroupPairs = [] } = rule;
  const permission = {
    IpProtocol,
    ...(FromPort !== undefined && { FromPort }),
    ...(ToPort !== undefined && { ToPort }),
    PrefixListIds: PrefixListIds.map((PrefixListId) => ({ PrefixListId })),
    UserIdGroupPairs: UserIdGroupPairs.map((GroupId) => ({ GroupId })),
  };
  return {
    GroupId: 'sg-0aaaaaaaaaaaaaaaa',
    IpPermissions: direction === 'in' ? [permission] : [],
    IpPermissionsEgress: direction === 'out' ? [permission] : [],
  };
};

const groupsOf = ({ rule, groupIndex, flow }: Case): readonly Raw[] => {
  if (rule === undefined) return [groupAt(groupIndex)];
  return typeof rule === 'string' ? groupsIn(rule) : [groupOf(rule, flow?.direction ?? 'in')];
};

const anInterface = (id: string, address: string, groups: readonly unknown[]): Raw => ({
  NetworkInterfaceId: id,
  VpcId: 'vpc-0',
  SubnetId: 'subnet-0',
  Status: 'in-use',
  SourceDestCheck: true,
  PrivateIpAddress: address,
  PrivateIpAddresses: [{ PrivateIpAddress: address, Primary: true }],
  Groups: groups.map((GroupId) => ({ GroupId })),
});

/** One subnet with the interface that is judged, the flow's other end, and the members of the groups referred to. */
const networkOf = (one: Case, peer: string): Snapshot => {
  const groups = groupsOf(one);
  const {
    members = [],
    UserIdGroupPairs = [],
    prefixList = [],
    PrefixListIds = [],
  } = typeof one.rule === 'object' ? one.rule : {};
  const open32 = members.filter((member) => member !== peer);
  const cidr = `${peer.split('.').slice(0, 2).join('.')}.0.0/16`;
  const judged = `${peer.split('.').slice(0, 2).join('.')}.200.200`;
  return {
    takenAt: '2026-11-22T10:00:00.000Z',
    unreadable: {},
    documents: {
      Vpcs: [{ VpcId: 'vpc-0', CidrBlock: cidr, CidrBlockAssociationSet: [], State: 'available' }],
      Subnets: [{ SubnetId: 'subnet-0', VpcId: 'vpc-0', CidrBlock: cidr, AvailabilityZone: 'us-east-1a' }],
      NetworkInterfaces: [
        anInterface(
          'eni-judged',
          judged,
          groups.map(({ GroupId }) => GroupId),
        ),
        anInterface('eni-peer', peer, ['sg-open', ...(members.includes(peer) ? UserIdGroupPairs : [])]),
        ...open32.map((member, index) => anInterface(`eni-member-${index}`, member, UserIdGroupPairs)),
      ],
      SecurityGroups: [
        ...groups.map((group): Raw => ({ ...group, VpcId: 'vpc-0' })),
        ...['sg-open', ...UserIdGroupPairs].map((GroupId) => ({
          GroupId,
          VpcId: 'vpc-0',
          IpPermissions: [open],
          IpPermissionsEgress: [open],
        })),
      ],
      PrefixLists: PrefixListIds.map((PrefixListId) => ({ PrefixListId, Cidrs: prefixList })),
    },
  };
};

ruleTests.each(flowCases.map((one) => [one.id, one] as const))('%s is decided for its flow', (_, one) => {
  const { flow } = one;
  if (flow === undefined) throw new Error('no flow');
  const peer = (flow.direction === 'in' ? flow.srcIp : flow.dstIp) ?? '';
  const [from, to] = flow.direction === 'in' ? ['eni-peer', 'eni-judged'] : ['eni-judged', 'eni-peer'];
  const { forward } = analyze(networkOf(one, peer), {
    from,
    to,
    protocol: flow.protocol,
    port: `${flow.dstPort}`,
    ...(flow.srcPort !== undefined && { sourcePort: `${flow.srcPort}` }),
  });
  expect(forward.verdict).toBe(one.expected === 'permit' ? 'reachable' : 'unreachable');
  if (one.expected === 'deny')
    expect(forward.findings).toMatchObject([{ code: 'ENI_SG_RULES_MISMATCH', direction: 'forward' }]);
});
