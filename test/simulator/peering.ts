import type { Subnet } from '@aws-sdk/client-ec2';
import { isIn } from './address.ts';
import { atEni, drop, type Leg, ownerOf, passesAcl, type Step, subnetOf } from './leg.ts';
import { type Packet, packetText } from './packet.ts';

export const crossPeering = (leg: Leg, packet: Packet, subnet: Subnet, id: string, hasIdentity: boolean): Step => {
  leg.log.push(`${id} takes ${packetText(packet)}`);
  const peering = leg.network.VpcPeeringConnections.find((each) => each.VpcPeeringConnectionId === id);
  if (peering?.Status?.Code !== 'active') return drop(leg, 'peering not active');
  const sides = [peering.RequesterVpcInfo, peering.AccepterVpcInfo];
  const here = sides.find((side) => side?.VpcId === subnet.VpcId);
  const there = sides.find((side) => side?.VpcId !== subnet.VpcId);
  if (here === undefined || there === undefined) return drop(leg, 'peering of other VPCs');
  const has = (side: typeof here, address: number): boolean =>
    (side.CidrBlockSet ?? []).some(({ CidrBlock }) => CidrBlock !== undefined && isIn(address, CidrBlock));
  if (!has(there, packet.destination)) return drop(leg, 'peering: destination outside the VPC');
  if (!has(here, packet.source)) return drop(leg, 'peering: source outside the VPC');
  const eni = ownerOf(leg, packet.destination, (each) => each.VpcId === there.VpcId);
  const to = subnetOf(leg, eni?.SubnetId);
  if (eni === undefined || to === undefined) return drop(leg, 'nobody has the address');
  if (!passesAcl(leg, packet, to, 'in')) return undefined;
  return atEni(packet, eni, hasIdentity);
};
