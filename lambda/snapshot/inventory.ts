import type { SelectableType } from '../domain/path.ts';
import type { DocumentKey, Snapshot, Tag } from './snapshot.ts';

/** One resource that can be an end of a path. */
export interface Resource {
  readonly type: SelectableType;
  readonly id: string;
  readonly tags: Readonly<Record<string, string>>;
  /** False once it is terminated or deleted: such a thing is described for a while and is no end any more. */
  readonly alive: boolean;
  readonly vpcId?: string;
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

const tagsOf = (tags: readonly Tag[] | undefined): Record<string, string> =>
  Object.fromEntries((tags ?? []).flatMap((tag) => (tag.Key === undefined ? [] : [[tag.Key, tag.Value ?? '']])));

const addressesOf = (values: readonly (string | undefined)[]): string[] => [
  ...new Set(values.filter((value) => value !== undefined)),
];

const resourceOf = (
  type: SelectableType,
  id: string | undefined,
  tags: readonly Tag[] | undefined,
  state: string | undefined,
  rest: { readonly vpcId?: string | undefined; readonly addresses?: readonly (string | undefined)[] } = {},
): Resource[] =>
  id === undefined
    ? []
    : [
        {
          type,
          id,
          tags: tagsOf(tags),
          alive: state === undefined || !gone.has(state),
          ...(rest.vpcId === undefined ? {} : { vpcId: rest.vpcId }),
          addresses: addressesOf(rest.addresses ?? []),
        },
      ];

const resourcesOf = ({ documents }: Snapshot): Resource[] => [
  ...(documents.Reservations ?? []).flatMap((reservation) =>
    (reservation.Instances ?? []).flatMap((instance) =>
      resourceOf('instance', instance.InstanceId, instance.Tags, instance.State?.Name, {
        vpcId: instance.VpcId,
        addresses: [instance.PrivateIpAddress],
      }),
    ),
  ),
  ...(documents.NetworkInterfaces ?? []).flatMap((eni) =>
    resourceOf('network-interface', eni.NetworkInterfaceId, eni.TagSet, undefined, {
      vpcId: eni.VpcId,
      addresses: [
        eni.PrivateIpAddress,
        ...(eni.PrivateIpAddresses ?? []).map((address) => address.PrivateIpAddress),
        ...(eni.PrivateIpAddresses ?? []).map((address) => address.Association?.PublicIp),
      ],
    }),
  ),
  ...(documents.InternetGateways ?? []).flatMap((gateway) =>
    resourceOf('internet-gateway', gateway.InternetGatewayId, gateway.Tags, undefined),
  ),
  ...(documents.TransitGateways ?? []).flatMap((gateway) =>
    resourceOf('transit-gateway', gateway.TransitGatewayId, gateway.Tags, gateway.State),
  ),
  ...(documents.TransitGatewayAttachments ?? []).flatMap((attachment) =>
    resourceOf('transit-gateway-attachment', attachment.TransitGatewayAttachmentId, attachment.Tags, attachment.State),
  ),
  ...(documents.VpcEndpoints ?? []).flatMap((endpoint) =>
    resourceOf('vpc-endpoint', endpoint.VpcEndpointId, endpoint.Tags, endpoint.State?.toLowerCase(), {
      vpcId: endpoint.VpcId,
    }),
  ),
  ...(documents.VpcPeeringConnections ?? []).flatMap((peering) =>
    resourceOf('vpc-peering-connection', peering.VpcPeeringConnectionId, peering.Tags, peering.Status?.Code),
  ),
  ...(documents.VpnGateways ?? []).flatMap((gateway) =>
    resourceOf('vpn-gateway', gateway.VpnGatewayId, gateway.Tags, gateway.State),
  ),
];

const attachmentsOf = ({ documents }: Snapshot): Attachment[] =>
  (documents.TransitGatewayAttachments ?? []).flatMap((attachment) =>
    attachment.TransitGatewayAttachmentId === undefined ||
    attachment.TransitGatewayId === undefined ||
    attachment.ResourceType !== 'vpc' ||
    attachment.ResourceId === undefined
      ? []
      : [
          {
            id: attachment.TransitGatewayAttachmentId,
            transitGatewayId: attachment.TransitGatewayId,
            ...(attachment.TransitGatewayOwnerId === undefined
              ? {}
              : { transitGatewayOwner: attachment.TransitGatewayOwnerId }),
            ...(attachment.ResourceOwnerId === undefined ? {} : { owner: attachment.ResourceOwnerId }),
            vpcId: attachment.ResourceId,
            available: attachment.State === 'available',
          },
        ],
  );

const compareIds = (a: { readonly id: string }, b: { readonly id: string }): number =>
  a.id < b.id ? -1 : a.id > b.id ? 1 : 0;

const holders = (resources: readonly Resource[]): ReadonlyMap<string, readonly Resource[]> => {
  const index = new Map<string, Resource[]>();
  for (const resource of resources) {
    if (resource.type !== 'network-interface') continue;
    for (const address of resource.addresses) {
      const known = index.get(address);
      if (known === undefined) index.set(address, [resource]);
      else known.push(resource);
    }
  }
  return index;
};

/** Indexes a snapshot: one pass over its resources, sorted by id so that equal snapshots give equal answers. */
export const inventoryOf = (snapshot: Snapshot): Inventory => {
  const resources = resourcesOf(snapshot).sort(compareIds);
  return {
    snapshot,
    byId: new Map(resources.map((resource) => [resource.id, resource])),
    byType: Map.groupBy(resources, (resource) => resource.type),
    byAddress: holders(resources),
    attachmentsByVpc: Map.groupBy(attachmentsOf(snapshot).sort(compareIds), (attachment) => attachment.vpcId),
  };
};
