import { requestParametersOf, responseElementsOf } from '../../../local/cloudtrail/style.ts';

// What is expected has the shape of recorded events: those of the invictus and panther collections, and AWS's own example.
test.each<[string, object, object]>([
  [
    'CreateRoute',
    { RouteTableId: 'rtb-0c7c2f4aff3677054', DestinationCidrBlock: '0.0.0.0/0', GatewayId: 'igw-02a84e4222d62e16b' },
    { routeTableId: 'rtb-0c7c2f4aff3677054', destinationCidrBlock: '0.0.0.0/0', gatewayId: 'igw-02a84e4222d62e16b' },
  ],
  [
    'DeleteRoute',
    { RouteTableId: 'rtb-06711e8f3a624506d', DestinationCidrBlock: '0.0.0.0/0' },
    { routeTableId: 'rtb-06711e8f3a624506d', destinationCidrBlock: '0.0.0.0/0' },
  ],
  [
    'AssociateRouteTable',
    { RouteTableId: 'rtb-0c7c2f4aff3677054', SubnetId: 'subnet-01ed430875cff578d' },
    { routeTableId: 'rtb-0c7c2f4aff3677054', subnetId: 'subnet-01ed430875cff578d' },
  ],
  [
    'CreateRouteTable',
    { VpcId: 'vpc-1', TagSpecifications: [{ ResourceType: 'route-table', Tags: [{ Key: 'Name', Value: 'public' }] }] },
    {
      vpcId: 'vpc-1',
      tagSpecificationSet: { items: [{ resourceType: 'route-table', tags: [{ key: 'Name', value: 'public' }] }] },
    },
  ],
  [
    'CreateSecurityGroup',
    { GroupName: 'web', Description: 'Allow TLS', VpcId: 'vpc-1' },
    { groupName: 'web', groupDescription: 'Allow TLS', vpcId: 'vpc-1' },
  ],
  [
    'AuthorizeSecurityGroupIngress',
    {
      GroupId: 'sg-1',
      IpPermissions: [
        {
          IpProtocol: 'tcp',
          FromPort: 443,
          ToPort: 443,
          IpRanges: [{ CidrIp: '0.0.0.0/0', Description: 'TLS from Internet' }],
        },
      ],
    },
    {
      groupId: 'sg-1',
      ipPermissions: {
        items: [
          {
            ipProtocol: 'tcp',
            fromPort: 443,
            toPort: 443,
            groups: {},
            ipRanges: { items: [{ cidrIp: '0.0.0.0/0', description: 'TLS from Internet' }] },
            ipv6Ranges: {},
            prefixListIds: {},
          },
        ],
      },
    },
  ],
  [
    'RevokeSecurityGroupIngress',
    { GroupId: 'sg-1', IpProtocol: 'tcp', FromPort: 22, ToPort: 22, CidrIp: '0.0.0.0/0' },
    { groupId: 'sg-1', ipPermissions: {}, ipProtocol: 'tcp', fromPort: 22, toPort: 22, cidrIp: '0.0.0.0/0' },
  ],
  [
    'CreateNetworkAclEntry',
    {
      NetworkAclId: 'acl-1',
      RuleNumber: 500,
      Egress: true,
      RuleAction: 'allow',
      Protocol: '-1',
      CidrBlock: '0.0.0.0/0',
    },
    {
      networkAclId: 'acl-1',
      ruleNumber: 500,
      egress: true,
      ruleAction: 'allow',
      icmpTypeCode: {},
      portRange: {},
      aclProtocol: '-1',
      cidrBlock: '0.0.0.0/0',
    },
  ],
  [
    'TerminateInstances',
    { InstanceIds: ['i-05c30218156bcc246'] },
    { instancesSet: { items: [{ instanceId: 'i-05c30218156bcc246' }] } },
  ],
  [
    'CreateTags',
    { Resources: ['ami-0aa1d83d0b0985c86'], Tags: [{ Key: 'StratusRedTeam', Value: 'true' }] },
    {
      resourcesSet: { items: [{ resourceId: 'ami-0aa1d83d0b0985c86' }] },
      tagSet: { items: [{ key: 'StratusRedTeam', value: 'true' }] },
    },
  ],
  [
    'ModifyInstanceAttribute',
    { InstanceId: 'i-1', SourceDestCheck: { Value: false }, Groups: ['sg-1'] },
    { instanceId: 'i-1', sourceDestCheck: { value: false }, groupSet: { items: [{ groupId: 'sg-1' }] } },
  ],
  [
    'RunInstances',
    { ImageId: 'ami-1', SubnetId: 'subnet-1', MinCount: 1, MaxCount: 1 },
    { imageId: 'ami-1', subnetId: 'subnet-1', minCount: 1, maxCount: 1 },
  ],
  [
    'DeleteNetworkInsightsPath',
    { NetworkInsightsPathId: 'nip-1' },
    { DeleteNetworkInsightsPathRequest: { NetworkInsightsPathId: 'nip-1' } },
  ],
  [
    'CreateNatGateway',
    {
      AllocationId: 'eipalloc-1',
      TagSpecifications: [
        {
          ResourceType: 'natgateway',
          Tags: [
            { Key: 'A', Value: '1' },
            { Key: 'B', Value: '2' },
          ],
        },
      ],
    },
    {
      CreateNatGatewayRequest: {
        AllocationId: 'eipalloc-1',
        TagSpecification: {
          ResourceType: 'natgateway',
          tag: 1,
          Tag: [
            { Key: 'A', Value: '1', tag: 1 },
            { Key: 'B', Value: '2', tag: 2 },
          ],
        },
      },
    },
  ],
  [
    'DeleteFlowLogs',
    { FlowLogIds: ['fl-064ed3a785e4a37ef'] },
    { DeleteFlowLogsRequest: { FlowLogId: { tag: 1, content: 'fl-064ed3a785e4a37ef' } } },
  ],
])('the parameters of %s are written as CloudTrail writes them', (operation, input, expected) => {
  expect(requestParametersOf(operation, input)).toEqual(expected);
});

test.each<[string, object, object]>([
  ['DeleteRoute', {}, { requestId: 'r', _return: true }],
  [
    'AssociateRouteTable',
    { AssociationId: 'rtbassoc-1', AssociationState: { State: 'associated' } },
    { requestId: 'r', associationId: 'rtbassoc-1', associationState: { state: 'associated' } },
  ],
  [
    'AuthorizeSecurityGroupIngress',
    { Return: true, SecurityGroupRules: [{ SecurityGroupRuleId: 'sgr-1', IsEgress: false }] },
    {
      requestId: 'r',
      _return: true,
      securityGroupRuleSet: { items: [{ securityGroupRuleId: 'sgr-1', isEgress: false }] },
    },
  ],
  [
    'DeleteNetworkInsightsPath',
    { NetworkInsightsPathId: 'nip-1' },
    {
      DeleteNetworkInsightsPathResponse: {
        xmlns: 'http://ec2.amazonaws.com/doc/2016-11-15/',
        requestId: 'r',
        networkInsightsPathId: 'nip-1',
      },
    },
  ],
])('the answer to %s is written as CloudTrail writes it', (operation, output, expected) => {
  expect(responseElementsOf(operation, output, 'r')).toEqual(expected);
});
