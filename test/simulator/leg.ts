import type { NatGateway, NetworkInterface, Subnet } from '@aws-sdk/client-ec2';
import type { Described } from './described.ts';
import type { Packet } from './packet.ts';
import { aclAllows, addressesOf, allowance } from './rules.ts';

/** What the stateful devices remember of a request. */
export interface Memory {
  /** The ENIs whose security groups it passed. */
  readonly enis: string[];
  readonly translations: { nat: string; inside: Packet; outside: Packet }[];
  /** Attachment in appliance mode → the subnet through which it left the transit gateway. */
  readonly appliances: Record<string, string>;
}

/** One leg of a packet's way: `choose(n)` settles each thing that the model leaves open, 0 to n - 1. */
export interface Leg {
  readonly network: Described;
  readonly memory: Memory;
  readonly isReply: boolean;
  readonly natPorts: readonly number[];
  readonly choose: (count: number) => number;
  readonly log: string[];
  readonly nats: string[];
  /** The subnets it was sent from. The same packet in the same one again is on no new way. */
  readonly met: { subnet: string | undefined; packet: Packet }[];
  /** What let the packet out was a group reference alone: that holds inside a VPC and over peering. */
  leftByReference: boolean;
}

/** `at` is the id of an ENI or `internet`; `packet` is as it looks there. */
export interface End {
  readonly kind: 'end';
  readonly packet: Packet;
  readonly at: string;
}

/** Where the packet is now; undefined: it was dropped. */
export type Step =
  | { readonly kind: 'subnet'; readonly packet: Packet; readonly subnet: Subnet; readonly hasIdentity: boolean }
  | { readonly kind: 'eni'; readonly packet: Packet; readonly eni: NetworkInterface; readonly hasIdentity: boolean }
  | { readonly kind: 'outside'; readonly packet: Packet }
  | End
  | undefined;

export const atSubnet = (packet: Packet, subnet: Subnet, hasIdentity: boolean): Step => ({
  kind: 'subnet',
  packet,
  subnet,
  hasIdentity,
});

export const atEni = (packet: Packet, eni: NetworkInterface, hasIdentity: boolean): Step => ({
  kind: 'eni',
  packet,
  eni,
  hasIdentity,
});

export const drop = (leg: Leg, reason: string): Step => {
  leg.log.push(`dropped: ${reason}`);
  return undefined;
};

export const ownerOf = (
  leg: Leg,
  address: number,
  isWanted: (eni: NetworkInterface) => boolean,
): NetworkInterface | undefined =>
  leg.network.NetworkInterfaces.find((eni) => isWanted(eni) && addressesOf(eni).includes(address));

export const subnetOf = (leg: Leg, id: string | undefined): Subnet | undefined =>
  leg.network.Subnets.find((subnet) => subnet.SubnetId === id);

export const passesAcl = (leg: Leg, packet: Packet, subnet: Subnet, direction: 'in' | 'out'): boolean => {
  const acls = leg.network.NetworkAcls;
  if (acls.length === 0) return true;
  const acl =
    acls.find((each) => (each.Associations ?? []).some((one) => one.SubnetId === subnet.SubnetId)) ??
    acls.find((each) => each.IsDefault === true && each.VpcId === subnet.VpcId);
  const isAllowed = acl !== undefined && aclAllows(acl, packet, direction);
  leg.log.push(`${isAllowed ? 'passes' : 'dropped:'} ${acl?.NetworkAclId} ${direction}`);
  return isAllowed;
};

export const passesGroups = (
  leg: Leg,
  packet: Packet,
  eni: NetworkInterface,
  direction: 'ingress' | 'egress',
  hasIdentity: boolean,
): boolean => {
  const id = eni.NetworkInterfaceId ?? '';
  if (leg.isReply && leg.memory.enis.includes(id)) {
    leg.leftByReference = false;
    return true;
  }
  const answer = allowance(leg.network, eni, packet, direction, hasIdentity);
  if (answer === 'no') {
    leg.log.push(`dropped: security group ${direction} at ${id}`);
    return false;
  }
  if (direction === 'egress') leg.leftByReference = answer === 'by-reference';
  return true;
};

/** The NAT gateway whose ENI this is. */
export const natOf = (leg: Leg, eni: NetworkInterface): NatGateway | undefined =>
  leg.network.NatGateways.find((nat) =>
    (nat.NatGatewayAddresses ?? []).some((each) => each.NetworkInterfaceId === eni.NetworkInterfaceId),
  );
