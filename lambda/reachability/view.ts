import { type Address, addressesKey, addressText } from '../network/address.ts';
import type { Balancers } from '../network/balancers.ts';
import { balancersOf } from '../network/balancers.ts';
import type {
  InternetGateway,
  NatGateway,
  Peering,
  VpcEndpoint,
  VpnConnection,
  VpnGateway,
} from '../network/gateways.ts';
import type { Interface } from '../network/interface.ts';
import type { Balancer, TargetGroup } from '../network/load-balancer.ts';
import type { Match } from '../network/longest-prefix.ts';
import { found, type Lookup, unknown } from '../network/lookup.ts';
import { type Network, networkOf } from '../network/network.ts';
import { type Packets, packetsKey } from '../network/packets.ts';
import { type Mode, type PublicAccess, publicAccessOf } from '../network/public-access.ts';
import type { Ranges } from '../network/ranges.ts';
import { type Relations, relationsOf } from '../network/relations.ts';
import type { Route, RouteFlaw } from '../network/route-table.ts';
import type { RuleDirection, SecurityGroup } from '../network/security-group.ts';
import type { TransitAttachment, TransitFlaw, TransitGateway, TransitRoute } from '../network/transit-gateway.ts';
import type { Instance, Subnet, Vpc } from '../network/vpc.ts';
import type { DocumentKey, Snapshot } from '../snapshot/snapshot.ts';
import type { Facts } from './facts.ts';
import { type Filtered, type Following, throughAcl, throughGroups } from './filter.ts';
import type { Decision } from './hop.ts';

/** A snapshot, indexed for any number of queries. */
export interface Indexed {
  readonly network: Network;
  readonly relations: Relations;
  readonly balancers: Balancers;
  readonly publicAccess: PublicAccess;
}

export const indexed = (snapshot: Snapshot): Indexed => {
  const network = networkOf(snapshot);
  return {
    network,
    relations: relationsOf(network),
    balancers: balancersOf(network),
    publicAccess: publicAccessOf(network.parts),
  };
};

/** What the routes of a table make of some addresses. */
export interface Routed<Kind, Flaw> {
  readonly matches: readonly Match<Kind>[];
  /** Why a route may be missing from what was described. */
  readonly flaws: readonly Flaw[];
}

export interface AclFiltered extends Filtered {
  readonly denied: readonly Decision[];
}

export interface GroupsFiltered extends Filtered {
  /** Groups of the interface that have not one rule. */
  readonly empty: readonly string[];
}

/** The network as one query sees it: each look is a fact. */
export interface View {
  readonly vpc: (id: string) => Lookup<Vpc>;
  readonly subnet: (id: string) => Lookup<Subnet>;
  readonly instance: (id: string) => Lookup<Instance>;
  readonly interface: (id: string) => Lookup<Interface>;
  readonly holders: (vpc: string, address: Address) => readonly string[];
  readonly anyHolders: (address: Address) => readonly string[];
  readonly publicHolders: (address: Address) => readonly string[];
  readonly interfacesOf: (vpc: string) => readonly Interface[];
  readonly groups: (
    ids: readonly string[],
    direction: RuleDirection,
    packets: Packets,
    following: Following,
  ) => GroupsFiltered;
  readonly aclOf: (subnet: string, vpc: string) => Lookup<string>;
  readonly acl: (id: string, direction: RuleDirection, packets: Packets) => Lookup<AclFiltered>;
  readonly tableOf: (subnet: string, vpc: string) => Lookup<string>;
  readonly tableOfGateway: (gateway: string) => Lookup<string>;
  readonly routes: (table: string, addresses: Ranges<Address>) => Lookup<Routed<Route, RouteFlaw>>;
  readonly transitRoutes: (table: string, addresses: Ranges<Address>) => Lookup<Routed<TransitRoute, TransitFlaw>>;
  readonly internetGateway: (id: string) => Lookup<InternetGateway>;
  readonly internetGatewayOf: (vpc: string) => Lookup<string>;
  readonly egressOnlyGateway: (id: string) => Lookup<InternetGateway>;
  readonly natGateway: (id: string) => Lookup<NatGateway>;
  readonly natGatewayWith: (networkInterface: string) => string | undefined;
  readonly peering: (id: string) => Lookup<Peering>;
  readonly vpnGateway: (id: string) => Lookup<VpnGateway>;
  readonly vpnConnection: (id: string) => Lookup<VpnConnection>;
  readonly vpnConnectionsOf: (gateway: string) => readonly string[];
  readonly endpoint: (id: string) => Lookup<VpcEndpoint>;
  readonly transitGateway: (id: string) => Lookup<TransitGateway>;
  readonly attachment: (id: string, transitGateway: string) => Lookup<TransitAttachment>;
  readonly attachmentSides: (id: string) => readonly TransitAttachment[];
  readonly attachmentsOf: (resource: string) => readonly TransitAttachment[];
  readonly attachmentsAt: (transitGateway: string) => readonly TransitAttachment[];
  readonly peeringsOf: (vpc: string) => readonly string[];
  readonly vpnGatewayOf: (vpc: string) => Lookup<string>;
  readonly balancerOf: (networkInterface: Interface) => Lookup<string>;
  readonly balancerNamed: (reference: string) => string | undefined;
  readonly balancer: (id: string) => Lookup<Balancer>;
  readonly targetGroup: (id: string) => Lookup<TargetGroup>;
  readonly balancerInterfaces: (balancer: Balancer) => readonly string[];
  readonly targeting: (networkInterface: Interface) => readonly string[];
  readonly publicAccess: (places: readonly string[]) => {
    readonly mode: Mode;
    readonly unread?: string;
    readonly exclusions: readonly string[];
  };
  readonly gap: (key: DocumentKey) => string | undefined;
  /** Whether a part was not asked for at all. */
  readonly isUnasked: (key: DocumentKey) => boolean;
  readonly subnetsOf: (vpc: string) => readonly string[];
  readonly every: (key: DocumentKey, field: string) => readonly string[];
}

const idsOf = (things: readonly { readonly id: string }[]): readonly string[] => things.map(({ id }) => id).sort();

const throughLookups = (
  lookups: readonly Lookup<SecurityGroup>[],
  ids: readonly string[],
): { readonly groups: readonly SecurityGroup[]; readonly reasons: readonly string[] } => ({
  groups: lookups.flatMap((lookup) => (lookup.kind === 'found' ? [lookup.thing] : [])),
  reasons: lookups.flatMap((lookup, index) =>
    lookup.kind === 'found'
      ? []
      : [lookup.kind === 'unknown' ? lookup.reason : `the security group ${ids[index] ?? ''} is not in the snapshot`],
  ),
});

export const viewOf = ({ network, relations, balancers, publicAccess }: Indexed, facts: Facts): View => {
  /** Of a group that is not described, or with interfaces that were not, nobody knows all members. */
  const membersOf = (id: string): Lookup<Ranges<Address>> => {
    const members = relations.members(id);
    const gap =
      network.group(id).kind === 'found'
        ? network.parts.gap('NetworkInterfaces')
        : `who has ${id} is not in the snapshot`;
    return gap === undefined ? found(members) : unknown(gap);
  };
  const fact =
    <Value>(kind: string, find: (id: string) => Value) =>
    (id: string): Value =>
      facts.read(`${kind} ${id}`, () => find(id));
  return {
    vpc: fact('vpc', network.vpc),
    subnet: fact('subnet', network.subnet),
    instance: fact('instance', network.instance),
    interface: fact('interface', network.interface),
    holders: (vpc, address) =>
      facts.read(`holders of ${addressText(address)} in ${vpc}`, () => idsOf(relations.holders(vpc, address))),
    anyHolders: (address) =>
      facts.read(`holders of ${addressText(address)}`, () => idsOf(relations.anyHolders(address))),
    publicHolders: (address) =>
      facts.read(`holders of public ${addressText(address)}`, () => idsOf(relations.publicHolders(address))),
    interfacesOf: fact('interfaces of', relations.interfacesOf),
    groups: (ids, direction, packets, following) =>
      facts.read(
        `groups ${ids.join(',')} ${direction}${following.by === 'sender' ? ` from ${following.groups.join(',')}` : ` by ${following.by}`} ${packetsKey(packets)}`,
        () => {
          const { groups, reasons } = throughLookups(ids.map(network.group), ids);
          const references = { prefixList: network.prefixList, members: membersOf };
          const filtered = throughGroups(groups, direction, packets, references, following);
          const all = [...reasons, ...filtered.reasons];
          return {
            ...filtered,
            unsure: reasons.length > 0 ? packets : filtered.unsure,
            reasons: all,
            empty: groups
              .filter(
                (group) => group.ingress.length + group.egress.length === 0 && group.flaws[direction].length === 0,
              )
              .map(({ id }) => id),
          };
        },
      ),
    aclOf: (subnet, vpc) => facts.read(`network ACL of ${subnet}`, () => relations.aclOf(subnet, vpc)),
    acl: (id, direction, packets) =>
      facts.read(`network ACL ${id} ${direction} ${packetsKey(packets)}`, () => {
        const acl = network.acl(id);
        return acl.kind === 'found' ? found(throughAcl(acl.thing, direction, packets)) : acl;
      }),
    tableOf: (subnet, vpc) => facts.read(`route table of ${subnet}`, () => relations.tableOf(subnet, vpc)),
    tableOfGateway: fact('route table of', relations.tableOfGateway),
    routes: (table, addresses) =>
      facts.read(`routes of ${table} to ${addressesKey(addresses)}`, () => {
        const known = network.routeTable(table);
        return known.kind === 'found'
          ? found({ matches: known.thing.lookups.match(addresses), flaws: known.thing.flaws })
          : known.kind === 'absent'
            ? unknown(`${table} is not in the snapshot`)
            : known;
      }),
    transitRoutes: (table, addresses) =>
      facts.read(`routes of ${table} to ${addressesKey(addresses)}`, () => {
        const known = network.transitRouteTable(table);
        return known.kind === 'found'
          ? found({ matches: known.thing.lookups.match(addresses), flaws: known.thing.flaws })
          : known;
      }),
    internetGateway: fact('internet gateway', network.internetGateway),
    internetGatewayOf: fact('internet gateway of', relations.internetGatewayOf),
    egressOnlyGateway: fact('egress-only internet gateway', network.egressOnlyGateway),
    natGateway: fact('NAT gateway', network.natGateway),
    natGatewayWith: fact('NAT gateway with', relations.natGatewayWith),
    peering: fact('peering', network.peering),
    vpnGateway: fact('VPN gateway', network.vpnGateway),
    vpnConnection: fact('VPN connection', network.vpnConnection),
    vpnConnectionsOf: fact('VPN connections of', relations.vpnConnectionsOf),
    endpoint: fact('VPC endpoint', network.endpoint),
    transitGateway: fact('transit gateway', network.transitGateway),
    attachment: (id, transitGateway) =>
      facts.read(`attachment ${id} at ${transitGateway}`, () => network.attachment(id, transitGateway)),
    attachmentSides: fact('attachment', network.attachmentSides),
    attachmentsOf: fact('attachments of', relations.attachmentsOf),
    attachmentsAt: fact('attachments at', relations.attachmentsAt),
    peeringsOf: fact('peerings of', relations.peeringsOf),
    vpnGatewayOf: fact('VPN gateway of', relations.vpnGatewayOf),
    balancerOf: (one) => facts.read(`load balancer of ${one.id}`, () => balancers.balancerOf(one)),
    balancerNamed: fact('load balancer named', balancers.named),
    balancer: fact('load balancer', balancers.balancer),
    targetGroup: fact('target group', balancers.targetGroup),
    balancerInterfaces: (one) => facts.read(`interfaces of ${one.id}`, () => idsOf(balancers.interfacesOf(one))),
    targeting: (one) => facts.read(`load balancers of ${one.id}`, () => balancers.targeting(one)),
    publicAccess: (places) =>
      facts.read(`public access of ${places.join(', ')}`, () => {
        const subnets = [...places, ...places.flatMap(relations.subnetsOf)].map(network.subnet);
        const zone = subnets.flatMap((subnet) => (subnet.kind === 'found' ? (subnet.thing.zone ?? []) : []))[0];
        const mode = publicAccess.modeIn(zone);
        const unread = publicAccess.unread ?? (mode === undefined ? 'its mode is not one that is known' : undefined);
        return {
          mode: mode ?? 'off',
          ...(unread === undefined ? {} : { unread }),
          exclusions: places.flatMap((place) => publicAccess.exclusions.get(place) ?? []),
        };
      }),
    gap: (key) => facts.read(`part ${key}`, () => network.parts.gap(key)),
    isUnasked: (key) => facts.read(`asked for ${key}`, () => network.parts.isUnasked(key)),
    subnetsOf: fact('subnets of', relations.subnetsOf),
    every: (key, field) =>
      facts.read(`every ${key}`, () =>
        network.parts.all(key).flatMap((raw) => (typeof raw[field] === 'string' ? [raw[field]] : [])),
      ),
  };
};
