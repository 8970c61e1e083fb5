import { integer, isFlawedList, list, type Raw, text } from '../snapshot/raw.ts';
import { type Address, blocksOf } from './address.ts';
import type { Ranges } from './ranges.ts';
import { isNoInteger, protocolNumber, type Service, serviceOf } from './service.ts';

export type RuleDirection = 'ingress' | 'egress';

/** One source or destination of a rule, as the rule names it. */
export type Peer =
  | { readonly kind: 'cidr'; readonly cidr: string }
  | { readonly kind: 'prefix-list'; readonly id: string }
  | { readonly kind: 'group'; readonly id: string };

/** A rule, one for each protocol and ports of the group's answer, with all its peers. */
export interface GroupRule extends Service {
  /** As the group has it: `tcp`, `-1`. */
  readonly protocol: string;
  readonly from?: number;
  readonly to?: number;
  readonly peers: readonly Peer[];
  /** The CIDRs of all peers that have one, as one set. */
  readonly addresses: Ranges<Address>;
  readonly prefixLists: readonly string[];
  readonly groups: readonly string[];
}

export interface SecurityGroup {
  readonly id: string;
  readonly vpc?: string;
  readonly name?: string;
  readonly ingress: readonly GroupRule[];
  readonly egress: readonly GroupRule[];
  /** What could not be read, by direction: it may admit anything. */
  readonly flaws: Readonly<Record<RuleDirection, readonly string[]>>;
}

const peersOf = (permission: Raw): readonly Peer[] => [
  ...list(permission, 'IpRanges').map((range) => ({ kind: 'cidr', cidr: text(range, 'CidrIp') ?? '' }) as const),
  ...list(permission, 'Ipv6Ranges').map((range) => ({ kind: 'cidr', cidr: text(range, 'CidrIpv6') ?? '' }) as const),
  ...list(permission, 'PrefixListIds').map(
    (one) => ({ kind: 'prefix-list', id: text(one, 'PrefixListId') ?? '' }) as const,
  ),
  ...list(permission, 'UserIdGroupPairs').map((pair) => ({ kind: 'group', id: text(pair, 'GroupId') ?? '' }) as const),
];

const lists = ['IpRanges', 'Ipv6Ranges', 'PrefixListIds', 'UserIdGroupPairs'] as const;

const ruleOf = (permission: Raw): { readonly rules: readonly GroupRule[]; readonly flaws: readonly string[] } => {
  const protocol = text(permission, 'IpProtocol');
  if (protocol === undefined) return { rules: [], flaws: ['a rule names no protocol'] };
  const from = integer(permission, 'FromPort');
  const to = integer(permission, 'ToPort');
  const service = serviceOf(protocol, from, to);
  const isUnread =
    isNoInteger(permission, 'FromPort') ||
    isNoInteger(permission, 'ToPort') ||
    (from === undefined) !== (to === undefined);
  if (isUnread) return { rules: [], flaws: [`the ports of a rule for ${protocol} could not be read`] };
  if (service === undefined)
    return {
      rules: [],
      flaws: protocolNumber(protocol) === undefined ? [`a rule is for ${protocol}, which is no protocol`] : [],
    };
  const peers = peersOf(permission);
  const { addresses, flawed } = blocksOf(peers.flatMap((peer) => (peer.kind === 'cidr' ? [peer.cidr] : [])));
  return {
    rules: [
      {
        ...service,
        protocol,
        ...(from === undefined ? {} : { from }),
        ...(to === undefined ? {} : { to }),
        peers,
        addresses,
        prefixLists: peers.flatMap((peer) => (peer.kind === 'prefix-list' ? [peer.id] : [])),
        groups: peers.flatMap((peer) => (peer.kind === 'group' ? [peer.id] : [])),
      },
    ],
    flaws: [
      ...flawed.map((cidr) => `a rule names ${cidr === '' ? 'no CIDR' : cidr}, which is no CIDR`),
      ...lists.filter((field) => isFlawedList(permission, field)).map((field) => `the ${field} of a rule are no list`),
    ],
  };
};

const rulesOf = (
  raw: Raw,
  field: string,
): { readonly rules: readonly GroupRule[]; readonly flaws: readonly string[] } => {
  const read = list(raw, field).map(ruleOf);
  return {
    rules: read.flatMap(({ rules }) => rules),
    flaws: [
      ...new Set([
        ...(isFlawedList(raw, field) ? [`its ${field} could not be read`] : []),
        ...read.flatMap(({ flaws }) => flaws),
      ]),
    ],
  };
};

/** An element of DescribeSecurityGroups. */
export const securityGroupOf = (id: string, raw: Raw): SecurityGroup => {
  const ingress = rulesOf(raw, 'IpPermissions');
  const egress = rulesOf(raw, 'IpPermissionsEgress');
  const vpc = text(raw, 'VpcId');
  const name = text(raw, 'GroupName');
  return {
    id,
    ...(vpc === undefined ? {} : { vpc }),
    ...(name === undefined ? {} : { name }),
    ingress: ingress.rules,
    egress: egress.rules,
    flaws: { ingress: ingress.flaws, egress: egress.flaws },
  };
};
