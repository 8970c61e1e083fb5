import type { IpPermission, NetworkAclEntry } from '@aws-sdk/client-ec2';
import { entry, permission } from './parts.ts';
import type { AclStyle, Ask, Rules } from './plan.ts';

export const rulesFor = (
  rules: Rules,
  ask: Ask,
  address: string,
  list: string,
  group: string | undefined,
): IpPermission[] => {
  const [one, two, three] = address.split('.');
  const peers: Record<Rules['peer'], IpPermission> = {
    anywhere: { IpRanges: [{ CidrIp: '0.0.0.0/0' }] },
    vpc: { IpRanges: [{ CidrIp: '192.0.2.0/24' }, { CidrIp: `${one}.${two}.0.0/16` }] },
    subnet: { IpRanges: [{ CidrIp: `${one}.${two}.${three}.0/24` }] },
    address: { IpRanges: [{ CidrIp: `${address}/32` }] },
    'prefix-list': { PrefixListIds: [{ PrefixListId: list }] },
    group:
      group === undefined
        ? { IpRanges: [{ CidrIp: `${address}/32` }] }
        : { UserIdGroupPairs: [{ GroupId: group, UserId: '111111111111' }] },
  };
  const peer = peers[rules.peer];
  const protocol = { '6': 'tcp', '17': 'udp', '1': 'icmp' }[ask.number] ?? ask.number;
  const [low, high] = ask.tight;
  const isIcmp = protocol === 'icmp';
  const ports: Record<Rules['ports'], IpPermission> = {
    all: permission('-1', undefined, undefined, peer),
    protocol: permission(protocol, -1, -1, peer),
    tight: permission(protocol, low, high, peer),
    wide: isIcmp ? permission(protocol, low, -1, peer) : permission(protocol, Math.max(0, low - 7), high + 20, peer),
  };
  const noise: Record<Rules['noise'][number], IpPermission> = {
    ssh: permission('tcp', 22, 22, { IpRanges: [{ CidrIp: '10.0.0.0/8' }] }),
    icmp: permission('icmp', 3, 4, { IpRanges: [{ CidrIp: '0.0.0.0/0' }] }),
    gre: permission('47', undefined, undefined, { IpRanges: [{ CidrIp: '0.0.0.0/0' }] }),
    'code-without-type': permission('icmp', -1, 0, { IpRanges: [{ CidrIp: '0.0.0.0/0' }] }),
    self: permission('-1', undefined, undefined, { UserIdGroupPairs: [{ GroupId: 'sg-to', UserId: '111111111111' }] }),
    'public-web': permission('tcp', 80, 80, { IpRanges: [{ CidrIp: '8.8.8.0/24' }] }),
  };
  return [...rules.noise.map((name) => noise[name]), ports[rules.ports]];
};

export const openEntries = (number: number): NetworkAclEntry[] => [
  entry(number, 'out', 'allow'),
  entry(number, 'in', 'allow'),
];

const bothWays = (
  number: number,
  action: 'allow' | 'deny',
  cidr: string,
  protocol: string,
  from: number,
  to: number,
) => [entry(number, 'in', action, cidr, protocol, from, to), entry(number, 'out', action, cidr, protocol, from, to)];

/** Each lets some packet of the query and its reply pass; entries stand in awkward order. */
export const entriesFor = (style: Exclude<AclStyle, 'open'>, ask: Ask): NetworkAclEntry[] => {
  const [low, high] = ask.tight;
  const anywhere = '0.0.0.0/0';
  switch (style) {
    case 'early-deny':
      return [...openEntries(100), ...bothWays(90, 'deny', anywhere, '6', 3306, 3389)];
    case 'late-deny':
      return [...bothWays(200, 'deny', anywhere, '-1', 0, 0), ...openEntries(100)];
    case 'tight':
      return ask.number === '1'
        ? [...bothWays(120, 'allow', anywhere, '1', 0, -1), ...bothWays(110, 'allow', anywhere, '1', low, -1)]
        : [
            ...bothWays(120, 'allow', anywhere, ask.number, 1024, 65535),
            ...bothWays(110, 'allow', anywhere, ask.number, low, high),
          ];
    case 'high-ports':
      return ask.number === '1' || ask.number === '47'
        ? openEntries(100)
        : [...openEntries(100), ...bothWays(90, 'deny', anywhere, ask.number, 10000, 40499)];
    case 'foreign-deny':
      return [...bothWays(50, 'deny', '192.0.2.0/24', '-1', 0, 0), ...openEntries(32766)];
    case 'low-deny':
      return ask.number === '1'
        ? [...bothWays(10, 'deny', anywhere, '1', low, high), ...openEntries(20)]
        : [...(ask.number === '47' ? [] : bothWays(10, 'deny', anywhere, ask.number, 0, low - 1)), ...openEntries(20)];
  }
};
