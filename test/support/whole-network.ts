import type { Raw } from '../../lambda/snapshot/raw.ts';
import type { Documents } from '../../lambda/snapshot/snapshot.ts';

const many = <Item>(count: number, item: (index: number) => Item): Item[] =>
  Array.from({ length: count }, (_, index) => item(index));

export const account = '111111111111';
const other = '222222222222';
const region = 'us-east-1';
const time = '2026-11-22T10:00:00.000Z';

const named = (name: string) => [{ Key: 'Name', Value: name }];

const elb = (path: string): string => `arn:aws:elasticloadbalancing:${region}:${account}:${path}`;
const balancerArn = (index: number): string => elb(`loadbalancer/${index === 0 ? 'app' : 'net'}/lb-${index}/0`);
const listenerArn = (balancer: number, index: number): string =>
  elb(`listener/${balancer === 0 ? 'app' : 'net'}/lb-${balancer}/0/${index}`);
const groupArn = (index: number): string => elb(`targetgroup/tg-${index}/0`);

export const transitRoute = (cidr: string, over: Raw = {}): Raw => ({
  DestinationCidrBlock: cidr,
  TransitGatewayAttachments: [{ ResourceId: 'vpc-0', TransitGatewayAttachmentId: 'tgw-attach-0', ResourceType: 'vpc' }],
  Type: 'static',
  State: 'active',
  ...over,
});

const attachment = (index: number): Raw => ({
  TransitGatewayAttachmentId: `tgw-attach-${index}`,
  TransitGatewayId: 'tgw-0',
  TransitGatewayOwnerId: account,
  ResourceOwnerId: account,
  ResourceType: 'vpc',
  ResourceId: `vpc-${index}`,
  State: 'available',
});

/**
 * A network with something of every part, and more than three of some, so that small pages are needed. Table
 * `tgw-rtb-foreign` is of another account's transit gateway, and `pl-unused` is referred to by nobody.
 */
export const wholeNetwork: Documents = {
  Vpcs: many(7, (i) => ({ VpcId: `vpc-${i}`, CidrBlock: `10.${i}.0.0/16`, State: 'available', Tags: named(`v${i}`) })),
  Subnets: many(4, (i) => ({ SubnetId: `subnet-${i}`, VpcId: `vpc-${i % 2}`, CidrBlock: `10.0.${i}.0/24` })),
  Reservations: many(5, (i) => ({
    ReservationId: `r-${i}`,
    Instances: [
      {
        InstanceId: `i-${i}`,
        VpcId: `vpc-${i % 2}`,
        State: { Name: i === 4 ? 'stopped' : 'running' },
        LaunchTime: time,
        EbsOptimized: false,
        Tags: named(`<web> & "${i}"`),
      },
    ],
  })),
  NetworkInterfaces: many(7, (i) => ({
    NetworkInterfaceId: `eni-${i}`,
    VpcId: 'vpc-0',
    SourceDestCheck: true,
    PrivateIpAddresses: [{ PrivateIpAddress: `10.0.0.${i}`, Association: { PublicIp: `192.0.2.${i}` } }],
    TagSet: named(`e${i}`),
  })),
  SecurityGroups: many(4, (i) => ({
    GroupId: `sg-${i}`,
    GroupName: `group-${i}`,
    IpPermissions: [
      { IpProtocol: 'tcp', FromPort: 443, ToPort: 443, PrefixListIds: [{ PrefixListId: 'pl-group' }], IpRanges: [] },
    ],
    IpPermissionsEgress: [{ IpProtocol: '-1', PrefixListIds: [{ PrefixListId: 'pl-egress' }] }],
  })),
  NetworkAcls: many(2, (i) => ({ NetworkAclId: `acl-${i}`, Entries: [{ RuleNumber: 100, Egress: false }] })),
  RouteTables: many(4, (i) => ({
    RouteTableId: `rtb-${i}`,
    VpcId: `vpc-${i}`,
    Routes: [
      { DestinationCidrBlock: '10.0.0.0/16', GatewayId: 'local', State: 'active' },
      { DestinationPrefixListId: 'pl-route', TransitGatewayId: 'tgw-0', State: 'active' },
    ],
  })),
  PrefixLists: [{ PrefixListId: 'pl-route', PrefixListName: 'com.amazonaws.s3', Cidrs: ['203.0.113.0/24'] }],
  ManagedPrefixLists: ['pl-group', 'pl-egress', 'pl-route', 'pl-transit', 'pl-unused'].map((PrefixListId) => ({
    PrefixListId,
    OwnerId: PrefixListId === 'pl-route' ? 'AWS' : account,
  })),
  PrefixListEntries: ['pl-group', 'pl-egress', 'pl-route', 'pl-transit'].map((PrefixListId, list) => ({
    PrefixListId,
    Entries: many(5, (i) => ({ Cidr: `198.51.${list}.${i}/32`, Description: `${i}` })),
  })),
  InternetGateways: [{ InternetGatewayId: 'igw-0', Attachments: [{ VpcId: 'vpc-0', State: 'available' }] }],
  EgressOnlyInternetGateways: [{ EgressOnlyInternetGatewayId: 'eigw-0' }],
  NatGateways: many(4, (i) => ({ NatGatewayId: `nat-${i}`, VpcId: 'vpc-0', State: 'available', CreateTime: time })),
  VpcPeeringConnections: [{ VpcPeeringConnectionId: 'pcx-0', Status: { Code: 'active' } }],
  TransitGateways: [
    { TransitGatewayId: 'tgw-0', OwnerId: account, State: 'available' },
    { TransitGatewayId: 'tgw-foreign', OwnerId: other, State: 'available' },
  ],
  TransitGatewayAttachments: many(4, attachment),
  TransitGatewayVpcAttachments: many(4, (i) => ({
    TransitGatewayAttachmentId: `tgw-attach-${i}`,
    VpcId: `vpc-${i}`,
    SubnetIds: [`subnet-${i}`],
  })),
  TransitGatewayRouteTables: [
    { TransitGatewayRouteTableId: 'tgw-rtb-0', TransitGatewayId: 'tgw-0', State: 'available' },
    { TransitGatewayRouteTableId: 'tgw-rtb-1', TransitGatewayId: 'tgw-0', State: 'available' },
    { TransitGatewayRouteTableId: 'tgw-rtb-gone', TransitGatewayId: 'tgw-0', State: 'deleted' },
    { TransitGatewayRouteTableId: 'tgw-rtb-foreign', TransitGatewayId: 'tgw-foreign', State: 'available' },
  ],
  TransitGatewayRoutes: [
    {
      TransitGatewayRouteTableId: 'tgw-rtb-0',
      Routes: [
        ...many(5, (i) => transitRoute(`10.${i}.0.0/16`, { Type: 'propagated' })),
        transitRoute('192.0.2.0/24', { PrefixListId: 'pl-transit', State: 'blackhole' }),
      ],
      AdditionalRoutesAvailable: false,
    },
    { TransitGatewayRouteTableId: 'tgw-rtb-1', Routes: [], AdditionalRoutesAvailable: false },
  ],
  TransitGatewayPropagations: [
    {
      TransitGatewayRouteTableId: 'tgw-rtb-0',
      TransitGatewayRouteTablePropagations: many(5, (i) => ({
        TransitGatewayAttachmentId: `tgw-attach-${i}`,
        ResourceId: `vpc-${i}`,
        ResourceType: 'vpc',
        State: 'enabled',
      })),
    },
    { TransitGatewayRouteTableId: 'tgw-rtb-1', TransitGatewayRouteTablePropagations: [] },
  ],
  VpnGateways: many(4, (i) => ({ VpnGatewayId: `vgw-${i}`, State: 'available' })),
  VpnConnections: many(4, (i) => ({
    VpnConnectionId: `vpn-${i}`,
    State: 'available',
    CustomerGatewayConfiguration: '<vpn><ike><pre_shared_key>removed</pre_shared_key></ike></vpn>',
    Options: { TunnelOptions: [{ OutsideIpAddress: '192.0.2.1' }] },
  })),
  CustomerGateways: [{ CustomerGatewayId: 'cgw-0', State: 'available' }],
  VpcEndpoints: many(4, (i) => ({ VpcEndpointId: `vpce-${i}`, VpcId: 'vpc-0', CreationTimestamp: time })),
  Addresses: many(4, (i) => ({ PublicIp: `192.0.2.${i}`, AllocationId: `eipalloc-${i}` })),
  AvailabilityZones: [{ ZoneName: `${region}a`, ZoneId: 'use1-az1', State: 'available' }],
  VpcBlockPublicAccessOptions: [{ AwsRegion: region, InternetGatewayBlockMode: 'off', LastUpdateTimestamp: time }],
  VpcBlockPublicAccessExclusions: many(4, (i) => ({ ExclusionId: `vpcbpa-exclude-${i}`, State: 'create-complete' })),
  LoadBalancers: many(4, (i) => ({
    LoadBalancerArn: balancerArn(i),
    LoadBalancerName: `lb-${i}`,
    Type: i === 0 ? 'application' : 'network',
    CreatedTime: time,
    AvailabilityZones: [{ ZoneName: `${region}a`, LoadBalancerAddresses: [{ IpAddress: '192.0.2.9' }] }],
  })),
  LoadBalancerAttributes: many(4, (i) => ({
    LoadBalancerArn: balancerArn(i),
    Attributes: [{ Key: 'load_balancing.cross_zone.enabled', Value: `${i === 0}` }],
  })),
  LoadBalancerListeners: many(4, (balancer) => ({
    LoadBalancerArn: balancerArn(balancer),
    Listeners: many(4, (i) => ({
      ListenerArn: listenerArn(balancer, i),
      LoadBalancerArn: balancerArn(balancer),
      Port: 440 + i,
      DefaultActions: [{ Type: 'forward', TargetGroupArn: groupArn(0) }],
    })),
  })),
  ListenerRules: many(4, (listener) => ({
    ListenerArn: listenerArn(0, listener),
    Rules: many(4, (i) => ({ RuleArn: `${listenerArn(0, listener)}/rule-${i}`, Priority: `${i}`, IsDefault: false })),
  })),
  TargetGroups: many(4, (i) => ({
    TargetGroupArn: groupArn(i),
    TargetGroupName: `tg-${i}`,
    LoadBalancerArns: [balancerArn(i % 2)],
  })),
  TargetGroupAttributes: many(4, (i) => ({
    TargetGroupArn: groupArn(i),
    Attributes: [{ Key: 'preserve_client_ip.enabled', Value: 'true' }],
  })),
  LoadBalancerTargetHealth: many(4, (i) => ({
    TargetGroupArn: groupArn(i),
    TargetHealthDescriptions: many(5, (target) => ({
      Target: { Id: `i-${target}`, Port: 80 },
      TargetHealth: { State: 'healthy' },
    })),
  })),
  LoadBalancerDescriptions: many(4, (i) => ({
    LoadBalancerName: `classic-${i}`,
    VPCId: 'vpc-0',
    CreatedTime: time,
    ListenerDescriptions: [{ Listener: { Protocol: 'TCP', LoadBalancerPort: 80, InstancePort: 80 } }],
  })),
  ClassicLoadBalancerAttributes: many(4, (i) => ({
    LoadBalancerName: `classic-${i}`,
    LoadBalancerAttributes: { CrossZoneLoadBalancing: { Enabled: i === 0 } },
  })),
};
