import type { Subnet } from '@aws-sdk/client-ec2';
import { comeFromInternet, leaveToInternet } from './edge.ts';
import { handOver, receive } from './eni.ts';
import { atEni, drop, type End, type Leg, ownerOf, passesAcl, type Step } from './leg.ts';
import { translate } from './nat.ts';
import { isSame, type Packet } from './packet.ts';
import { crossPeering } from './peering.ts';
import { type Route, routeFor } from './rules.ts';
import { crossTransitGateway } from './transit.ts';

const follow = (leg: Leg, packet: Packet, subnet: Subnet, route: Route, hasIdentity: boolean): Step => {
  if (route.GatewayId === 'local') {
    const eni = ownerOf(leg, packet.destination, (each) => each.VpcId === subnet.VpcId);
    if (eni === undefined) return drop(leg, 'nobody has the address');
    return handOver(leg, packet, subnet, eni, hasIdentity);
  }
  if (route.NetworkInterfaceId !== undefined) {
    const eni = leg.network.NetworkInterfaces.find((each) => each.NetworkInterfaceId === route.NetworkInterfaceId);
    return eni === undefined ? drop(leg, 'no router') : handOver(leg, packet, subnet, eni, hasIdentity);
  }
  if (route.NatGatewayId !== undefined) {
    const nat = leg.network.NatGateways.find((each) => each.NatGatewayId === route.NatGatewayId);
    return nat === undefined ? drop(leg, 'no NAT gateway') : translate(leg, packet, subnet, nat);
  }
  if (!passesAcl(leg, packet, subnet, 'out')) return undefined;
  if (route.VpcPeeringConnectionId !== undefined)
    return crossPeering(leg, packet, subnet, route.VpcPeeringConnectionId, hasIdentity);
  if (route.TransitGatewayId !== undefined)
    return crossTransitGateway(leg, packet, subnet, route.TransitGatewayId, hasIdentity);
  if (route.GatewayId?.startsWith('igw-')) return leaveToInternet(leg, packet, subnet, route.GatewayId);
  return drop(leg, 'route leads nowhere');
};

const sendFromSubnet = (leg: Leg, packet: Packet, subnet: Subnet, hasIdentity: boolean): Step => {
  const isBack = leg.met.some((each) => each.subnet === subnet.SubnetId && isSame(each.packet, packet));
  if (isBack) return drop(leg, 'loop');
  leg.met.push({ subnet: subnet.SubnetId, packet });
  const neighbour = ownerOf(leg, packet.destination, (eni) => eni.SubnetId === subnet.SubnetId);
  if (neighbour !== undefined) return atEni(packet, neighbour, hasIdentity);
  const tables = leg.network.RouteTables.filter((table) => table.VpcId === subnet.VpcId);
  const table =
    tables.find((each) => (each.Associations ?? []).some((one) => one.SubnetId === subnet.SubnetId)) ??
    tables.find((each) => (each.Associations ?? []).some((one) => one.Main === true));
  const route = table === undefined ? undefined : routeFor(leg.network, table, packet.destination);
  if (route === undefined) return drop(leg, `no route in ${table?.RouteTableId}`);
  if (route.State === 'blackhole') return drop(leg, `blackhole route in ${table?.RouteTableId}`);
  leg.log.push(`routed by ${table?.RouteTableId}`);
  return follow(leg, packet, subnet, route, hasIdentity);
};

/** Hop by hop to the end of the leg; undefined: dropped, the log says why. */
export const walk = (leg: Leg, start: Step): End | undefined => {
  let step = start;
  while (step !== undefined && step.kind !== 'end') {
    if (step.kind === 'subnet') step = sendFromSubnet(leg, step.packet, step.subnet, step.hasIdentity);
    else if (step.kind === 'eni') step = receive(leg, step.packet, step.eni, step.hasIdentity);
    else step = comeFromInternet(leg, step.packet);
  }
  return step;
};
