import type { CreateRouteRequest } from '@aws-sdk/client-ec2';
import { list, part, type Raw, text } from '../../lambda/snapshot/raw.ts';
import type { Documents } from '../../lambda/snapshot/snapshot.ts';
import { ServiceError } from '../endpoint.ts';
import { checkSameVpc, find, named, type ResourceKey } from './resource.ts';
import { gatewaysOf } from './vpc-links.ts';

/** The fields of a route that say where it leads. */
export const targetFields = [
  'GatewayId',
  'NatGatewayId',
  'TransitGatewayId',
  'VpcPeeringConnectionId',
  'NetworkInterfaceId',
  'InstanceId',
  'EgressOnlyInternetGatewayId',
  'VpcEndpointId',
  'CarrierGatewayId',
  'LocalGatewayId',
  'CoreNetworkArn',
  'OdbNetworkArn',
] as const;

/** The fields of a route that belong to its target. */
export const targetParts: readonly string[] = [...targetFields, 'InstanceOwnerId'];

const attachedVpcs = (gateway: Raw, field: string): readonly (string | undefined)[] =>
  list(gateway, field).map((one) => text(one, 'VpcId'));

const checkAttached = (table: Raw, id: string, vpcs: readonly (string | undefined)[]): void => {
  if (vpcs.length === 0) throw new ServiceError('Gateway.NotAttached', `resource ${id} is not attached to a VPC`);
  const own = text(table, 'VpcId');
  checkSameVpc(`route table ${text(table, 'RouteTableId')}`, `network gateway ${id}`, [
    own,
    vpcs.find((vpc) => vpc === own),
  ]);
};

const gateway = (documents: Documents, table: Raw, id: string): void => {
  const [key, field]: [ResourceKey, string] = id.startsWith('vgw-')
    ? ['VpnGateways', 'VpcAttachments']
    : ['InternetGateways', 'Attachments'];
  const found = find(documents, key, id);
  if (found === undefined) {
    throw new ServiceError('InvalidGatewayID.NotFound', `The gateway ID '${id}' does not exist`);
  }
  checkAttached(table, id, attachedVpcs(found, field));
};

const inVpc = (
  documents: Documents,
  table: Raw,
  key: ResourceKey,
  id: string,
  noun: string,
  parameter: string,
): Raw => {
  const found = named(documents, key, id, parameter);
  checkSameVpc(`route table ${text(table, 'RouteTableId')}`, `${noun} ${id}`, [
    text(table, 'VpcId'),
    text(found, 'VpcId'),
  ]);
  return found;
};

/** An instance stands for its only interface. */
const ofInterface = (eni: Raw): Raw => {
  const { InstanceId, InstanceOwnerId } = part(eni, 'Attachment');
  return {
    NetworkInterfaceId: eni.NetworkInterfaceId,
    ...(InstanceId === undefined ? {} : { InstanceId, InstanceOwnerId: InstanceOwnerId ?? eni.OwnerId }),
  };
};

const ofInstance = (documents: Documents, table: Raw, id: string): Raw => {
  const instance = inVpc(documents, table, 'Reservations', id, 'instance', 'InstanceId');
  const [entry, ...more] = list(instance, 'NetworkInterfaces');
  if (more.length > 0) {
    const message = `There are multiple interfaces attached to instance '${id}'. Please specify an interface ID for the operation instead.`;
    throw new ServiceError('InvalidInstanceID', message);
  }
  const eni = text(entry ?? {}, 'NetworkInterfaceId');
  return ofInterface(named(documents, 'NetworkInterfaces', eni, 'NetworkInterfaceId'));
};

const checkPeering = (table: Raw, connection: Raw, id: string): void => {
  const own = text(table, 'VpcId');
  const ends = ['RequesterVpcInfo', 'AccepterVpcInfo'].map((end) => text(part(connection, end), 'VpcId'));
  checkSameVpc(`route table ${text(table, 'RouteTableId')}`, `vpc peering connection ${id}`, [
    own,
    ends.find((vpc) => vpc === own),
  ]);
};

type Target = (typeof targetFields)[number];

/**
 * The one target that a request names, as a route tells it. Throws where it names none or several, or where the target
 * does not exist or cannot be reached from the table's VPC.
 */
export const targetOf = (documents: Documents, table: Raw, request: CreateRouteRequest): Raw => {
  const given = targetFields.flatMap((field): [Target, string][] => {
    const value = request[field];
    return value === undefined ? [] : [[field, value]];
  });
  const [first, ...more] = given;
  if (first === undefined) {
    throw new ServiceError('MissingParameter', 'The request must contain exactly one target of the route');
  }
  if (more.length > 0) {
    const message = `The parameters ${given.map(([field]) => field).join(', ')} may not be used together`;
    throw new ServiceError('InvalidParameterCombination', message);
  }
  const [field, id] = first;
  switch (field) {
    case 'GatewayId':
      gateway(documents, table, id);
      return { GatewayId: id };
    case 'NatGatewayId':
      inVpc(documents, table, 'NatGateways', id, 'NAT gateway', field);
      return { NatGatewayId: id };
    case 'TransitGatewayId': {
      const vpc = text(table, 'VpcId') ?? '';
      named(documents, 'TransitGateways', id, field);
      // EC2 has the same words for a gateway to which the VPC is not attached.
      if (!gatewaysOf(documents, vpc).includes(id)) {
        throw new ServiceError('InvalidTransitGatewayID.NotFound', `The transitGateway ID '${id}' does not exist.`);
      }
      return { TransitGatewayId: id };
    }
    case 'VpcPeeringConnectionId':
      checkPeering(table, named(documents, 'VpcPeeringConnections', id, field), id);
      return { VpcPeeringConnectionId: id };
    case 'NetworkInterfaceId':
      return ofInterface(inVpc(documents, table, 'NetworkInterfaces', id, 'interface', field));
    case 'InstanceId':
      return ofInstance(documents, table, id);
    case 'EgressOnlyInternetGatewayId':
      checkAttached(table, id, attachedVpcs(named(documents, 'EgressOnlyInternetGateways', id, field), 'Attachments'));
      return { EgressOnlyInternetGatewayId: id };
    case 'VpcEndpointId':
      inVpc(documents, table, 'VpcEndpoints', id, 'VPC endpoint', field);
      // Route tables are described with the endpoint as a gateway.
      return { GatewayId: id };
    case 'CarrierGatewayId':
    case 'LocalGatewayId':
    case 'CoreNetworkArn':
    case 'OdbNetworkArn':
      throw new ServiceError('UnsupportedOperation', `The embedded account has no target of the kind ${field}.`);
  }
};
