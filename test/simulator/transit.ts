import type { Subnet, TransitGatewayVpcAttachment } from '@aws-sdk/client-ec2';
import { isIn } from './address.ts';
import { atSubnet, drop, type Leg, passesAcl, type Step, subnetOf } from './leg.ts';
import { type Packet, packetText } from './packet.ts';

const canReference = (attachment: TransitGatewayVpcAttachment): boolean =>
  attachment.Options?.SecurityGroupReferencingSupport === 'enable';

/** The attachment to which a table sends the packet: longest prefix, static before propagated, blackhole drops. */
const transitRoute = (leg: Leg, packet: Packet, tableId: string | undefined): string | undefined => {
  const table = leg.network.TransitGatewayRoutes.find((each) => each.TransitGatewayRouteTableId === tableId);
  const matching = (table?.Routes ?? []).filter((route) => isIn(packet.destination, route.DestinationCidrBlock ?? ''));
  const lengthOf = (cidr = ''): number => Number(cidr.split('/')[1]);
  matching.sort(
    (one, other) =>
      lengthOf(other.DestinationCidrBlock) - lengthOf(one.DestinationCidrBlock) ||
      Number(one.Type === 'propagated') - Number(other.Type === 'propagated'),
  );
  const route = matching[0];
  if (route?.State !== 'active') return undefined;
  return route.TransitGatewayAttachments?.[0]?.TransitGatewayAttachmentId;
};

const exitSubnet = (leg: Leg, outward: TransitGatewayVpcAttachment, zone: string | undefined): Subnet | undefined => {
  const id = outward.TransitGatewayAttachmentId ?? '';
  const subnets = leg.network.Subnets.filter((each) => (outward.SubnetIds ?? []).includes(each.SubnetId ?? ''));
  const isAppliance = outward.Options?.ApplianceModeSupport === 'enable';
  const remembered = leg.memory.appliances[id];
  if (isAppliance && leg.isReply && remembered !== undefined) return subnetOf(leg, remembered);
  const near = isAppliance ? [] : subnets.filter((each) => each.AvailabilityZone === zone);
  const open = near.length > 0 ? near : subnets;
  const exit = open.length > 1 ? open[leg.choose(open.length)] : open[0];
  if (isAppliance && !leg.isReply) leg.memory.appliances[id] = exit?.SubnetId ?? '';
  return exit;
};

export const crossTransitGateway = (
  leg: Leg,
  packet: Packet,
  subnet: Subnet,
  id: string,
  hasIdentity: boolean,
): Step => {
  leg.log.push(`${id} takes ${packetText(packet)}`);
  const { network } = leg;
  const attachments = network.TransitGatewayVpcAttachments.filter((each) => each.TransitGatewayId === id);
  const inward = attachments.find((each) => each.VpcId === subnet.VpcId && each.State === 'available');
  if (inward === undefined) return drop(leg, 'no transit gateway attachment');
  const door = (inward.SubnetIds ?? [])
    .map((each) => subnetOf(leg, each))
    .find((each) => each?.AvailabilityZone === subnet.AvailabilityZone);
  if (door === undefined) return drop(leg, 'attachment not in the zone');
  if (!passesAcl(leg, packet, door, 'in')) return undefined;
  if (leg.leftByReference) return drop(leg, 'egress group reference over a transit gateway');
  const association = network.TransitGatewayAttachments.find(
    (each) => each.TransitGatewayAttachmentId === inward.TransitGatewayAttachmentId,
  )?.Association;
  if (association?.State !== 'associated') return drop(leg, 'attachment not associated');
  const tableId = association.TransitGatewayRouteTableId;
  const outwardId = transitRoute(leg, packet, tableId);
  if (outwardId === undefined) return drop(leg, `no transit gateway route in ${tableId}`);
  leg.log.push(`routed by ${tableId} from ${inward.TransitGatewayAttachmentId} to ${outwardId}`);
  const outward = attachments.find((each) => each.TransitGatewayAttachmentId === outwardId);
  if (outward?.State !== 'available') return drop(leg, 'outward attachment not available');
  const exit = exitSubnet(leg, outward, subnet.AvailabilityZone);
  if (exit === undefined) return drop(leg, 'attachment has no subnet');
  const gateway = network.TransitGateways.find((each) => each.TransitGatewayId === id);
  const keepsIdentity =
    gateway?.Options?.SecurityGroupReferencingSupport === 'enable' && canReference(inward) && canReference(outward);
  return atSubnet(packet, exit, hasIdentity && keepsIdentity);
};
