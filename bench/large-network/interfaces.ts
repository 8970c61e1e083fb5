import type { Raw } from '../../lambda/snapshot/raw.ts';
import { balancerName } from './balancers.ts';
import { allocationOf, type Planned, subnetId } from './interface-plan.ts';
import { groupsOf } from './security-groups.ts';
import { idIn, owner, type Site, tagged, time, vpcName } from './site.ts';

const hex = (address: string): string =>
  address
    .split('.')
    .map((byte) => Number(byte).toString(16).padStart(2, '0'))
    .join(':');

export const privateName = (site: Site, { address }: Planned): string =>
  `ip-${address.replaceAll('.', '-')}.${site.region.name}.compute.internal`;

export const publicName = (site: Site, address: string): string =>
  `ec2-${address.replaceAll('.', '-')}.${site.region.name}.compute.amazonaws.com`;

export const association = (site: Site, planned: Planned): { readonly Association?: Raw } =>
  planned.public === undefined
    ? {}
    : {
        Association: {
          AllocationId: allocationOf(site, planned),
          AssociationId: planned.id.replace('eni', 'eipassoc'),
          IpOwnerId: owner,
          PublicDnsName: publicName(site, planned.public),
          PublicIp: planned.public,
        },
      };

/** What AWS makes for a service: its type, its description, who asked for it. */
const managed = (site: Site, { role }: Planned): readonly [type: string, description: string, requester: string] => {
  switch (role) {
    case 'nat':
      return ['nat_gateway', `Interface for NAT Gateway ${idIn(site, 'nat')}`, owner];
    case 'transit':
      return [
        'transit_gateway',
        `Network Interface for Transit Gateway Attachment ${idIn(site, 'tgw-attach')}`,
        'amazon-aws',
      ];
    case 'balancer':
      return [site.isOpen ? 'interface' : 'network_load_balancer', `ELB ${balancerName(site)}`, 'amazon-elb'];
    case 'endpoint':
      return ['vpc_endpoint', `VPC Endpoint Interface ${idIn(site, 'vpce', 1)}`, owner];
    case 'lambda':
      return ['lambda', `AWS Lambda VPC ENI-${vpcName(site)}-worker-9b7c4f0e`, `AROAEXAMPLE:${owner}`];
    case 'rds':
      return ['interface', 'RDSNetworkInterface', 'amazon-rds'];
    case 'web':
    case 'app':
    case 'data':
      return ['interface', 'Primary network interface', ''];
  }
};

const attachment = (planned: Planned): Raw => ({
  AttachTime: time,
  AttachmentId: planned.id.replace('eni', 'eni-attach'),
  DeleteOnTermination: planned.instance !== undefined,
  DeviceIndex: planned.instance === undefined ? 1 : 0,
  NetworkCardIndex: 0,
  ...(planned.instance === undefined
    ? { InstanceOwnerId: 'amazon-aws' }
    : { InstanceId: planned.instance, InstanceOwnerId: owner }),
  Status: 'attached',
});

export const privateAddress = (site: Site, planned: Planned): Raw => ({
  ...association(site, planned),
  Primary: true,
  PrivateDnsName: privateName(site, planned),
  PrivateIpAddress: planned.address,
});

export const macOf = ({ address }: Planned): string => `02:0a:${hex(address)}`;

/** As DescribeNetworkInterfaces gives it. */
export const interfaceElement = (site: Site, planned: Planned): Raw => {
  const [type, description, requester] = managed(site, planned);
  return {
    ...association(site, planned),
    Attachment: attachment(planned),
    AvailabilityZone: site.region.zones[planned.zone],
    Description: description,
    Groups: groupsOf(site, planned.role),
    InterfaceType: type,
    Ipv6Addresses: [],
    MacAddress: macOf(planned),
    NetworkInterfaceId: planned.id,
    OwnerId: owner,
    PrivateDnsName: privateName(site, planned),
    PrivateIpAddress: planned.address,
    PrivateIpAddresses: [privateAddress(site, planned)],
    ...(requester === '' ? {} : { RequesterId: requester }),
    RequesterManaged: requester !== '',
    SourceDestCheck: planned.role !== 'nat' && planned.role !== 'transit',
    Status: 'in-use',
    SubnetId: subnetId(site, planned.tier, planned.zone),
    TagSet: planned.instance === undefined ? [] : tagged(`${vpcName(site)}-${planned.role}`, site),
    VpcId: idIn(site, 'vpc'),
    DenyAllIgwTraffic: false,
    Operator: { Managed: false },
  };
};

/** As DescribeAddresses gives it. */
export const addressElement = (site: Site, planned: Planned): Raw => ({
  AllocationId: allocationOf(site, planned),
  AssociationId: planned.id.replace('eni', 'eipassoc'),
  Domain: 'vpc',
  NetworkBorderGroup: site.region.name,
  NetworkInterfaceId: planned.id,
  NetworkInterfaceOwnerId: owner,
  PrivateIpAddress: planned.address,
  PublicIp: planned.public,
  PublicIpv4Pool: 'amazon',
  Tags: tagged(`${vpcName(site)}-${planned.role}`, site),
});
