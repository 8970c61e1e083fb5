import type { NetworkInterface, Subnet } from '@aws-sdk/client-ec2';
import { addressOf, isUnroutable, textOf } from './address.ts';
import { atEni, drop, type Leg, natOf, ownerOf, passesAcl, type Step, subnetOf } from './leg.ts';
import { type Packet, packetText } from './packet.ts';
import { routeFor } from './rules.ts';

const isPublicAddressOf = (eni: NetworkInterface, address: number): boolean =>
  (eni.PrivateIpAddresses ?? []).some(
    (each) => each.Association?.PublicIp !== undefined && addressOf(each.Association.PublicIp) === address,
  );

/** The internet gateway attached to a VPC. */
const gatewayOf = (leg: Leg, vpcId: string | undefined): string | undefined =>
  leg.network.InternetGateways.find((each) =>
    (each.Attachments ?? []).some((one) => one.VpcId === vpcId && (one.State as string) === 'available'),
  )?.InternetGatewayId;

/** VPC Block Public Access, for a packet from or to this ENI. */
const isBlocked = (leg: Leg, eni: NetworkInterface): boolean => {
  const mode = leg.network.VpcBlockPublicAccessOptions[0]?.InternetGatewayBlockMode ?? 'off';
  if (mode === 'off') return false;
  const exclusions = leg.network.VpcBlockPublicAccessExclusions.filter(
    (each) =>
      each.ResourceArn?.endsWith(`vpc/${eni.VpcId}`) === true ||
      each.ResourceArn?.endsWith(`subnet/${eni.SubnetId}`) === true,
  ).map((each) => each.InternetGatewayExclusionMode);
  if (exclusions.includes('allow-bidirectional')) return false;
  const isNat = natOf(leg, eni) !== undefined;
  if (exclusions.includes('allow-egress') || mode === 'block-ingress') return !isNat;
  return true;
};

export const leaveToInternet = (leg: Leg, packet: Packet, subnet: Subnet, id: string): Step => {
  leg.log.push(`${id} takes ${packetText(packet)}`);
  if (gatewayOf(leg, subnet.VpcId) !== id) return drop(leg, 'internet gateway not attached');
  const eni = ownerOf(leg, packet.source, (each) => each.VpcId === subnet.VpcId);
  const publicIp = eni?.PrivateIpAddresses?.find((each) => addressOf(each.PrivateIpAddress ?? '') === packet.source)
    ?.Association?.PublicIp;
  if (eni === undefined || publicIp === undefined) return drop(leg, 'no public address');
  if (isUnroutable(packet.destination)) return drop(leg, 'internet gateway: private destination');
  if (isBlocked(leg, eni)) return drop(leg, 'VPC Block Public Access');
  const outside = { ...packet, source: addressOf(publicIp) };
  if (leg.network.NetworkInterfaces.some((each) => isPublicAddressOf(each, packet.destination)))
    return { kind: 'outside', packet: outside };
  return { kind: 'end', at: 'internet', packet: outside };
};

/** A packet from outside comes in by the internet gateway of the VPC that has its destination. */
export const comeFromInternet = (leg: Leg, packet: Packet): Step => {
  leg.log.push(`the internet brings ${packetText(packet)}`);
  const eni = leg.network.NetworkInterfaces.find((each) => isPublicAddressOf(each, packet.destination));
  if (eni === undefined) return drop(leg, 'nobody has the public address');
  const gateway = gatewayOf(leg, eni.VpcId);
  if (gateway === undefined) return drop(leg, 'internet gateway not attached');
  leg.log.push(`${gateway} takes it in`);
  if (isUnroutable(packet.source)) return drop(leg, 'internet gateway: private source');
  if (isBlocked(leg, eni)) return drop(leg, 'VPC Block Public Access');
  const privateIp = eni.PrivateIpAddresses?.find(
    (each) => addressOf(each.Association?.PublicIp ?? '') === packet.destination,
  )?.PrivateIpAddress;
  const inside = { ...packet, destination: addressOf(privateIp ?? '') };
  const edge = leg.network.RouteTables.find((table) =>
    (table.Associations ?? []).some((each) => each.GatewayId === gateway),
  );
  const route = edge === undefined ? undefined : routeFor(leg.network, edge, inside.destination);
  if (edge !== undefined && route === undefined) return drop(leg, 'no route in the gateway table');
  if (route?.State === 'blackhole') return drop(leg, 'blackhole route in the gateway table');
  const isLocal = route === undefined || route.GatewayId === 'local';
  const next = isLocal
    ? eni
    : leg.network.NetworkInterfaces.find((each) => each.NetworkInterfaceId === route.NetworkInterfaceId);
  const to = subnetOf(leg, next?.SubnetId);
  if (next === undefined || to === undefined)
    return drop(leg, `gateway table leads nowhere from ${textOf(inside.destination)}`);
  if (!passesAcl(leg, inside, to, 'in')) return undefined;
  return atEni(inside, next, false);
};
