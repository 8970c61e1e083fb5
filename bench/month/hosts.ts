import type { Raw } from '../../lambda/snapshot/raw.ts';
import { owner, time } from '../large-network/site.ts';
import { idIn, nameIn } from './ids.ts';
import { addressIn, subnetId, type Tier, vpcOf, ZONE } from './subnets.ts';

/** An instance with its one network interface. */
export interface Host {
  readonly cell: number;
  /** Among all that its cell ever has. */
  readonly number: number;
  /** `web-0`: the tag that selectors go by, and the name of its security group. */
  readonly name: string;
  readonly group: string;
  readonly tier: Tier;
  /** Last byte of its address. */
  readonly host: number;
  readonly public?: string;
}

export const instanceId = ({ cell, number }: Host): string => idIn(cell, 'i', number);
export const interfaceId = ({ cell, number }: Host): string => idIn(cell, 'eni', number);

const groups = ({ cell, group, name }: Host): readonly Raw[] => [{ GroupId: group, GroupName: nameIn(cell, name) }];

const association = ({ cell, number, public: address }: Host): { readonly Association?: Raw } =>
  address === undefined
    ? {}
    : {
        Association: {
          AllocationId: idIn(cell, 'eipalloc', number),
          AssociationId: idIn(cell, 'eipassoc', number),
          IpOwnerId: owner,
          PublicIp: address,
        },
      };

const addresses = (host: Host): Raw => {
  const PrivateIpAddress = addressIn(host.tier, host.host);
  return {
    ...association(host),
    Ipv6Addresses: [],
    PrivateIpAddress,
    PrivateIpAddresses: [{ ...association(host), Primary: true, PrivateIpAddress }],
  };
};

/** What an instance and DescribeNetworkInterfaces both tell of an interface. */
const common = (host: Host): Raw => ({
  ...addresses(host),
  Description: '',
  Groups: groups(host),
  InterfaceType: 'interface',
  NetworkInterfaceId: interfaceId(host),
  OwnerId: owner,
  SourceDestCheck: true,
  Status: 'in-use',
  SubnetId: subnetId(host.cell, host.tier),
  VpcId: vpcOf(host.cell, host.tier),
});

const attachment = ({ cell, number }: Host): Raw => ({
  AttachmentId: idIn(cell, 'eni-attach', number),
  AttachTime: time,
  DeleteOnTermination: true,
  DeviceIndex: 0,
  Status: 'attached',
});

/** As DescribeInstances gives it. */
export const reservationElement = (host: Host): Raw => ({
  Groups: [],
  Instances: [
    {
      ImageId: 'ami-0d5d9d301c853a04a',
      InstanceId: instanceId(host),
      InstanceType: 'm6i.xlarge',
      LaunchTime: time,
      NetworkInterfaces: [{ ...common(host), Attachment: attachment(host) }],
      Placement: { AvailabilityZone: ZONE, Tenancy: 'default' },
      PrivateIpAddress: addressIn(host.tier, host.host),
      SecurityGroups: groups(host),
      SourceDestCheck: true,
      State: { Code: 16, Name: 'running' },
      SubnetId: subnetId(host.cell, host.tier),
      Tags: [{ Key: 'Name', Value: nameIn(host.cell, host.name) }],
      VpcId: vpcOf(host.cell, host.tier),
    },
  ],
  OwnerId: owner,
  ReservationId: idIn(host.cell, 'r', host.number),
});

/** As DescribeNetworkInterfaces gives it. */
export const interfaceElement = (host: Host): Raw => ({
  ...common(host),
  Attachment: { ...attachment(host), InstanceId: instanceId(host), InstanceOwnerId: owner },
  AvailabilityZone: ZONE,
  RequesterManaged: false,
  TagSet: [],
});
