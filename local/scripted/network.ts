import type { Documents } from '../../lambda/snapshot/snapshot.ts';

/** The account and Region of the scenario. */
export const ACCOUNT = '111111111111';
export const REGION = 'ap-northeast-1';

/** The scenario's resources: the ids of VPC B are the report's, those that it does not give are ours. */
export const ids = {
  vpcA: 'vpc-0a6f2d9c41b87e530',
  vpcB: 'vpc-0c7801b0b660fc11f',
  subnetA: 'subnet-0b3e5d7a9c1f24680',
  subnetB: 'subnet-0f444068dff9621ab',
  instanceA: 'i-0d1c5a8e3f7b92604',
  instanceB: 'i-0e4f7a2b6c9d13508',
  interfaceA: 'eni-0c2a4e6b8d0f13579',
  interfaceB: 'eni-09234fd609f3aa6d2',
  transitInterfaceA: 'eni-0a9b8c7d6e5f40312',
  transitInterfaceB: 'eni-00d044a268a1e59b2',
  groupA: 'sg-0f1e2d3c4b5a69788',
  groupB: 'sg-073c4d556bf048ea0',
  routesA: 'rtb-0d4c3b2a190f8e7d6',
  routesB: 'rtb-021ab122f4f50d879',
  aclA: 'acl-0a1b2c3d4e5f60718',
  aclB: 'acl-0b2c3d4e5f6071829',
  transitGateway: 'tgw-0e8d7c6b5a4f39201',
  attachmentA: 'tgw-attach-0a7b6c5d4e3f20819',
  attachmentB: 'tgw-attach-0b8c7d6e5f4a31920',
  transitRoutesA: 'tgw-rtb-0f9e8d7c6b5a43210',
  transitRoutesB: 'tgw-rtb-05c9fa8db5415ce07',
  globalNetwork: 'global-network-0a1b2c3d4e5f60718',
} as const;

export const addressA = '10.0.20.236';
export const addressB = '172.16.0.89';

const named = (name: string) => [{ Key: 'Name', Value: name }];

const instance = (id: string, eni: string, name: string, vpc: string, subnet: string, address: string) => ({
  Instances: [
    {
      InstanceId: id,
      State: { Code: 16, Name: 'running' },
      VpcId: vpc,
      SubnetId: subnet,
      PrivateIpAddress: address,
      NetworkInterfaces: [{ NetworkInterfaceId: eni }],
      Tags: named(name),
    },
  ],
});

const eni = (id: string, vpc: string, subnet: string, address: string, type: string) => ({
  NetworkInterfaceId: id,
  OwnerId: ACCOUNT,
  InterfaceType: type,
  Status: 'in-use',
  VpcId: vpc,
  SubnetId: subnet,
  PrivateIpAddress: address,
  PrivateIpAddresses: [{ Primary: true, PrivateIpAddress: address }],
});

const attachment = (id: string, vpc: string, table: string, name: string) => ({
  TransitGatewayAttachmentId: id,
  TransitGatewayId: ids.transitGateway,
  TransitGatewayOwnerId: ACCOUNT,
  ResourceOwnerId: ACCOUNT,
  ResourceType: 'vpc',
  ResourceId: vpc,
  State: 'available',
  Association: { TransitGatewayRouteTableId: table, State: 'associated' },
  Tags: named(name),
});

export const transitGatewayArn = `arn:aws:ec2:${REGION}:${ACCOUNT}:transit-gateway/${ids.transitGateway}`;

/** The network of the scenario, as the Describe calls tell it; no fault of the scenario shows in what is read so far. */
export const documents: Documents = {
  Reservations: [
    instance(ids.instanceA, ids.interfaceA, 'windows2016-private-a', ids.vpcA, ids.subnetA, addressA),
    instance(ids.instanceB, ids.interfaceB, 'windows2016-private-sub-a', ids.vpcB, ids.subnetB, addressB),
  ],
  NetworkInterfaces: [
    eni(ids.interfaceA, ids.vpcA, ids.subnetA, addressA, 'interface'),
    eni(ids.interfaceB, ids.vpcB, ids.subnetB, addressB, 'interface'),
    eni(ids.transitInterfaceA, ids.vpcA, ids.subnetA, '10.0.20.17', 'transit_gateway'),
    eni(ids.transitInterfaceB, ids.vpcB, ids.subnetB, '172.16.10.82', 'transit_gateway'),
  ],
  TransitGateways: [
    {
      TransitGatewayId: ids.transitGateway,
      TransitGatewayArn: transitGatewayArn,
      OwnerId: ACCOUNT,
      State: 'available',
    },
  ],
  TransitGatewayAttachments: [
    attachment(ids.attachmentA, ids.vpcA, ids.transitRoutesA, 'vpc-a'),
    attachment(ids.attachmentB, ids.vpcB, ids.transitRoutesB, 'vpc-b'),
  ],
  InternetGateways: [],
  VpcEndpoints: [],
  VpcPeeringConnections: [],
  VpnGateways: [],
};
