import type { Documents } from '../../lambda/snapshot/snapshot.ts';
import { ACCOUNT, addressA, addressB, alike, cidrA, ids, named, REGION, ZONE } from './ids.ts';

interface Host {
  readonly name: string;
  readonly instance: string;
  readonly eni: string;
  readonly vpc: string;
  readonly subnet: string;
  readonly address: string;
  readonly groups: readonly { readonly GroupId: string; readonly GroupName: string }[];
}

const hostA: Host = {
  name: 'windows2016-private-a',
  instance: ids.instanceA,
  eni: ids.interfaceA,
  vpc: ids.vpcA,
  subnet: ids.subnetA,
  address: addressA,
  groups: [{ GroupId: ids.groupA, GroupName: 'windows-a' }],
};

const hostB: Host = {
  name: 'windows2016-private-sub-a',
  instance: ids.instanceB,
  eni: ids.interfaceB,
  vpc: ids.vpcB,
  subnet: ids.subnetB,
  address: addressB,
  groups: [{ GroupId: ids.groupB, GroupName: 'windows-b' }],
};

const addresses = (address: string) => ({
  PrivateIpAddress: address,
  PrivateIpAddresses: [{ Primary: true, PrivateIpAddress: address }],
  Ipv6Addresses: [],
});

const attached = (eni: string) => ({
  AttachmentId: alike('eni-attach', eni),
  DeleteOnTermination: true,
  DeviceIndex: 0,
  Status: 'attached',
});

/** What an instance and DescribeNetworkInterfaces both tell of an interface. */
const eniOf = ({ eni, vpc, subnet, address, groups }: Host) => ({
  NetworkInterfaceId: eni,
  OwnerId: ACCOUNT,
  VpcId: vpc,
  SubnetId: subnet,
  InterfaceType: 'interface',
  Description: '',
  Status: 'in-use',
  SourceDestCheck: true,
  Groups: groups,
  ...addresses(address),
});

const reservation = (host: Host) => ({
  ReservationId: alike('r', host.instance),
  OwnerId: ACCOUNT,
  Groups: [],
  Instances: [
    {
      InstanceId: host.instance,
      InstanceType: 't3.medium',
      Platform: 'windows',
      State: { Code: 16, Name: 'running' },
      VpcId: host.vpc,
      SubnetId: host.subnet,
      PrivateIpAddress: host.address,
      Placement: { AvailabilityZone: ZONE, Tenancy: 'default' },
      SecurityGroups: host.groups,
      SourceDestCheck: true,
      NetworkInterfaces: [{ ...eniOf(host), Attachment: attached(host.eni) }],
      Tags: named(host.name),
    },
  ],
});

const hostInterface = (host: Host) => ({
  ...eniOf(host),
  AvailabilityZone: ZONE,
  Attachment: { ...attached(host.eni), InstanceId: host.instance, InstanceOwnerId: ACCOUNT },
  RequesterManaged: false,
  TagSet: [],
});

const transitInterface = (id: string, attachment: string, vpc: string, subnet: string, address: string) => ({
  NetworkInterfaceId: id,
  OwnerId: ACCOUNT,
  VpcId: vpc,
  SubnetId: subnet,
  AvailabilityZone: ZONE,
  InterfaceType: 'transit_gateway',
  Description: `Network Interface for Transit Gateway Attachment ${attachment}`,
  Status: 'in-use',
  SourceDestCheck: false,
  Groups: [],
  ...addresses(address),
  Attachment: {
    AttachmentId: alike('ela-attach', id),
    DeleteOnTermination: false,
    DeviceIndex: 1,
    InstanceOwnerId: 'amazon-aws',
    Status: 'attached',
  },
  RequesterManaged: false,
  TagSet: [],
});

const peers = { Ipv6Ranges: [], PrefixListIds: [], UserIdGroupPairs: [] };

const group = ({ groups: [is], vpc, name }: Host, inbound: readonly object[]) => ({
  ...is,
  Description: `${name}, by its administrators`,
  OwnerId: ACCOUNT,
  VpcId: vpc,
  SecurityGroupArn: `arn:aws:ec2:${REGION}:${ACCOUNT}:security-group/${is?.GroupId}`,
  IpPermissions: inbound,
  IpPermissionsEgress: [{ IpProtocol: '-1', IpRanges: [{ CidrIp: '0.0.0.0/0' }], ...peers }],
  Tags: [],
});

/** The two instances, with the interfaces of the transit gateway beside theirs; B's group admits RDP from VPC A. */
export const instanceParts = {
  Reservations: [reservation(hostA), reservation(hostB)],
  NetworkInterfaces: [
    hostInterface(hostA),
    hostInterface(hostB),
    transitInterface(ids.transitInterfaceA, ids.attachmentA, ids.vpcA, ids.subnetA, '10.0.20.17'),
    transitInterface(ids.transitInterfaceB, ids.attachmentB, ids.vpcB, ids.transitSubnetB, '172.16.10.82'),
  ],
  SecurityGroups: [
    group(hostA, []),
    group(hostB, [
      { IpProtocol: 'tcp', FromPort: 3389, ToPort: 3389, IpRanges: [{ CidrIp: cidrA, Description: 'RDP' }], ...peers },
    ]),
  ],
} as const satisfies Documents;
