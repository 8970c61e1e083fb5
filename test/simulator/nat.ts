import type { NatGateway, NetworkInterface, Subnet } from '@aws-sdk/client-ec2';
import { addressOf } from './address.ts';
import { atSubnet, drop, type Leg, passesAcl, type Step, subnetOf } from './leg.ts';
import { isSame, type Packet, packetText, replyTo } from './packet.ts';

const natEni = (leg: Leg, nat: NatGateway): NetworkInterface | undefined => {
  const id = nat.NatGatewayAddresses?.[0]?.NetworkInterfaceId;
  return leg.network.NetworkInterfaces.find((eni) => eni.NetworkInterfaceId === id);
};

export const translate = (leg: Leg, packet: Packet, from: Subnet, nat: NatGateway): Step => {
  const id = nat.NatGatewayId ?? '';
  leg.log.push(`${id} takes ${packetText(packet)}`);
  const own = subnetOf(leg, nat.SubnetId);
  const address = natEni(leg, nat)?.PrivateIpAddress;
  if (nat.State !== 'available') return drop(leg, 'NAT gateway not available');
  if (![1, 6, 17].includes(packet.protocol)) return drop(leg, 'NAT gateway: protocol');
  if (own === undefined || address === undefined) return drop(leg, 'NAT gateway has no subnet');
  if (leg.nats.includes(id)) return drop(leg, 'loop');
  leg.nats.push(id);
  if (own.SubnetId !== from.SubnetId) {
    if (!passesAcl(leg, packet, from, 'out')) return undefined;
    if (!passesAcl(leg, packet, own, 'in')) return undefined;
  }
  const port =
    packet.protocol === 1 ? packet.sourcePort : (leg.natPorts[leg.choose(leg.natPorts.length)] ?? packet.sourcePort);
  const outside = { ...packet, source: addressOf(address), sourcePort: port };
  if (!leg.isReply) leg.memory.translations.push({ nat: id, inside: packet, outside });
  leg.leftByReference = false;
  return atSubnet(outside, own, false);
};

/** A packet to a NAT gateway's own address: a reply is turned back to who asked, nothing else gets in. */
export const turnBack = (leg: Leg, packet: Packet, nat: NatGateway): Step => {
  const own = subnetOf(leg, nat.SubnetId);
  if (nat.State !== 'available' || own === undefined) return drop(leg, 'NAT gateway not available');
  const known = leg.memory.translations.find(
    (each) => each.nat === nat.NatGatewayId && isSame(replyTo(each.outside), packet),
  );
  if (!leg.isReply || known === undefined) return drop(leg, 'NAT gateway: not a reply');
  leg.log.push(`${nat.NatGatewayId} turns back ${packetText(packet)}`);
  leg.leftByReference = false;
  return atSubnet(replyTo(known.inside), own, false);
};
