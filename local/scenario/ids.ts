/** The account and Region of the scenario. */
export const ACCOUNT = '111111111111';
export const REGION = 'ap-northeast-1';

/** The scenario's resources: the ids of VPC B are the report's, those that it does not give are ours. */
export const ids = {
  vpcA: 'vpc-0a6f2d9c41b87e530',
  vpcB: 'vpc-0c7801b0b660fc11f',
  subnetA: 'subnet-0b3e5d7a9c1f24680',
  subnetB: 'subnet-0f444068dff9621ab',
  transitSubnetB: 'subnet-0d7e9f1a3b5c60824',
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

export const cidrA = '10.0.0.0/16';
export const cidrB = '172.16.0.0/16';

/** The one zone that all of it is in. */
export const ZONE = 'ap-northeast-1a';
export const ZONE_ID = 'apne1-az4';

export const transitGatewayArn = `arn:aws:ec2:${REGION}:${ACCOUNT}:transit-gateway/${ids.transitGateway}`;

export const named = (name: string) => [{ Key: 'Name', Value: name }];

/** An id of the same digits as another, for what the scenario never speaks of: an association, a reservation. */
export const alike = (prefix: string, id: string): string => `${prefix}-${id.slice(id.lastIndexOf('-') + 1)}`;
