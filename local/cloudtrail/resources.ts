import type { Resource } from '@aws-sdk/client-cloudtrail';
import type { CloudTrailRecord } from './record.ts';

/** What an id's prefix says of its type: https://docs.aws.amazon.com/awscloudtrail/latest/userguide/view-cloudtrail-events-supported-resource-types.html. */
const types: Readonly<Record<string, string>> = {
  acl: 'AWS::EC2::NetworkAcl',
  aclassoc: 'AWS::EC2::SubnetNetworkAclAssociation',
  eipalloc: 'AWS::EC2::EIP',
  eni: 'AWS::EC2::NetworkInterface',
  i: 'AWS::EC2::Instance',
  igw: 'AWS::EC2::InternetGateway',
  nat: 'AWS::EC2::NatGateway',
  nia: 'AWS::EC2::NetworkInsightsAnalysis',
  nip: 'AWS::EC2::NetworkInsightsPath',
  pcx: 'AWS::EC2::VPCPeeringConnection',
  pl: 'AWS::EC2::PrefixList',
  rtb: 'AWS::EC2::RouteTable',
  rtbassoc: 'AWS::EC2::SubnetRouteTableAssociation',
  sg: 'AWS::EC2::SecurityGroup',
  sgr: 'AWS::EC2::SecurityGroupRule',
  subnet: 'AWS::EC2::Subnet',
  tgw: 'AWS::EC2::TransitGateway',
  'tgw-attach': 'AWS::EC2::TransitGatewayAttachment',
  'tgw-rtb': 'AWS::EC2::TransitGatewayRouteTable',
  vgw: 'AWS::EC2::VPNGateway',
  vpc: 'AWS::EC2::VPC',
  vpce: 'AWS::EC2::VPCEndpoint',
};

const prefixes = Object.keys(types).sort((one, other) => other.length - one.length);

const typeOf = (text: string): string | undefined => {
  const prefix = prefixes.find((each) => text.startsWith(`${each}-`));
  return prefix === undefined || !/^[0-9A-Za-z-]+$/.test(text) ? undefined : types[prefix];
};

const textsIn = (value: unknown): readonly string[] => {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
};

/** The resources that an event names in its request or its answer, each once. */
export const resourcesOf = ({ requestParameters, responseElements }: CloudTrailRecord): readonly Resource[] =>
  [...new Set([...textsIn(requestParameters), ...textsIn(responseElements)])].flatMap((ResourceName) => {
    const ResourceType = typeOf(ResourceName);
    return ResourceType === undefined ? [] : [{ ResourceType, ResourceName }];
  });
