import type { IpPermission, NetworkAcl, NetworkAclEntry, NetworkInterface, RouteTable } from '@aws-sdk/client-ec2';
import { addressOf, blockOf, isIn } from './address.ts';
import type { Described } from './described.ts';
import { hasPorts, type Packet, protocolNumber } from './packet.ts';

export interface Span {
  readonly first: number;
  readonly last: number;
}

const allPorts: Span = { first: 0, last: 65535 };

const icmpSpan = (type: number, code: number): Span | undefined => {
  if (type === -1) return code === -1 ? allPorts : undefined;
  return code === -1
    ? { first: type * 256, last: type * 256 + 255 }
    : { first: type * 256 + code, last: type * 256 + code };
};

/** The destination ports that a security group rule takes; undefined: it is no rule. */
export const permissionSpan = (rule: IpPermission): Span | undefined => {
  const protocol = protocolNumber(rule.IpProtocol);
  if (protocol === 1 || protocol === 58) return icmpSpan(rule.FromPort ?? -1, rule.ToPort ?? -1);
  if (protocol === undefined || !hasPorts(protocol)) return allPorts;
  const from = rule.FromPort ?? -1;
  const to = rule.ToPort ?? -1;
  return { first: from === -1 ? 0 : from, last: to === -1 ? 65535 : to };
};

/** The destination ports that a network ACL entry matches. */
export const entrySpan = (entry: NetworkAclEntry): Span | undefined => {
  const protocol = protocolNumber(entry.Protocol);
  if (protocol === 1 || protocol === 58)
    return icmpSpan(entry.IcmpTypeCode?.Type ?? -1, entry.IcmpTypeCode?.Code ?? -1);
  if (protocol === undefined || !hasPorts(protocol)) return allPorts;
  return { first: entry.PortRange?.From ?? 0, last: entry.PortRange?.To ?? 65535 };
};

const isTaken = (protocol: number | undefined, span: Span | undefined, packet: Packet): boolean =>
  span !== undefined &&
  (protocol === undefined || protocol === packet.protocol) &&
  packet.destinationPort >= span.first &&
  packet.destinationPort <= span.last;

export const listCidrs = (network: Described, id: string | undefined): string[] =>
  network.PrefixListEntries.filter((list) => list.PrefixListId === id).flatMap((list) =>
    list.Entries.map((entry) => entry.Cidr ?? ''),
  );

export const addressesOf = (eni: NetworkInterface): number[] =>
  (eni.PrivateIpAddresses ?? []).map((each) => addressOf(each.PrivateIpAddress ?? ''));

export type Allowance = 'no' | 'by-address' | 'by-reference';

/** What the groups of an ENI say; `by-reference` where nothing but a reference to a group lets the packet pass. */
export const allowance = (
  network: Described,
  eni: NetworkInterface,
  packet: Packet,
  direction: 'ingress' | 'egress',
  hasIdentity: boolean,
): Allowance => {
  const peer = direction === 'ingress' ? packet.source : packet.destination;
  let answer: Allowance = 'no';
  for (const { GroupId } of eni.Groups ?? []) {
    const group = network.SecurityGroups.find((each) => each.GroupId === GroupId);
    for (const rule of (direction === 'ingress' ? group?.IpPermissions : group?.IpPermissionsEgress) ?? []) {
      if (!isTaken(protocolNumber(rule.IpProtocol), permissionSpan(rule), packet)) continue;
      for (const { CidrIp } of rule.IpRanges ?? []) {
        if (CidrIp !== undefined && isIn(peer, CidrIp)) return 'by-address';
      }
      for (const { PrefixListId } of rule.PrefixListIds ?? []) {
        if (listCidrs(network, PrefixListId).some((cidr) => isIn(peer, cidr))) return 'by-address';
      }
      if (direction === 'ingress' && !hasIdentity) continue;
      for (const pair of rule.UserIdGroupPairs ?? []) {
        for (const other of network.NetworkInterfaces) {
          const isMember = (other.Groups ?? []).some((each) => each.GroupId === pair.GroupId);
          if (isMember && addressesOf(other).includes(peer)) answer = 'by-reference';
        }
      }
    }
  }
  return answer;
};

/** The entry with the lowest number that matches decides; none: denied. */
export const aclAllows = (acl: NetworkAcl, packet: Packet, direction: 'in' | 'out'): boolean => {
  let decisive: NetworkAclEntry | undefined;
  for (const entry of acl.Entries ?? []) {
    if (entry.Egress !== (direction === 'out')) continue;
    if (entry.CidrBlock === undefined) continue;
    if (!isIn(direction === 'in' ? packet.source : packet.destination, entry.CidrBlock)) continue;
    if (!isTaken(protocolNumber(entry.Protocol), entrySpan(entry), packet)) continue;
    if (decisive === undefined || (entry.RuleNumber ?? 0) < (decisive.RuleNumber ?? 0)) decisive = entry;
  }
  return decisive?.RuleAction === 'allow';
};

export type Route = NonNullable<RouteTable['Routes']>[number];

/**
 * Longest prefix; of equal ones a static CIDR, then a static prefix list, then a propagated route. A propagated route within
 * the local one does not count.
 */
export const routeFor = (network: Described, table: RouteTable, destination: number): Route | undefined => {
  let best: { route: Route; length: number; rank: number } | undefined;
  const locals = (table.Routes ?? []).flatMap((route) =>
    route.GatewayId === 'local' && route.DestinationCidrBlock !== undefined ? [route.DestinationCidrBlock] : [],
  );
  for (const route of table.Routes ?? []) {
    const cidrs =
      route.DestinationCidrBlock === undefined
        ? listCidrs(network, route.DestinationPrefixListId)
        : [route.DestinationCidrBlock];
    const isPropagated = route.Origin === 'EnableVgwRoutePropagation';
    const rank = isPropagated ? 2 : route.DestinationCidrBlock === undefined ? 1 : 0;
    if (isPropagated && locals.some((local) => cidrs.some((cidr) => isIn(blockOf(cidr).first, local)))) continue;
    for (const cidr of cidrs) {
      if (!isIn(destination, cidr)) continue;
      const { length } = blockOf(cidr);
      if (best === undefined || length > best.length || (length === best.length && rank < best.rank))
        best = { route, length, rank };
    }
  }
  return best?.route;
};
