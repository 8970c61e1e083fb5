import type { DocumentKey } from '../../lambda/snapshot/snapshot.ts';

/** A Describe call of EC2 as it is served from a network. */
export interface DescribeCall {
  readonly key: DocumentKey;
  /** The answer's field, where it is not named as the key. */
  readonly field?: string;
  /** The request's lists of ids: the field that holds each, and how a missing one is refused. */
  readonly ids: Readonly<Record<string, readonly [field: string, code: string]>>;
  /** The largest `MaxResults`. */
  readonly most: number | 'unpaged';
  /** Filter → where its values are in an element. */
  readonly filters: Readonly<Record<string, string>>;
}

const call = (
  key: DocumentKey,
  ids: DescribeCall['ids'],
  filters: DescribeCall['filters'],
  most: DescribeCall['most'] = 1000,
): DescribeCall => ({ key, ids, filters, most });

/**
 * The calls by operation. Ids and filters as in each call's page of https://docs.aws.amazon.com/AWSEC2/latest/APIReference,
 * which names more filters; those and `tag:…` and `tag-key` are served, the rest refused.
 */
// biome-ignore format: a table, one line a call
export const describeCalls: Readonly<Record<string, DescribeCall>> = {
  DescribeVpcs: call('Vpcs', { VpcIds: ['VpcId', 'InvalidVpcID.NotFound'] }, { 'vpc-id': 'VpcId', state: 'State', 'owner-id': 'OwnerId', cidr: 'CidrBlock', 'cidr-block-association.cidr-block': 'CidrBlockAssociationSet.CidrBlock', 'is-default': 'IsDefault' }),
  DescribeSubnets: call('Subnets', { SubnetIds: ['SubnetId', 'InvalidSubnetID.NotFound'] }, { 'subnet-id': 'SubnetId', 'vpc-id': 'VpcId', state: 'State', 'owner-id': 'OwnerId', 'cidr-block': 'CidrBlock', 'availability-zone': 'AvailabilityZone' }),
  DescribeInstances: call('Reservations', { InstanceIds: ['InstanceId', 'InvalidInstanceID.NotFound'] }, { 'instance-id': 'InstanceId', 'vpc-id': 'VpcId', 'subnet-id': 'SubnetId', 'instance-state-name': 'State.Name', 'private-ip-address': 'PrivateIpAddress', 'ip-address': 'PublicIpAddress', 'availability-zone': 'Placement.AvailabilityZone' }),
  DescribeNetworkInterfaces: call('NetworkInterfaces', { NetworkInterfaceIds: ['NetworkInterfaceId', 'InvalidNetworkInterfaceID.NotFound'] }, { 'network-interface-id': 'NetworkInterfaceId', 'vpc-id': 'VpcId', 'subnet-id': 'SubnetId', status: 'Status', 'owner-id': 'OwnerId', 'group-id': 'Groups.GroupId', 'interface-type': 'InterfaceType', 'private-ip-address': 'PrivateIpAddress', 'addresses.private-ip-address': 'PrivateIpAddresses.PrivateIpAddress', 'attachment.instance-id': 'Attachment.InstanceId', description: 'Description' }),
  DescribeSecurityGroups: call('SecurityGroups', { GroupIds: ['GroupId', 'InvalidGroup.NotFound'], GroupNames: ['GroupName', 'InvalidGroup.NotFound'] }, { 'group-id': 'GroupId', 'group-name': 'GroupName', 'vpc-id': 'VpcId', 'owner-id': 'OwnerId' }),
  DescribeNetworkAcls: call('NetworkAcls', { NetworkAclIds: ['NetworkAclId', 'InvalidNetworkAclID.NotFound'] }, { 'network-acl-id': 'NetworkAclId', 'vpc-id': 'VpcId', 'owner-id': 'OwnerId', default: 'IsDefault', 'association.subnet-id': 'Associations.SubnetId' }),
  DescribeRouteTables: call('RouteTables', { RouteTableIds: ['RouteTableId', 'InvalidRouteTableID.NotFound'] }, { 'route-table-id': 'RouteTableId', 'vpc-id': 'VpcId', 'owner-id': 'OwnerId', 'association.subnet-id': 'Associations.SubnetId', 'association.gateway-id': 'Associations.GatewayId', 'association.main': 'Associations.Main', 'route.state': 'Routes.State', 'route.transit-gateway-id': 'Routes.TransitGatewayId', 'route.destination-cidr-block': 'Routes.DestinationCidrBlock' }, 100),
  DescribePrefixLists: call('PrefixLists', { PrefixListIds: ['PrefixListId', 'InvalidPrefixListID.NotFound'] }, { 'prefix-list-id': 'PrefixListId', 'prefix-list-name': 'PrefixListName' }),
  DescribeManagedPrefixLists: { field: 'PrefixLists', ...call('ManagedPrefixLists', { PrefixListIds: ['PrefixListId', 'InvalidPrefixListID.NotFound'] }, { 'prefix-list-id': 'PrefixListId', 'prefix-list-name': 'PrefixListName', 'owner-id': 'OwnerId' }, 100) },
  DescribeInternetGateways: call('InternetGateways', { InternetGatewayIds: ['InternetGatewayId', 'InvalidInternetGatewayID.NotFound'] }, { 'internet-gateway-id': 'InternetGatewayId', 'attachment.vpc-id': 'Attachments.VpcId', 'attachment.state': 'Attachments.State', 'owner-id': 'OwnerId' }),
  DescribeEgressOnlyInternetGateways: call('EgressOnlyInternetGateways', { EgressOnlyInternetGatewayIds: ['EgressOnlyInternetGatewayId', 'InvalidGatewayID.NotFound'] }, {}, 255),
  DescribeNatGateways: call('NatGateways', { NatGatewayIds: ['NatGatewayId', 'NatGatewayNotFound'] }, { 'nat-gateway-id': 'NatGatewayId', 'vpc-id': 'VpcId', 'subnet-id': 'SubnetId', state: 'State' }),
  DescribeVpcPeeringConnections: call('VpcPeeringConnections', { VpcPeeringConnectionIds: ['VpcPeeringConnectionId', 'InvalidVpcPeeringConnectionID.NotFound'] }, { 'vpc-peering-connection-id': 'VpcPeeringConnectionId', 'status-code': 'Status.Code', 'requester-vpc-info.vpc-id': 'RequesterVpcInfo.VpcId', 'accepter-vpc-info.vpc-id': 'AccepterVpcInfo.VpcId' }),
  DescribeTransitGateways: call('TransitGateways', { TransitGatewayIds: ['TransitGatewayId', 'InvalidTransitGatewayID.NotFound'] }, { 'transit-gateway-id': 'TransitGatewayId', state: 'State', 'owner-id': 'OwnerId' }),
  DescribeTransitGatewayAttachments: call('TransitGatewayAttachments', { TransitGatewayAttachmentIds: ['TransitGatewayAttachmentId', 'InvalidTransitGatewayAttachmentID.NotFound'] }, { 'transit-gateway-attachment-id': 'TransitGatewayAttachmentId', 'transit-gateway-id': 'TransitGatewayId', 'resource-id': 'ResourceId', 'resource-type': 'ResourceType', 'resource-owner-id': 'ResourceOwnerId', state: 'State', 'association.transit-gateway-route-table-id': 'Association.TransitGatewayRouteTableId', 'association.state': 'Association.State' }),
  DescribeTransitGatewayVpcAttachments: call('TransitGatewayVpcAttachments', { TransitGatewayAttachmentIds: ['TransitGatewayAttachmentId', 'InvalidTransitGatewayAttachmentID.NotFound'] }, { 'transit-gateway-attachment-id': 'TransitGatewayAttachmentId', 'transit-gateway-id': 'TransitGatewayId', 'vpc-id': 'VpcId', state: 'State' }),
  DescribeTransitGatewayRouteTables: call('TransitGatewayRouteTables', { TransitGatewayRouteTableIds: ['TransitGatewayRouteTableId', 'InvalidRouteTableID.NotFound'] }, { 'transit-gateway-route-table-id': 'TransitGatewayRouteTableId', 'transit-gateway-id': 'TransitGatewayId', state: 'State', 'default-association-route-table': 'DefaultAssociationRouteTable', 'default-propagation-route-table': 'DefaultPropagationRouteTable' }),
  DescribeVpnGateways: call('VpnGateways', { VpnGatewayIds: ['VpnGatewayId', 'InvalidVpnGatewayID.NotFound'] }, { 'vpn-gateway-id': 'VpnGatewayId', state: 'State', 'attachment.vpc-id': 'VpcAttachments.VpcId', 'attachment.state': 'VpcAttachments.State' }, 'unpaged'),
  DescribeVpnConnections: call('VpnConnections', { VpnConnectionIds: ['VpnConnectionId', 'InvalidVpnConnectionID.NotFound'] }, { 'vpn-connection-id': 'VpnConnectionId', state: 'State', 'vpn-gateway-id': 'VpnGatewayId', 'transit-gateway-id': 'TransitGatewayId', 'customer-gateway-id': 'CustomerGatewayId' }, 'unpaged'),
  DescribeCustomerGateways: call('CustomerGateways', { CustomerGatewayIds: ['CustomerGatewayId', 'InvalidCustomerGatewayID.NotFound'] }, { 'customer-gateway-id': 'CustomerGatewayId', state: 'State', 'ip-address': 'IpAddress' }, 'unpaged'),
  DescribeVpcEndpoints: call('VpcEndpoints', { VpcEndpointIds: ['VpcEndpointId', 'InvalidVpcEndpointId.NotFound'] }, { 'vpc-endpoint-id': 'VpcEndpointId', 'vpc-id': 'VpcId', 'vpc-endpoint-state': 'State', 'vpc-endpoint-type': 'VpcEndpointType', 'service-name': 'ServiceName' }),
  DescribeAddresses: call('Addresses', { PublicIps: ['PublicIp', 'InvalidAddress.NotFound'], AllocationIds: ['AllocationId', 'InvalidAllocationID.NotFound'] }, { 'public-ip': 'PublicIp', 'allocation-id': 'AllocationId', 'association-id': 'AssociationId', 'instance-id': 'InstanceId', 'network-interface-id': 'NetworkInterfaceId', 'private-ip-address': 'PrivateIpAddress' }, 'unpaged'),
  DescribeAvailabilityZones: call('AvailabilityZones', { ZoneNames: ['ZoneName', 'InvalidParameterValue'], ZoneIds: ['ZoneId', 'InvalidParameterValue'] }, { 'zone-name': 'ZoneName', 'zone-id': 'ZoneId', state: 'State', 'region-name': 'RegionName' }, 'unpaged'),
  DescribeVpcBlockPublicAccessExclusions: call('VpcBlockPublicAccessExclusions', { ExclusionIds: ['ExclusionId', 'InvalidVpcBlockPublicAccessExclusionId.NotFound'] }, { 'resource-arn': 'ResourceArn', state: 'State', 'internet-gateway-exclusion-mode': 'InternetGatewayExclusionMode' }),
};
