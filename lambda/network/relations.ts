import { grouped } from '../domain/grouped.ts';
import { flag, list, part, type Raw, text } from '../snapshot/raw.ts';
import type { DocumentKey } from '../snapshot/snapshot.ts';
import { type Address, addressText as addressKey, addressOf } from './address.ts';
import type { Interface } from './interface.ts';
import { lazily } from './lazily.ts';
import { absent, found, type Lookup, unknown } from './lookup.ts';
import type { Network } from './network.ts';
import { type Range, type Ranges, rangesOf } from './ranges.ts';
import type { TransitAttachment } from './transit-gateway.ts';

/** What belongs to what: the questions that need a look over a whole part. Each is indexed once, when first asked. */
export interface Relations {
  readonly interfacesOf: (vpc: string) => readonly Interface[];
  /** The interfaces of a VPC that hold a private address; more than one is a contradiction. */
  readonly holders: (vpc: string, address: Address) => readonly Interface[];
  /** The interfaces with a public or private address, in all VPCs. */
  readonly anyHolders: (address: Address) => readonly Interface[];
  /** The interfaces for which a public address stands. */
  readonly publicHolders: (address: Address) => readonly Interface[];
  /** Private addresses of the interfaces that have the group. */
  readonly members: (group: string) => Ranges<Address>;
  /** The id of the ACL; absent where the snapshot has no ACLs at all. */
  readonly aclOf: (subnet: string, vpc: string) => Lookup<string>;
  /** The id of the subnet's route table, or of its VPC's main one; absent where the VPC has none in the snapshot. */
  readonly tableOf: (subnet: string, vpc: string) => Lookup<string>;
  /** The id of the route table that is associated with a gateway. */
  readonly tableOfGateway: (gateway: string) => Lookup<string>;
  readonly subnetsOf: (vpc: string) => readonly string[];
  readonly internetGatewayOf: (vpc: string) => Lookup<string>;
  /** Attachments of a VPC or another resource. */
  readonly attachmentsOf: (resource: string) => readonly TransitAttachment[];
  /** Attachments at a transit gateway. */
  readonly attachmentsAt: (transitGateway: string) => readonly TransitAttachment[];
  readonly vpnConnectionsOf: (gateway: string) => readonly string[];
  readonly peeringsOf: (vpc: string) => readonly string[];
  readonly vpnGatewayOf: (vpc: string) => Lookup<string>;
  /** The gateway of which an address is one of its own. */
  readonly natGatewayWith: (networkInterface: string) => string | undefined;
}

const ids = (elements: readonly Raw[], field: string): readonly string[] => [
  ...new Set(elements.flatMap((element) => text(element, field) ?? [])),
];

/** IPv6 has many notations for one address, IPv4 one. */
const canonical = (given: string): string => {
  const address = given.includes(':') ? addressOf(given) : undefined;
  return address === undefined ? given : addressKey(address);
};

const addressTexts = (raw: Raw): readonly string[] => [
  ...(text(raw, 'PrivateIpAddress') === undefined ? [] : [text(raw, 'PrivateIpAddress') ?? '']),
  ...list(raw, 'PrivateIpAddresses').flatMap((one) => text(one, 'PrivateIpAddress') ?? []),
  ...list(raw, 'Ipv6Addresses').map((one) => canonical(text(one, 'Ipv6Address') ?? '')),
];

const publicTexts = (raw: Raw): readonly string[] => [
  ...(text(part(raw, 'Association'), 'PublicIp') === undefined
    ? []
    : [text(part(raw, 'Association'), 'PublicIp') ?? '']),
  ...list(raw, 'PrivateIpAddresses').flatMap((one) => text(part(one, 'Association'), 'PublicIp') ?? []),
];

const foundOne = (ids_: readonly string[], what: string): Lookup<string> => {
  const [first, second] = ids_;
  if (first === undefined) return absent;
  return second === undefined ? found(first) : unknown(`${what}: ${ids_.join(' and ')}`);
};

export const relationsOf = (network: Network): Relations => {
  const { parts } = network;
  /** Why a part that was asked for is not whole: what does not stand in it may exist. */
  const refusal = (key: DocumentKey) => (parts.isUnasked(key) ? undefined : parts.gap(key));
  const raws = lazily(() => parts.all('NetworkInterfaces'));
  const read = (elements: readonly Raw[]): readonly Interface[] =>
    ids(elements, 'NetworkInterfaceId').flatMap((id) => {
      const one = network.interface(id);
      return one.kind === 'found' ? [one.thing] : [];
    });

  const byVpc = lazily(() => grouped(raws(), (raw) => [text(raw, 'VpcId') ?? '']));
  const byAddress = lazily(() => grouped(raws(), (raw) => [...new Set(addressTexts(raw))]));
  const byPublic = lazily(() => grouped(raws(), (raw) => [...new Set(publicTexts(raw))]));
  const byGroup = lazily(() =>
    grouped(raws(), (raw) => [...new Set(list(raw, 'Groups').flatMap((group) => text(group, 'GroupId') ?? []))]),
  );
  /** Interfaces that hold prefixes: few, and looked through one by one. */
  const withPrefixes = lazily(() =>
    raws().filter((raw) => list(raw, 'Ipv4Prefixes').length + list(raw, 'Ipv6Prefixes').length > 0),
  );
  const memberSets = new Map<string, Ranges<Address>>();

  const holdersAnywhere = (address: Address): readonly Interface[] => [
    ...new Map(
      [
        ...read(byAddress().get(addressKey(address)) ?? []),
        ...read(withPrefixes()).filter((one) => one.own.some(([from, to]) => from <= address && address < to)),
      ].map((one) => [one.id, one]),
    ).values(),
  ];

  const aclIndex = lazily(() => {
    const bySubnet = new Map<string, string[]>();
    const defaults = new Map<string, string[]>();
    for (const raw of parts.all('NetworkAcls')) {
      const id = text(raw, 'NetworkAclId');
      if (id === undefined) continue;
      for (const association of list(raw, 'Associations')) {
        const subnet = text(association, 'SubnetId') ?? '';
        bySubnet.set(subnet, [...new Set([...(bySubnet.get(subnet) ?? []), id])]);
      }
      const vpc = text(raw, 'VpcId') ?? '';
      if (flag(raw, 'IsDefault') === true) defaults.set(vpc, [...new Set([...(defaults.get(vpc) ?? []), id])]);
    }
    return { bySubnet, defaults };
  });

  const tableIndex = lazily(() => {
    const bySubnet = new Map<string, string[]>();
    const byGateway = new Map<string, string[]>();
    const mains = new Map<string, string[]>();
    const add = (index: Map<string, string[]>, key: string, id: string): void => {
      const known = index.get(key);
      if (known === undefined) index.set(key, [id]);
      else if (!known.includes(id)) known.push(id);
    };
    for (const id of ids(parts.all('RouteTables'), 'RouteTableId')) {
      const table = network.routeTable(id);
      if (table.kind !== 'found') continue;
      for (const subnet of table.thing.subnets) add(bySubnet, subnet, id);
      for (const gateway of table.thing.gateways) add(byGateway, gateway, id);
      if (table.thing.isMain) add(mains, table.thing.vpc, id);
    }
    return { bySubnet, byGateway, mains };
  });

  const gatewaysByVpc = lazily(() =>
    grouped(parts.all('InternetGateways'), (raw) => {
      const id = text(raw, 'InternetGatewayId');
      const one = id === undefined ? absent : network.internetGateway(id);
      return one.kind === 'found' && one.thing.vpc !== undefined ? [one.thing.vpc] : [];
    }),
  );
  const vpnGatewaysByVpc = lazily(() =>
    grouped(parts.all('VpnGateways'), (raw) => {
      const id = text(raw, 'VpnGatewayId');
      const one = id === undefined ? absent : network.vpnGateway(id);
      return one.kind === 'found' && one.thing.vpc !== undefined ? [one.thing.vpc] : [];
    }),
  );
  const attachments = lazily(() =>
    ids(parts.all('TransitGatewayAttachments'), 'TransitGatewayAttachmentId').flatMap((id) =>
      network.attachmentSides(id),
    ),
  );
  const attachmentsByResource = lazily(() => grouped(attachments(), (one) => [one.resource]));
  const attachmentsByGateway = lazily(() => grouped(attachments(), (one) => [one.transitGateway]));
  const peeringsByVpc = lazily(() =>
    grouped(ids(parts.all('VpcPeeringConnections'), 'VpcPeeringConnectionId'), (id) => {
      const one = network.peering(id);
      return one.kind === 'found' ? one.thing.sides.map((side) => side.vpc) : [];
    }),
  );
  const connectionsByGateway = lazily(() =>
    grouped(ids(parts.all('VpnConnections'), 'VpnConnectionId'), (id) => {
      const one = network.vpnConnection(id);
      return one.kind === 'found' && one.thing.gateway !== undefined ? [one.thing.gateway] : [];
    }),
  );
  const natByInterface = lazily(() => {
    const index = new Map<string, string>();
    for (const id of ids(parts.all('NatGateways'), 'NatGatewayId')) {
      const one = network.natGateway(id);
      if (one.kind === 'found')
        for (const address of one.thing.addresses)
          if (address.interface !== undefined) index.set(address.interface, id);
    }
    return index;
  });
  const subnetsByVpc = lazily(() => grouped(parts.all('Subnets'), (raw) => [text(raw, 'VpcId') ?? '']));

  return {
    interfacesOf: (vpc) => read(byVpc().get(vpc) ?? []),
    holders: (vpc, address) => holdersAnywhere(address).filter((one) => one.vpc === vpc),
    anyHolders: (address) => [
      ...new Map(
        [...holdersAnywhere(address), ...read(byPublic().get(addressKey(address)) ?? [])].map((one) => [one.id, one]),
      ).values(),
    ],
    publicHolders: (address) => read(byPublic().get(addressKey(address)) ?? []),
    members: (group) => {
      const known = memberSets.get(group);
      if (known !== undefined) return known;
      const set = rangesOf(
        (byGroup().get(group) ?? []).flatMap(addressTexts).flatMap((one): Range<Address>[] => {
          const address = addressOf(one);
          return address === undefined ? [] : [[address, address + 1n]];
        }),
      );
      memberSets.set(group, set);
      return set;
    },
    aclOf: (subnet, vpc) => {
      const own = foundOne(aclIndex().bySubnet.get(subnet) ?? [], `${subnet} is associated with two network ACLs`);
      if (own.kind !== 'absent') return own;
      const cut = refusal('NetworkAcls');
      if (cut !== undefined) return unknown(cut);
      const standard = foundOne(aclIndex().defaults.get(vpc) ?? [], `${vpc} has two default network ACLs`);
      if (standard.kind !== 'absent') return standard;
      if (parts.isUnasked('NetworkAcls')) return absent;
      return unknown(parts.gap('NetworkAcls') ?? `no network ACL of ${subnet} is in the snapshot`);
    },
    tableOf: (subnet, vpc) => {
      const own = foundOne(tableIndex().bySubnet.get(subnet) ?? [], `${subnet} is associated with two route tables`);
      if (own.kind !== 'absent') return own;
      const cut = refusal('RouteTables');
      return cut === undefined
        ? foundOne(tableIndex().mains.get(vpc) ?? [], `${vpc} has two main route tables`)
        : unknown(cut);
    },
    tableOfGateway: (gateway) => foundOne(tableIndex().byGateway.get(gateway) ?? [], `${gateway} has two route tables`),
    subnetsOf: (vpc) => ids(subnetsByVpc().get(vpc) ?? [], 'SubnetId'),
    internetGatewayOf: (vpc) =>
      foundOne(ids(gatewaysByVpc().get(vpc) ?? [], 'InternetGatewayId'), `${vpc} has two internet gateways`),
    attachmentsOf: (resource) => attachmentsByResource().get(resource) ?? [],
    attachmentsAt: (transitGateway) => attachmentsByGateway().get(transitGateway) ?? [],
    vpnConnectionsOf: (gateway) => connectionsByGateway().get(gateway) ?? [],
    peeringsOf: (vpc) => [...new Set(peeringsByVpc().get(vpc) ?? [])],
    vpnGatewayOf: (vpc) =>
      foundOne(ids(vpnGatewaysByVpc().get(vpc) ?? [], 'VpnGatewayId'), `${vpc} has two VPN gateways`),
    natGatewayWith: (id) => natByInterface().get(id),
  };
};
