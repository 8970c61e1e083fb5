import { integer, list, part, type Raw, text } from '../../lambda/snapshot/raw.ts';
import type { Documents } from '../../lambda/snapshot/snapshot.ts';
import { type Applied, apply } from './edit.ts';

/*
 * A recorded call as a change of the simulated network: CloudTrail's parameters in the words of the SDK.
 */

const items = (raw: Raw, field: string): readonly Raw[] => list(part(raw, field), 'items');

const permissionOf = (raw: Raw): Raw => ({
  IpProtocol: text(raw, 'ipProtocol'),
  ...(text(raw, 'ipProtocol') === '-1' ? {} : { FromPort: integer(raw, 'fromPort'), ToPort: integer(raw, 'toPort') }),
  IpRanges:
    text(raw, 'cidrIp') === undefined
      ? items(raw, 'ipRanges').map((range) => ({ CidrIp: text(range, 'cidrIp') }))
      : [{ CidrIp: text(raw, 'cidrIp') }],
});

const permissionsOf = (raw: Raw): readonly Raw[] => {
  const given = items(raw, 'ipPermissions');
  return (given.length === 0 ? [raw] : given).map(permissionOf);
};

const inputOf = (operation: string, raw: Raw): object | undefined => {
  switch (operation) {
    case 'CreateRoute':
    case 'DeleteRoute':
      return {
        RouteTableId: text(raw, 'routeTableId'),
        DestinationCidrBlock: text(raw, 'destinationCidrBlock'),
        ...(text(raw, 'gatewayId') === undefined ? {} : { GatewayId: text(raw, 'gatewayId') }),
        ...(text(raw, 'natGatewayId') === undefined ? {} : { NatGatewayId: text(raw, 'natGatewayId') }),
      };
    case 'AssociateRouteTable':
      return { RouteTableId: text(raw, 'routeTableId'), SubnetId: text(raw, 'subnetId') };
    case 'DisassociateRouteTable':
      return { AssociationId: text(raw, 'associationId') };
    case 'CreateRouteTable':
      return { VpcId: text(raw, 'vpcId') };
    case 'DeleteRouteTable':
      return { RouteTableId: text(raw, 'routeTableId') };
    case 'TerminateInstances':
      return { InstanceIds: items(raw, 'instancesSet').map((one) => text(one, 'instanceId')) };
    case 'CreateSecurityGroup':
      return { GroupName: text(raw, 'groupName'), Description: 'recorded', VpcId: text(raw, 'vpcId') };
    case 'DeleteSecurityGroup':
      return { GroupId: text(raw, 'groupId') };
    case 'AuthorizeSecurityGroupIngress':
    case 'AuthorizeSecurityGroupEgress':
    case 'RevokeSecurityGroupIngress':
    case 'RevokeSecurityGroupEgress':
      return { GroupId: text(raw, 'groupId'), IpPermissions: permissionsOf(raw) };
    default:
      return undefined;
  }
};

const withAttachments = (
  documents: Documents,
  gateway: string | undefined,
  attachments: readonly Raw[],
): Documents => ({
  ...documents,
  InternetGateways: (documents.InternetGateways ?? []).map((one) =>
    text(one, 'InternetGatewayId') === gateway ? { ...one, Attachments: attachments } : one,
  ),
});

const attached = (documents: Documents, raw: Raw): Applied => {
  const gateway = text(raw, 'internetGatewayId');
  const isTaken = (documents.InternetGateways ?? []).some((one) => list(one, 'Attachments').length > 0);
  return isTaken
    ? { refused: 'Resource.AlreadyAssociated' }
    : { documents: withAttachments(documents, gateway, [{ State: 'available', VpcId: text(raw, 'vpcId') }]) };
};

const withoutNat = (documents: Documents, raw: Raw): Documents => {
  const id = text(part(raw, 'DeleteNatGatewayRequest'), 'NatGatewayId');
  return {
    ...documents,
    NatGateways: (documents.NatGateways ?? []).map((one) =>
      text(one, 'NatGatewayId') === id ? { ...one, State: 'deleted' } : one,
    ),
  };
};

/** What a recorded call makes of a network; undefined where it has no part in what is simulated. */
export const applyRecorded = (documents: Documents, record: Raw): Applied | undefined => {
  const operation = text(record, 'eventName') ?? '';
  const raw = part(record, 'requestParameters');
  switch (operation) {
    case 'AttachInternetGateway':
      return attached(documents, raw);
    case 'DetachInternetGateway':
      return { documents: withAttachments(documents, text(raw, 'internetGatewayId'), []) };
    case 'DeleteNatGateway':
      return { documents: withoutNat(documents, raw) };
    default: {
      const input = inputOf(operation, raw);
      return input === undefined ? undefined : apply(documents, { operation, input });
    }
  }
};
