import type { Raw } from '../../lambda/snapshot/raw.ts';
import { allocationOf, ofRole, type Planned, subnetCidr, subnetId, type Tier, tiers, zones } from './interface-plan.ts';
import { tableId } from './route-tables.ts';
import { idIn, owner, type Site, tagged, time, vpcName } from './site.ts';

export const vpcElement = (site: Site): Raw => ({
  CidrBlock: `10.${site.octet}.0.0/16`,
  CidrBlockAssociationSet: [
    {
      AssociationId: idIn(site, 'vpc-cidr-assoc'),
      CidrBlock: `10.${site.octet}.0.0/16`,
      CidrBlockState: { State: 'associated' },
    },
  ],
  DhcpOptionsId: idIn(site, 'dopt'),
  InstanceTenancy: 'default',
  IsDefault: false,
  OwnerId: owner,
  State: 'available',
  Tags: tagged(vpcName(site), site),
  VpcId: idIn(site, 'vpc'),
});

export const subnetElements = (site: Site): readonly Raw[] =>
  tiers.flatMap((tier) =>
    zones.map((zone) => ({
      AssignIpv6AddressOnCreation: false,
      AvailabilityZone: site.region.zones[zone],
      AvailabilityZoneId: `${site.region.number === 0 ? 'euw1' : 'euc1'}-az${zone + 1}`,
      AvailableIpAddressCount: 240,
      CidrBlock: subnetCidr(site, tier, zone),
      DefaultForAz: false,
      EnableDns64: false,
      Ipv6CidrBlockAssociationSet: [],
      Ipv6Native: false,
      MapCustomerOwnedIpOnLaunch: false,
      MapPublicIpOnLaunch: false,
      OwnerId: owner,
      PrivateDnsNameOptionsOnLaunch: {
        EnableResourceNameDnsAAAARecord: false,
        EnableResourceNameDnsARecord: false,
        HostnameType: 'ip-name',
      },
      State: 'available',
      SubnetArn: `arn:aws:ec2:${site.region.name}:${owner}:subnet/${subnetId(site, tier, zone)}`,
      SubnetId: subnetId(site, tier, zone),
      Tags: tagged(`${vpcName(site)}-${tier}-${zone}`, site),
      VpcId: idIn(site, 'vpc'),
    })),
  );

export const internetGatewayElements = (site: Site): readonly Raw[] =>
  site.isOpen
    ? [
        {
          Attachments: [{ State: 'available', VpcId: idIn(site, 'vpc') }],
          InternetGatewayId: idIn(site, 'igw'),
          OwnerId: owner,
          Tags: tagged(vpcName(site), site),
        },
      ]
    : [];

export const natGatewayElements = (site: Site, planned: readonly Planned[]): readonly Raw[] =>
  ofRole(planned, 'nat').map((one) => ({
    AvailabilityMode: 'zonal',
    ConnectivityType: 'public',
    CreateTime: time,
    NatGatewayAddresses: [
      {
        AllocationId: allocationOf(site, one),
        AssociationId: one.id.replace('eni', 'eipassoc'),
        IsPrimary: true,
        NetworkInterfaceId: one.id,
        PrivateIp: one.address,
        PublicIp: one.public,
        Status: 'succeeded',
      },
    ],
    NatGatewayId: idIn(site, 'nat', one.zone),
    State: 'available',
    SubnetId: subnetId(site, 'public', one.zone),
    Tags: tagged(`${vpcName(site)}-${one.zone}`, site),
    VpcId: idIn(site, 'vpc'),
  }));

const routedTiers: readonly Tier[] = ['app', 'data'];

export const endpointElements = (site: Site, planned: readonly Planned[]): readonly Raw[] => {
  const common = {
    CreationTimestamp: time,
    OwnerId: owner,
    PolicyDocument:
      '{"Statement":[{"Action":"*","Effect":"Allow","Principal":"*","Resource":"*"}],"Version":"2008-10-17"}',
    RequesterManaged: false,
    State: 'available',
    Tags: tagged(vpcName(site), site),
    VpcId: idIn(site, 'vpc'),
  };
  return [
    {
      ...common,
      NetworkInterfaceIds: [],
      RouteTableIds: routedTiers.flatMap((tier) => zones.map((zone) => tableId(site, tier, zone))),
      ServiceName: `com.amazonaws.${site.region.name}.s3`,
      SubnetIds: [],
      VpcEndpointId: idIn(site, 'vpce'),
      VpcEndpointType: 'Gateway',
    },
    {
      ...common,
      Groups: [{ GroupId: idIn(site, 'sg', 6), GroupName: `${vpcName(site)}-endpoint` }],
      NetworkInterfaceIds: ofRole(planned, 'endpoint').map(({ id }) => id),
      PrivateDnsEnabled: true,
      RouteTableIds: [],
      ServiceName: `com.amazonaws.${site.region.name}.ssm`,
      SubnetIds: zones.map((zone) => subnetId(site, 'app', zone)),
      VpcEndpointId: idIn(site, 'vpce', 1),
      VpcEndpointType: 'Interface',
    },
  ];
};
