import type { Documents } from '../../lambda/snapshot/snapshot.ts';
import { type Described, described, documentsOf } from './described.ts';
import { at, type Edit } from './edit.ts';
import {
  aclAssociationEdits,
  eniEdits,
  entryEdits,
  instanceEdits,
  listEdits,
  newEntryEdits,
  newPermissionEdits,
  permissionEdits,
  publicAccessEdits,
} from './rule-edits.ts';
import {
  attachmentEdits,
  gatewayEdits,
  newRouteEdits,
  peeringEdits,
  routeEdits,
  tableAssociationEdits,
  transitRouteEdits,
} from './way-edits.ts';

/** A change of one part of a network: its kind, the element, and what becomes of it, each counted modulo what there is. */
export interface Mutation {
  readonly kind: number;
  readonly which: number;
  readonly how: number;
}

/** What can be changed in a network, by kind: what most decides is named more than once. Local routes stay: AWS keeps them. */
const editsOf = (network: Described, near: Described): Edit[][] => {
  const routes = routeEdits(network, near);
  const permissions = permissionEdits(network, near);
  const entries = entryEdits(network, near);
  const newEntries = newEntryEdits(network, near);
  const transitRoutes = transitRouteEdits(network, near);
  const attachments = attachmentEdits(network, near);
  return [
    ...[routes, routes, routes, permissions, permissions, entries, entries],
    ...[newEntries, newEntries, newEntries, transitRoutes, transitRoutes, attachments, attachments],
    eniEdits(network, near),
    instanceEdits(near),
    newRouteEdits(network, near),
    newPermissionEdits(network, near),
    tableAssociationEdits(network, near),
    aclAssociationEdits(network, near),
    gatewayEdits(near),
    peeringEdits(near),
    publicAccessEdits(network, near),
    listEdits(network, near),
  ].filter((edits) => edits.length > 0);
};

/** The elements of a network that have one of these ids; ENIs bring their groups and instances. */
const nearTo = (network: Described, ids: readonly string[]): Described => {
  const enis = network.NetworkInterfaces.filter((eni) => ids.includes(eni.NetworkInterfaceId ?? ''));
  const all = [
    ...ids,
    ...enis.flatMap((eni) => (eni.Groups ?? []).map((group) => group.GroupId ?? '')),
    ...enis.flatMap((eni) => (eni.Attachment?.InstanceId === undefined ? [] : [`r-${eni.Attachment.InstanceId}`])),
  ];
  const has = (id: string | undefined): boolean => id !== undefined && all.includes(id);
  return {
    ...network,
    Reservations: network.Reservations.filter((each) => has(each.ReservationId)),
    NetworkInterfaces: enis,
    SecurityGroups: network.SecurityGroups.filter((each) => has(each.GroupId)),
    NetworkAcls: network.NetworkAcls.filter((each) => has(each.NetworkAclId)),
    RouteTables: network.RouteTables.filter((each) => has(each.RouteTableId)),
    InternetGateways: network.InternetGateways.filter((each) => has(each.InternetGatewayId)),
    NatGateways: network.NatGateways.filter((each) => has(each.NatGatewayId)),
    VpcPeeringConnections: network.VpcPeeringConnections.filter((each) => has(each.VpcPeeringConnectionId)),
    TransitGatewayVpcAttachments: network.TransitGatewayVpcAttachments.filter((each) =>
      has(each.TransitGatewayAttachmentId),
    ),
    TransitGatewayRoutes: network.TransitGatewayRoutes.filter((each) => has(each.TransitGatewayRouteTableId)),
  };
};

/** The documents after one change, of an element with one of `ids` if any are given; the documents given stay as they are. */
export const mutate = (documents: Documents, { kind, which, how }: Mutation, ids?: readonly string[]): Documents => {
  const network = structuredClone(described(documents));
  const near = ids === undefined ? network : nearTo(network, ids);
  at(at(editsOf(network, near), kind) ?? [], which)?.(how);
  return documentsOf(network);
};
