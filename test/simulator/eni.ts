import type { NetworkInterface, Subnet } from '@aws-sdk/client-ec2';
import { atEni, atSubnet, drop, type Leg, natOf, passesAcl, passesGroups, type Step, subnetOf } from './leg.ts';
import { turnBack } from './nat.ts';
import { type Packet, packetText } from './packet.ts';
import { addressesOf } from './rules.ts';

const isRunning = (leg: Leg, eni: NetworkInterface): boolean => {
  const id = eni.Attachment?.InstanceId;
  if (id === undefined) return true;
  const instance = leg.network.Reservations.flatMap((each) => each.Instances ?? []).find(
    (each) => each.InstanceId === id,
  );
  return instance?.State?.Name === 'running';
};

/** An ENI sends: source check, groups, then the subnet. */
export const sendFromEni = (leg: Leg, packet: Packet, eni: NetworkInterface): Step => {
  leg.log.push(`${eni.NetworkInterfaceId} sends ${packetText(packet)}`);
  const subnet = subnetOf(leg, eni.SubnetId);
  if (subnet === undefined) return drop(leg, 'no subnet');
  if (!isRunning(leg, eni)) return drop(leg, 'instance stopped');
  if (eni.SourceDestCheck !== false && !addressesOf(eni).includes(packet.source)) return drop(leg, 'source check');
  if (!passesGroups(leg, packet, eni, 'egress', true)) return undefined;
  if (!leg.isReply) leg.memory.enis.push(eni.NetworkInterfaceId ?? '');
  return atSubnet(packet, subnet, true);
};

export const receive = (leg: Leg, packet: Packet, eni: NetworkInterface, hasIdentity: boolean): Step => {
  leg.log.push(`${eni.NetworkInterfaceId} receives ${packetText(packet)}`);
  const nat = natOf(leg, eni);
  if (nat !== undefined) return turnBack(leg, packet, nat);
  if (!isRunning(leg, eni)) return drop(leg, 'instance stopped');
  if (!passesGroups(leg, packet, eni, 'ingress', hasIdentity)) return undefined;
  const id = eni.NetworkInterfaceId ?? '';
  if (addressesOf(eni).includes(packet.destination)) {
    if (!leg.isReply) leg.memory.enis.push(id);
    return { kind: 'end', at: id, packet };
  }
  if (eni.SourceDestCheck !== false) return drop(leg, 'destination check');
  if (!passesGroups(leg, packet, eni, 'egress', false)) return undefined;
  if (!leg.isReply) leg.memory.enis.push(id);
  leg.log.push(`router ${id} forwards`);
  const subnet = subnetOf(leg, eni.SubnetId);
  return subnet === undefined ? drop(leg, 'no subnet') : atSubnet(packet, subnet, false);
};

/** From a subnet to an ENI, over the ACLs if it is in another one. */
export const handOver = (leg: Leg, packet: Packet, from: Subnet, eni: NetworkInterface, hasIdentity: boolean): Step => {
  const to = subnetOf(leg, eni.SubnetId);
  if (to === undefined) return drop(leg, 'no subnet');
  if (to.SubnetId !== from.SubnetId) {
    if (!passesAcl(leg, packet, from, 'out')) return undefined;
    if (!passesAcl(leg, packet, to, 'in')) return undefined;
  }
  return atEni(packet, eni, hasIdentity);
};
