import { flag, integer, isFlawedList, list, part, type Raw, text } from '../snapshot/raw.ts';
import { blockOf } from './address.ts';
import { type Filter, ICMP, ICMPV6 } from './packets.ts';
import type { RuleDirection } from './security-group.ts';
import { type Service, serviceOf } from './service.ts';

/** An entry in force. `filter` is undefined where it matches nothing. */
export interface AclEntry {
  readonly number: number;
  readonly allows: boolean;
  readonly filter: Filter;
  readonly cidr: string;
  /** As the ACL has it: `-1`, `6`. */
  readonly protocol: string;
  readonly service: Service;
  /** Why its match is not known; it may match any packet. */
  readonly flaw?: string;
}

export interface NetworkAcl {
  readonly id: string;
  readonly vpc: string;
  readonly isDefault: boolean;
  readonly subnets: readonly string[];
  /** In the order in which they are read. */
  readonly ingress: readonly AclEntry[];
  readonly egress: readonly AclEntry[];
  readonly flaws: Readonly<Record<RuleDirection, readonly string[]>>;
}

const portsOf = (entry: Raw, protocol: string): readonly [number | undefined, number | undefined] => {
  const isIcmp = [`${ICMP}`, `${ICMPV6}`, 'icmp', 'icmpv6'].includes(protocol);
  const range = part(entry, isIcmp ? 'IcmpTypeCode' : 'PortRange');
  return isIcmp ? [integer(range, 'Type'), integer(range, 'Code')] : [integer(range, 'From'), integer(range, 'To')];
};

/** The protocols of which the answer tells ports, or types and codes. */
const hasPorts = new Set(['1', '6', '17', '58', 'icmp', 'tcp', 'udp', 'icmpv6']);

const everything: Service = { protocols: [[0, 256]], ports: [[0, 65_536]] };

const entryOf = (raw: Raw, direction: RuleDirection): AclEntry => {
  const protocol = text(raw, 'Protocol') ?? '';
  const cidr = text(raw, 'CidrBlock') ?? text(raw, 'Ipv6CidrBlock') ?? '';
  const block = blockOf(cidr);
  const [from, to] = portsOf(raw, protocol);
  // Ports are always given where there are any: an entry without them was not read whole.
  const isUnread = (from === undefined || to === undefined) && hasPorts.has(protocol);
  const service = isUnread ? undefined : serviceOf(protocol, from, to);
  const action = text(raw, 'RuleAction');
  const number = integer(raw, 'RuleNumber');
  const flaw =
    block === undefined
      ? `entry ${number ?? '?'} has no CIDR that can be read`
      : service === undefined
        ? `entry ${number ?? '?'} has a protocol or ports that cannot be read`
        : number === undefined || (action !== 'allow' && action !== 'deny')
          ? 'an entry has no number or no action'
          : undefined;
  return {
    number: number ?? 0,
    allows: action === 'allow',
    cidr,
    protocol,
    service: service ?? everything,
    filter: {
      ...(block === undefined ? {} : { [direction === 'ingress' ? 'source' : 'destination']: [block.range] }),
      ...(service === undefined ? {} : { protocols: service.protocols, destinationPorts: service.ports }),
    },
    ...(flaw === undefined ? {} : { flaw }),
  };
};

/** An element of DescribeNetworkAcls: https://docs.aws.amazon.com/vpc/latest/userguide/nacl-rules.html. */
export const networkAclOf = (id: string, raw: Raw): NetworkAcl => {
  const entries = (direction: RuleDirection) =>
    list(raw, 'Entries')
      .filter((entry) => flag(entry, 'Egress') === (direction === 'egress'))
      .map((entry) => entryOf(entry, direction))
      .sort((a, b) => a.number - b.number);
  const flaws = [
    ...(isFlawedList(raw, 'Entries') ? ['its entries could not be read'] : []),
    ...(list(raw, 'Entries').some((entry) => flag(entry, 'Egress') === undefined) ? ['an entry has no direction'] : []),
  ];
  return {
    id,
    vpc: text(raw, 'VpcId') ?? '',
    isDefault: flag(raw, 'IsDefault') === true,
    subnets: list(raw, 'Associations').flatMap((association) => text(association, 'SubnetId') ?? []),
    ingress: entries('ingress'),
    egress: entries('egress'),
    flaws: { ingress: flaws, egress: flaws },
  };
};
