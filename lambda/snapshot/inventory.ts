import { grouped } from '../domain/grouped.ts';
import type { SelectableType } from '../domain/path.ts';
import { keyed, list, part, type Raw, text } from './raw.ts';
import type { DocumentKey, Snapshot } from './snapshot.ts';

/** One resource that can be an end of a path. */
export interface Resource {
  readonly type: SelectableType;
  readonly id: string;
  readonly tags: Readonly<Record<string, string>>;
  /** False once it is terminated or deleted: such a thing is described for a while and is no end any more. */
  readonly alive: boolean;
  /** As the service spells it, such as `stopped`, `in-use` or `available`; absent of what has none. */
  readonly state?: string;
  readonly vpcId?: string;
  readonly subnetId?: string;
  /** Private addresses first. */
  readonly addresses: readonly string[];
}

/** A VPC's attachment to a transit gateway. */
export interface Attachment {
  readonly id: string;
  readonly transitGatewayId: string;
  readonly transitGatewayOwner?: string;
  readonly owner?: string;
  readonly vpcId: string;
  readonly available: boolean;
}

/** The snapshot, indexed for finding ends; built once for all paths. */
export interface Inventory {
  readonly snapshot: Snapshot;
  readonly byId: ReadonlyMap<string, Resource>;
  readonly byType: ReadonlyMap<SelectableType, readonly Resource[]>;
  /** Network interfaces by address, private and public. */
  readonly byAddress: ReadonlyMap<string, readonly Resource[]>;
  readonly attachmentsByVpc: ReadonlyMap<string, readonly Attachment[]>;
}

/** Where each type is described: the part of the snapshot that must be readable for it to be known. */
export const documentOf: Readonly<Record<SelectableType, DocumentKey>> = {
  instance: 'Reservations',
  'network-interface': 'NetworkInterfaces',
  'internet-gateway': 'InternetGateways',
  'transit-gateway': 'TransitGateways',
  'transit-gateway-attachment': 'TransitGatewayAttachments',
  'vpc-endpoint': 'VpcEndpoints',
  'vpc-peering-connection': 'VpcPeeringConnections',
  'vpn-gateway': 'VpnGateways',
};

const gone = new Set(['terminated', 'shutting-down', 'deleted', 'deleting', 'rejected', 'failed', 'expired']);

const addressesOf = (values: readonly (string | undefined)[]): string[] => [
  ...new Set(values.filter((value) => value !== undefined)),
];

/** What the types have each in its own way. */
interface Traits {
  readonly tags?: string;
  readonly state?: string | undefined;
  readonly vpcId?: string | undefined;
  readonly subnetId?: string | undefined;
  readonly addresses?: readonly (string | undefined)[];
}

const resourceOf = (type: SelectableType, raw: Raw, idField: string, traits: Traits): Resource[] => {
  const id = text(raw, idField);
  return id === undefined
    ? []
    : [
        {
          type,
          id,
          tags: keyed(raw, traits.tags ?? 'Tags'),
          alive: traits.state === undefined || !gone.has(traits.state),
          ...(traits.state === undefined ? {} : { state: traits.state }),
          ...(traits.vpcId === undefined ? {} : { vpcId: traits.vpcId }),
          ...(traits.subnetId === undefined ? {} : { subnetId: traits.subnetId }),
          addresses: addressesOf(traits.addresses ?? []),
        },
      ];
};

const interfaceOf = (eni: Raw): Resource[] => {
  const held = list(eni, 'PrivateIpAddresses');
  return resourceOf('network-interface', eni, 'NetworkInterfaceId', {
    tags: 'TagSet',
    state: text(eni, 'Status'),
    vpcId: text(eni, 'VpcId'),
    subnetId: text(eni, 'SubnetId'),
    addresses: [
      text(eni, 'PrivateIpAddress'),
      ...held.map((address) => text(address, 'PrivateIpAddress')),
      ...held.map((address) => text(part(address, 'Association'), 'PublicIp')),
    ],
  });
};

const resourcesOf = ({ documents }: Snapshot): Resource[] => [
  ...(documents.Reservations ?? []).flatMap((reservation) =>
    list(reservation, 'Instances').flatMap((instance) =>
      resourceOf('instance', instance, 'InstanceId', {
        state: text(part(instance, 'State'), 'Name'),
        vpcId: text(instance, 'VpcId'),
        subnetId: text(instance, 'SubnetId'),
        addresses: [text(instance, 'PrivateIpAddress')],
      }),
    ),
  ),
  ...(documents.NetworkInterfaces ?? []).flatMap(interfaceOf),
  ...(documents.InternetGateways ?? []).flatMap((gateway) =>
    resourceOf('internet-gateway', gateway, 'InternetGatewayId', {}),
  ),
  ...(documents.TransitGateways ?? []).flatMap((gateway) =>
    resourceOf('transit-gateway', gateway, 'TransitGatewayId', { state: text(gateway, 'State') }),
  ),
  ...(documents.TransitGatewayAttachments ?? []).flatMap((attachment) =>
    resourceOf('transit-gateway-attachment', attachment, 'TransitGatewayAttachmentId', {
      state: text(attachment, 'State'),
    }),
  ),
  ...(documents.VpcEndpoints ?? []).flatMap((endpoint) =>
    resourceOf('vpc-endpoint', endpoint, 'VpcEndpointId', {
      state: text(endpoint, 'State')?.toLowerCase(),
      vpcId: text(endpoint, 'VpcId'),
    }),
  ),
  ...(documents.VpcPeeringConnections ?? []).flatMap((peering) =>
    resourceOf('vpc-peering-connection', peering, 'VpcPeeringConnectionId', {
      state: text(part(peering, 'Status'), 'Code'),
    }),
  ),
  ...(documents.VpnGateways ?? []).flatMap((gateway) =>
    resourceOf('vpn-gateway', gateway, 'VpnGatewayId', { state: text(gateway, 'State') }),
  ),
];

const attachmentOf = (raw: Raw): Attachment[] => {
  const id = text(raw, 'TransitGatewayAttachmentId');
  const transitGatewayId = text(raw, 'TransitGatewayId');
  const transitGatewayOwner = text(raw, 'TransitGatewayOwnerId');
  const owner = text(raw, 'ResourceOwnerId');
  const vpcId = text(raw, 'ResourceId');
  return id === undefined || transitGatewayId === undefined || vpcId === undefined || raw.ResourceType !== 'vpc'
    ? []
    : [
        {
          id,
          transitGatewayId,
          ...(transitGatewayOwner === undefined ? {} : { transitGatewayOwner }),
          ...(owner === undefined ? {} : { owner }),
          vpcId,
          available: raw.State === 'available',
        },
      ];
};

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/**
 * One item an id, by their ids. Each account describes what accounts share, not always in the same words; what was said
 * of one id is joined in an order that is not that of the answers.
 */
const unrepeated = <Item extends { readonly id: string; readonly type?: string }>(
  items: readonly Item[],
  join: (one: Item, other: Item) => Item,
): Item[] => {
  const kept: Item[] = [];
  for (const item of items.toSorted((a, b) => compare(a.id, b.id) || compare(JSON.stringify(a), JSON.stringify(b)))) {
    const last = kept.at(-1);
    if (last?.id === item.id && last.type === item.type) kept[kept.length - 1] = join(last, item);
    else kept.push(item);
  }
  return kept;
};

const joinedResource = (one: Resource, other: Resource): Resource => {
  const { state: _state, ...joined } = { ...other, ...one };
  // Where only one of them knows it to be alive, that one's state is the state.
  const state = other.alive && !one.alive ? other.state : (one.state ?? other.state);
  return {
    ...joined,
    ...(state === undefined ? {} : { state }),
    tags: { ...other.tags, ...one.tags },
    alive: one.alive || other.alive,
    addresses: addressesOf([...one.addresses, ...other.addresses]),
  };
};

const joinedAttachment = (one: Attachment, other: Attachment): Attachment => ({
  ...other,
  ...one,
  available: one.available || other.available,
});

/** Indexes a snapshot: one pass over its resources, sorted by id so that equal snapshots give equal answers. */
export const inventoryOf = (snapshot: Snapshot): Inventory => {
  const resources = unrepeated(resourcesOf(snapshot), joinedResource);
  const attachments = (snapshot.documents.TransitGatewayAttachments ?? []).flatMap(attachmentOf);
  return {
    snapshot,
    byId: new Map(resources.map((resource) => [resource.id, resource])),
    byType: grouped(resources, (resource) => [resource.type]),
    byAddress: grouped(resources, ({ type, addresses }) => (type === 'network-interface' ? addresses : [])),
    attachmentsByVpc: grouped(unrepeated(attachments, joinedAttachment), ({ vpcId }) => [vpcId]),
  };
};
