import type { Documents } from '../../lambda/snapshot/snapshot.ts';
import { ACCOUNT, alike, cidrA, cidrB, ids, named, REGION, ZONE, ZONE_ID } from './ids.ts';

const vpc = (id: string, cidr: string, name: string) => ({
  VpcId: id,
  OwnerId: ACCOUNT,
  CidrBlock: cidr,
  CidrBlockAssociationSet: [
    { AssociationId: alike('vpc-cidr-assoc', id), CidrBlock: cidr, CidrBlockState: { State: 'associated' } },
  ],
  DhcpOptionsId: 'dopt-0c1d2e3f4a5b60718',
  InstanceTenancy: 'default',
  IsDefault: false,
  State: 'available',
  Tags: named(name),
});

const subnet = (id: string, vpcId: string, cidr: string, name: string) => ({
  SubnetId: id,
  SubnetArn: `arn:aws:ec2:${REGION}:${ACCOUNT}:subnet/${id}`,
  VpcId: vpcId,
  OwnerId: ACCOUNT,
  AvailabilityZone: ZONE,
  AvailabilityZoneId: ZONE_ID,
  CidrBlock: cidr,
  Ipv6CidrBlockAssociationSet: [],
  DefaultForAz: false,
  MapPublicIpOnLaunch: false,
  State: 'available',
  Tags: named(name),
});

const allowAll = (egress: boolean, number: number, action: 'allow' | 'deny') => ({
  CidrBlock: '0.0.0.0/0',
  Egress: egress,
  Protocol: '-1',
  RuleAction: action,
  RuleNumber: number,
});

const acl = (id: string, vpcId: string, subnets: readonly string[]) => ({
  NetworkAclId: id,
  VpcId: vpcId,
  OwnerId: ACCOUNT,
  IsDefault: true,
  Associations: subnets.map((subnetId) => ({
    NetworkAclAssociationId: alike('aclassoc', subnetId),
    NetworkAclId: id,
    SubnetId: subnetId,
  })),
  Entries: [true, false].flatMap((egress) => [allowAll(egress, 100, 'allow'), allowAll(egress, 32_767, 'deny')]),
  Tags: [],
});

/** The VPC's only table: the main one, and the instance's subnet has it by name. */
const routeTable = (id: string, vpcId: string, subnetId: string, own: string, other: string) => ({
  RouteTableId: id,
  VpcId: vpcId,
  OwnerId: ACCOUNT,
  Associations: [
    {
      Main: true,
      RouteTableAssociationId: alike('rtbassoc', vpcId),
      RouteTableId: id,
      AssociationState: { State: 'associated' },
    },
    {
      Main: false,
      RouteTableAssociationId: alike('rtbassoc', subnetId),
      RouteTableId: id,
      SubnetId: subnetId,
      AssociationState: { State: 'associated' },
    },
  ],
  PropagatingVgws: [],
  Routes: [
    { DestinationCidrBlock: other, TransitGatewayId: ids.transitGateway, Origin: 'CreateRoute', State: 'active' },
    { DestinationCidrBlock: own, GatewayId: 'local', Origin: 'CreateRouteTable', State: 'active' },
  ],
  Tags: [],
});

/** The two VPCs; the transit gateway has its attachment in a subnet of its own in VPC B. */
export const vpcParts = {
  Vpcs: [vpc(ids.vpcA, cidrA, 'vpc-a'), vpc(ids.vpcB, cidrB, 'vpc-b')],
  Subnets: [
    subnet(ids.subnetA, ids.vpcA, '10.0.20.0/24', 'private-a'),
    subnet(ids.subnetB, ids.vpcB, '172.16.0.0/24', 'private-sub-a'),
    subnet(ids.transitSubnetB, ids.vpcB, '172.16.10.0/24', 'transit-sub-a'),
  ],
  NetworkAcls: [acl(ids.aclA, ids.vpcA, [ids.subnetA]), acl(ids.aclB, ids.vpcB, [ids.subnetB, ids.transitSubnetB])],
  RouteTables: [
    routeTable(ids.routesA, ids.vpcA, ids.subnetA, cidrA, cidrB),
    routeTable(ids.routesB, ids.vpcB, ids.subnetB, cidrB, cidrA),
  ],
  AvailabilityZones: [
    { ZoneName: ZONE, ZoneId: ZONE_ID, RegionName: REGION, State: 'available', ZoneType: 'availability-zone' },
  ],
  VpcBlockPublicAccessOptions: [
    {
      AwsAccountId: ACCOUNT,
      AwsRegion: REGION,
      State: 'default-state',
      InternetGatewayBlockMode: 'off',
      ManagedBy: 'account',
      ExclusionsAllowed: 'allowed',
    },
  ],
} as const satisfies Documents;
