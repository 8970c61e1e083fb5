import type { IpPermission, NetworkAclEntry, NetworkInterface } from '@aws-sdk/client-ec2';
import type { Described } from './described.ts';

/* The elements of a network as the Describe calls return them. Each function adds one, and answers its id. */

export const owner = '111111111111';

export const addVpc = (network: Described, id: string, cidrs: readonly string[]): string => {
  network.Vpcs.push({
    VpcId: id,
    OwnerId: owner,
    State: 'available',
    CidrBlock: cidrs[0],
    CidrBlockAssociationSet: cidrs.map((CidrBlock) => ({ CidrBlock, CidrBlockState: { State: 'associated' } })),
  });
  return id;
};

export const addSubnet = (network: Described, id: string, vpcId: string, cidr: string, zone: string): string => {
  network.Subnets.push({
    SubnetId: id,
    VpcId: vpcId,
    OwnerId: owner,
    State: 'available',
    CidrBlock: cidr,
    AvailabilityZone: zone,
  });
  return id;
};

export interface EniParts {
  readonly subnetId: string;
  readonly addresses: readonly { readonly address: string; readonly publicIp?: string | undefined }[];
  readonly groups?: readonly string[];
  readonly sourceDestCheck?: boolean;
  readonly instanceId?: string | undefined;
  readonly type?: string;
}

/** An ENI, and its instance if it has one. */
export const addEni = (network: Described, id: string, parts: EniParts): string => {
  const subnet = network.Subnets.find((each) => each.SubnetId === parts.subnetId);
  const eni = {
    NetworkInterfaceId: id,
    VpcId: subnet?.VpcId,
    SubnetId: parts.subnetId,
    OwnerId: owner,
    AvailabilityZone: subnet?.AvailabilityZone,
    Status: 'in-use',
    InterfaceType: parts.type ?? 'interface',
    SourceDestCheck: parts.sourceDestCheck ?? true,
    Groups: (parts.groups ?? []).map((GroupId) => ({ GroupId })),
    PrivateIpAddress: parts.addresses[0]?.address,
    PrivateIpAddresses: parts.addresses.map(({ address, publicIp }, index) => ({
      PrivateIpAddress: address,
      Primary: index === 0,
      ...(publicIp === undefined ? {} : { Association: { PublicIp: publicIp, IpOwnerId: owner } }),
    })),
    ...(parts.instanceId === undefined
      ? {}
      : {
          Attachment: {
            AttachmentId: `${id}-attach`,
            DeviceIndex: 0,
            InstanceId: parts.instanceId,
            Status: 'attached',
          },
        }),
  } as NetworkInterface;
  network.NetworkInterfaces.push(eni);
  if (parts.instanceId !== undefined)
    network.Reservations.push({
      ReservationId: `r-${parts.instanceId}`,
      OwnerId: owner,
      Instances: [
        {
          InstanceId: parts.instanceId,
          VpcId: subnet?.VpcId,
          SubnetId: parts.subnetId,
          State: { Code: 16, Name: 'running' },
          PrivateIpAddress: eni.PrivateIpAddress,
          NetworkInterfaces: [{ NetworkInterfaceId: id, SubnetId: parts.subnetId, VpcId: subnet?.VpcId }],
        },
      ],
    });
  return id;
};

export const addGroup = (
  network: Described,
  id: string,
  vpcId: string,
  ingress: IpPermission[],
  egress: IpPermission[],
): string => {
  network.SecurityGroups.push({
    GroupId: id,
    GroupName: id,
    VpcId: vpcId,
    OwnerId: owner,
    IpPermissions: ingress,
    IpPermissionsEgress: egress,
  });
  return id;
};

export const permission = (
  protocol: string,
  from: number | undefined,
  to: number | undefined,
  peer: IpPermission,
): IpPermission => ({
  IpProtocol: protocol,
  ...(from === undefined ? {} : { FromPort: from }),
  ...(to === undefined ? {} : { ToPort: to }),
  IpRanges: [],
  Ipv6Ranges: [],
  PrefixListIds: [],
  UserIdGroupPairs: [],
  ...peer,
});

export const everything = (): IpPermission =>
  permission('-1', undefined, undefined, { IpRanges: [{ CidrIp: '0.0.0.0/0' }] });

/** For ICMP `from` and `to` are type and code. */
export const entry = (
  number: number,
  direction: 'in' | 'out',
  action: 'allow' | 'deny',
  cidr = '0.0.0.0/0',
  protocol = '-1',
  from = 0,
  to = 65535,
): NetworkAclEntry => ({
  RuleNumber: number,
  Egress: direction === 'out',
  RuleAction: action,
  CidrBlock: cidr,
  Protocol: protocol,
  ...(protocol === '1' ? { IcmpTypeCode: { Type: from, Code: to } } : {}),
  ...(protocol === '6' || protocol === '17' ? { PortRange: { From: from, To: to } } : {}),
});

/** A network ACL; the entry `*` that ends each is added. */
export const addAcl = (
  network: Described,
  id: string,
  vpcId: string,
  subnetIds: readonly string[],
  entries: readonly NetworkAclEntry[],
  isDefault = false,
): string => {
  network.NetworkAcls.push({
    NetworkAclId: id,
    VpcId: vpcId,
    OwnerId: owner,
    IsDefault: isDefault,
    Entries: [...entries, entry(32767, 'out', 'deny'), entry(32767, 'in', 'deny')],
    Associations: subnetIds.map((SubnetId) => ({
      SubnetId,
      NetworkAclId: id,
      NetworkAclAssociationId: `aclassoc-${SubnetId}`,
    })),
  });
  return id;
};
