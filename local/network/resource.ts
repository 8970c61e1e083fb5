import { type Raw, text } from '../../lambda/snapshot/raw.ts';
import type { DocumentKey, Documents } from '../../lambda/snapshot/snapshot.ts';
import { required } from '../ec2/insights-rules.ts';
import { ServiceError } from '../endpoint.ts';
import { elementOf, instancesOf } from './elements.ts';

interface Kind {
  readonly prefix: string;
  readonly malformed: string;
  readonly notFound: string;
  readonly message: (id: string) => string;
}

const missing = (noun: string) => (id: string) => `The ${noun} ID '${id}' does not exist`;
const gone = (noun: string) => (id: string) => `${noun} ${id} was deleted or does not exist.`;

/** EC2's codes for an id: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html. */
// biome-ignore format: a table, one line a kind
const kinds = {
  Vpcs: { prefix: 'vpc', malformed: 'InvalidVpcID.Malformed', notFound: 'InvalidVpcID.NotFound', message: missing('vpc') },
  Subnets: { prefix: 'subnet', malformed: 'InvalidSubnetId.Malformed', notFound: 'InvalidSubnetID.NotFound', message: missing('subnet') },
  Reservations: { prefix: 'i', malformed: 'InvalidInstanceID.Malformed', notFound: 'InvalidInstanceID.NotFound', message: missing('instance') },
  NetworkInterfaces: { prefix: 'eni', malformed: 'InvalidNetworkInterfaceId.Malformed', notFound: 'InvalidNetworkInterfaceID.NotFound', message: missing('networkInterface') },
  SecurityGroups: { prefix: 'sg', malformed: 'InvalidGroupId.Malformed', notFound: 'InvalidGroup.NotFound', message: (id: string) => `The security group '${id}' does not exist` },
  NetworkAcls: { prefix: 'acl', malformed: 'InvalidNetworkAclId.Malformed', notFound: 'InvalidNetworkAclID.NotFound', message: missing('networkAcl') },
  RouteTables: { prefix: 'rtb', malformed: 'InvalidRouteTableId.Malformed', notFound: 'InvalidRouteTableID.NotFound', message: missing('routeTable') },
  ManagedPrefixLists: { prefix: 'pl', malformed: 'InvalidPrefixListId.Malformed', notFound: 'InvalidPrefixListID.NotFound', message: missing('prefixList') },
  InternetGateways: { prefix: 'igw', malformed: 'InvalidInternetGatewayId.Malformed', notFound: 'InvalidInternetGatewayID.NotFound', message: missing('internetGateway') },
  EgressOnlyInternetGateways: { prefix: 'eigw', malformed: 'InvalidGatewayID.NotFound', notFound: 'InvalidGatewayID.NotFound', message: missing('eigw') },
  VpnGateways: { prefix: 'vgw', malformed: 'InvalidVpnGatewayID.NotFound', notFound: 'InvalidVpnGatewayID.NotFound', message: missing('vpnGateway') },
  NatGateways: { prefix: 'nat', malformed: 'NatGatewayMalformed', notFound: 'InvalidNatGatewayID.NotFound', message: missing('natGateway') },
  VpcPeeringConnections: { prefix: 'pcx', malformed: 'InvalidVpcPeeringConnectionId.Malformed', notFound: 'InvalidVpcPeeringConnectionID.NotFound', message: missing('vpcPeeringConnection') },
  VpcEndpoints: { prefix: 'vpce', malformed: 'InvalidVpcEndpointId.Malformed', notFound: 'InvalidVpcEndpointId.NotFound', message: missing('vpcEndpoint') },
  TransitGateways: { prefix: 'tgw', malformed: 'InvalidTransitGatewayID.Malformed', notFound: 'InvalidTransitGatewayID.NotFound', message: missing('transitGateway') },
  TransitGatewayAttachments: { prefix: 'tgw-attach', malformed: 'InvalidTransitGatewayAttachmentID.Malformed', notFound: 'InvalidTransitGatewayAttachmentID.NotFound', message: gone('Transit Gateway Attachment') },
  TransitGatewayRouteTables: { prefix: 'tgw-rtb', malformed: 'InvalidRouteTableId.Malformed', notFound: 'InvalidRouteTableID.NotFound', message: gone('Transit Gateway Route Table') },
} as const satisfies { readonly [Key in DocumentKey]?: Kind };

/** The parts of the network whose elements requests name by their ids; `Reservations` stands for instances. */
export type ResourceKey = keyof typeof kinds;

/** The refusal of an id under which there is nothing. */
export const absent = (key: ResourceKey, id: string): ServiceError => {
  const { prefix, malformed, notFound, message } = kinds[key];
  return new RegExp(`^${prefix}-([0-9a-f]{8}|[0-9a-f]{17})$`).test(id)
    ? new ServiceError(notFound, message(id))
    : new ServiceError(malformed, `Invalid id: "${id}" (expecting "${prefix}-...")`);
};

/** What `id` names; undefined where there is nothing. */
export const find = (documents: Documents, key: ResourceKey, id: string): Raw | undefined =>
  key === 'Reservations'
    ? instancesOf(documents).find((instance) => text(instance, 'InstanceId') === id)
    : elementOf(documents, key, id);

/**
 * What the parameter names. Throws `MissingParameter`, or the codes of its kind for an id that is malformed or not
 * found; an id that the network holds is never malformed.
 */
export const named = (documents: Documents, key: ResourceKey, id: string | undefined, parameter: string): Raw => {
  const known = find(documents, key, required(id, parameter));
  if (known === undefined) throw absent(key, `${id}`);
  return known;
};

/** Throws where the two are in different VPCs, or one of them in none. */
export const checkSameVpc = (what: string, other: string, vpcs: readonly (string | undefined)[]): void => {
  if (vpcs[0] === undefined || vpcs[0] !== vpcs[1]) {
    throw new ServiceError('InvalidParameterValue', `${what} and ${other} belong to different networks`);
  }
};
