import { list, text } from '../snapshot/raw.ts';
import type { DocumentKey, Snapshot } from '../snapshot/snapshot.ts';
import { type Address, addressesText } from './address.ts';
import {
  type InternetGateway,
  internetGatewayOf,
  type NatGateway,
  natGatewayOf,
  type Peering,
  peeringOf,
  type VpcEndpoint,
  type VpnConnection,
  type VpnGateway,
  vpcEndpointOf,
  vpnConnectionOf,
  vpnGatewayOf,
} from './gateways.ts';
import { type Interface, interfaceOf } from './interface.ts';
import { absent, found, type Lookup, unknown } from './lookup.ts';
import { type NetworkAcl, networkAclOf } from './network-acl.ts';
import { type Parts, partsOf } from './parts.ts';
import { type PrefixList, prefixListOf } from './prefix-list.ts';
import type { Range, Ranges } from './ranges.ts';
import { type RouteTable, routeTableOf } from './route-table.ts';
import { type SecurityGroup, securityGroupOf } from './security-group.ts';
import {
  type Propagation,
  type TransitAttachment,
  type TransitGateway,
  type TransitRouteTable,
  transitAttachmentOf,
  transitGatewayOf,
  transitRouteTableOf,
} from './transit-gateway.ts';
import { type Instance, instanceOf, type Subnet, subnetOf, type Vpc, vpcOf } from './vpc.ts';

/**
 * A snapshot as a network: every thing by its id, read when it is first asked for and kept. Nothing here decides what a
 * packet does. Not pure in memory alone: the same question always has the same answer.
 */
export interface Network {
  readonly parts: Parts;
  readonly vpc: (id: string) => Lookup<Vpc>;
  readonly subnet: (id: string) => Lookup<Subnet>;
  readonly instance: (id: string) => Lookup<Instance>;
  readonly interface: (id: string) => Lookup<Interface>;
  readonly group: (id: string) => Lookup<SecurityGroup>;
  readonly acl: (id: string) => Lookup<NetworkAcl>;
  readonly routeTable: (id: string) => Lookup<RouteTable>;
  readonly prefixList: (id: string) => Lookup<PrefixList>;
  readonly internetGateway: (id: string) => Lookup<InternetGateway>;
  readonly egressOnlyGateway: (id: string) => Lookup<InternetGateway>;
  readonly natGateway: (id: string) => Lookup<NatGateway>;
  readonly peering: (id: string) => Lookup<Peering>;
  readonly vpnGateway: (id: string) => Lookup<VpnGateway>;
  readonly vpnConnection: (id: string) => Lookup<VpnConnection>;
  readonly endpoint: (id: string) => Lookup<VpcEndpoint>;
  readonly transitGateway: (id: string) => Lookup<TransitGateway>;
  /** The side of the attachment at one transit gateway. */
  readonly attachment: (id: string, transitGateway: string) => Lookup<TransitAttachment>;
  /** All sides of an attachment. */
  readonly attachmentSides: (id: string) => readonly TransitAttachment[];
  readonly transitRouteTable: (id: string) => Lookup<TransitRouteTable>;
}

const keep = <Thing>(read: (id: string) => Lookup<Thing>): ((id: string) => Lookup<Thing>) => {
  const kept = new Map<string, Lookup<Thing>>();
  return (id) => {
    const known = kept.get(id);
    if (known !== undefined) return known;
    const value = read(id);
    kept.set(id, value);
    return value;
  };
};

const textOf = (thing: unknown): string =>
  JSON.stringify(thing, (_key, value: unknown) => (typeof value === 'bigint' ? `${value}` : value));

const isSame = (a: unknown, b: unknown): boolean => textOf(a) === textOf(b);

const blockName = (range: Range<Address>): string => addressesText([range]);

export const networkOf = (snapshot: Snapshot): Network => {
  const parts = partsOf(snapshot);
  const reading = <Thing>(key: DocumentKey, read: (id: string, raw: Parameters<typeof vpcOf>[1]) => Thing) =>
    keep((id): Lookup<Thing> => {
      const element = parts.find(key, id);
      if (element.kind !== 'found') return element;
      const first = read(id, element.thing);
      // Two accounts may list a shared thing, each with tags and options of its own: what is read must agree.
      const [, ...others] = parts.every(key, id);
      return others.every((other) => isSame(read(id, other), first))
        ? found(first)
        : unknown(`${id} is described more than once, and differently`);
    });

  const vpc = reading('Vpcs', vpcOf);
  const vpnConnection = reading('VpnConnections', vpnConnectionOf);

  const prefixList = keep((id): Lookup<PrefixList> => {
    // DescribeManagedPrefixLists answers under PrefixLists too, without any entries.
    const elements = [...parts.every('PrefixListEntries', id), ...parts.every('PrefixLists', id)].filter(
      (raw) => raw.Cidrs !== undefined || raw.Entries !== undefined,
    );
    if (elements.length === 0)
      return unknown(parts.gap('PrefixListEntries') ?? `the entries of ${id} are not in the snapshot`);
    const known = prefixListOf(elements);
    const [flaw] = known.flaws;
    return flaw === undefined ? found(known) : unknown(`${id} ${flaw}`);
  });

  const cidrsOf = (id: string): readonly string[] | undefined => {
    const known = prefixList(id);
    return known.kind === 'found' ? known.thing.cidrs : undefined;
  };

  const sides = (id: string): readonly TransitAttachment[] => {
    const [detail] = parts.every('TransitGatewayVpcAttachments', id);
    const seen = new Set<string>();
    return parts.every('TransitGatewayAttachments', id).flatMap((raw) => {
      const side = transitAttachmentOf(id, raw, detail);
      // Each account that shares a transit gateway lists its attachments.
      if (seen.has(side.transitGateway)) return [];
      seen.add(side.transitGateway);
      return [side];
    });
  };

  const announcedBy = (resource: string, type: string): Ranges<Address> | undefined => {
    if (type === 'vpc') {
      const known = vpc(resource);
      return known.kind === 'found' ? known.thing.cidrs : undefined;
    }
    if (type !== 'vpn') return undefined;
    const known = vpnConnection(resource);
    return known.kind === 'found' && known.thing.isStatic ? known.thing.routes : undefined;
  };

  const propagationsOf = (table: string): readonly Propagation[] | undefined => {
    const elements = parts.every('TransitGatewayPropagations', table);
    if (elements.length === 0 && parts.gap('TransitGatewayPropagations') !== undefined) return undefined;
    const seen = new Set<string>();
    return elements
      .flatMap((element) => list(element, 'TransitGatewayRouteTablePropagations'))
      .filter((one) => text(one, 'State') === 'enabled')
      .flatMap((one) => {
        const id = text(one, 'TransitGatewayAttachmentId') ?? '';
        if (seen.has(id)) return [];
        seen.add(id);
        const resource = text(one, 'ResourceId') ?? '';
        const type = text(one, 'ResourceType') ?? '';
        return [{ attachment: { id, resource, type }, cidrs: announcedBy(resource, type) }];
      });
  };

  const transitRouteTable = keep((id): Lookup<TransitRouteTable> => {
    const [whole] = parts.every('TransitGatewayRoutes', id);
    if (whole !== undefined)
      return found(transitRouteTableOf(id, whole, [], blockName, parts.damage('TransitGatewayRoutes')));
    const [fixed] = parts.every('TransitGatewayStaticRoutes', id);
    const propagations = propagationsOf(id);
    if (fixed === undefined || propagations === undefined)
      return unknown(
        `the routes of ${id} are not known: ${parts.gap('TransitGatewayRoutes') ?? 'they are not in the snapshot, or belong to another account'}`,
      );
    const damage = parts.damage('TransitGatewayStaticRoutes') ?? parts.damage('TransitGatewayPropagations');
    return found(transitRouteTableOf(id, fixed, propagations, blockName, damage));
  });

  return {
    parts,
    vpc,
    subnet: reading('Subnets', subnetOf),
    instance: reading('Reservations', instanceOf),
    interface: reading('NetworkInterfaces', interfaceOf),
    group: reading('SecurityGroups', securityGroupOf),
    acl: reading('NetworkAcls', networkAclOf),
    routeTable: reading('RouteTables', (id, raw) => routeTableOf(id, raw, cidrsOf)),
    prefixList,
    internetGateway: reading('InternetGateways', internetGatewayOf),
    egressOnlyGateway: reading('EgressOnlyInternetGateways', internetGatewayOf),
    natGateway: reading('NatGateways', natGatewayOf),
    peering: reading('VpcPeeringConnections', peeringOf),
    vpnGateway: reading('VpnGateways', vpnGatewayOf),
    vpnConnection,
    endpoint: reading('VpcEndpoints', vpcEndpointOf),
    transitGateway: reading('TransitGateways', transitGatewayOf),
    attachment: (id, transitGateway) => {
      const side = sides(id).find((one) => one.transitGateway === transitGateway);
      if (side !== undefined) return found(side);
      const reason = parts.gap('TransitGatewayAttachments');
      return reason === undefined ? absent : unknown(reason);
    },
    attachmentSides: sides,
    transitRouteTable,
  };
};
