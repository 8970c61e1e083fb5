import type { IpPermission, UserIdGroupPair } from '@aws-sdk/client-ec2';
import { flag, type Raw, text } from '../../lambda/snapshot/raw.ts';
import type { Documents } from '../../lambda/snapshot/snapshot.ts';
import { invalidValue, required } from '../ec2/insights-rules.ts';
import { ServiceError } from '../endpoint.ts';
import type { Context } from './change.ts';
import { canonicalCidr, type Family } from './cidr.ts';
import { elementsOf } from './elements.ts';
import { find, named } from './resource.ts';
import type { Rule } from './rule.ts';
import { areLinked } from './vpc-links.ts';

const protocolNames: Readonly<Record<string, string>> = {
  '1': 'icmp',
  '6': 'tcp',
  '17': 'udp',
  '58': 'icmpv6',
  all: '-1',
};

const protocolOf = (given: string): string => {
  const protocol = protocolNames[given.toLowerCase()] ?? given.toLowerCase();
  const known =
    ['tcp', 'udp', 'icmp', 'icmpv6', '-1'].includes(protocol) ||
    (/^\d{1,3}$/.test(protocol) && Number(protocol) <= 255);
  if (!known) {
    throw new ServiceError('InvalidParameterValue', `Invalid value '${given}' for IP protocol. Unknown protocol.`);
  }
  return protocol;
};

const invalidPorts = (value: string): ServiceError =>
  new ServiceError('InvalidParameterValue', `Invalid value '${value}' for portRange.`);

type Ports = Pick<Rule, 'from' | 'to'>;

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_IpPermission.html */
const portsOf = (protocol: string, from: number | undefined, to: number | undefined): Ports => {
  switch (protocol) {
    case 'tcp':
    case 'udp': {
      if (from === undefined || to === undefined) {
        throw invalidPorts('Must specify both from and to ports with TCP/UDP.');
      }
      const strange = [from, to].find((port) => !Number.isInteger(port) || port < 0 || port > 65_535);
      if (strange !== undefined) {
        throw new ServiceError('InvalidParameterValue', `TCP/UDP port (${strange}) out of range`);
      }
      if (from > to) throw invalidPorts(`${from}-${to}`);
      return { from, to };
    }
    case 'icmp':
    case 'icmpv6': {
      // Type and code; without them all types and codes.
      const [type, code] = [from ?? -1, to ?? -1];
      for (const part of [type, code])
        if (!Number.isInteger(part) || part < -1 || part > 255) throw invalidPorts(`${part}`);
      if (type === -1 && code !== -1) throw invalidPorts(`${type}-${code}`);
      return { from: type, to: code };
    }
    default:
      // All ports, whatever is given.
      return { from: undefined, to: undefined };
  }
};

const described = (description: string | undefined): Raw => {
  if (description === undefined) return {};
  if (!/^[a-zA-Z0-9. _\-:/()#,@[\]+=&;{}!$*]{0,255}$/.test(description)) throw invalidValue(description, 'Description');
  return { Description: description };
};

const range = (cidr: string | undefined, family: Family, field: string): Raw => {
  const canonical = canonicalCidr(required(cidr, field), family);
  if (canonical === undefined) throw new ServiceError('InvalidParameterValue', `CIDR block ${cidr} is malformed`);
  return { [field]: canonical };
};

/** The group of that name in the default VPC, the only one where names stand for ids. */
export const groupNamed = (documents: Documents, name: string): Raw => {
  const vpc = elementsOf(documents, 'Vpcs').find((one) => flag(one, 'IsDefault') === true);
  const group = elementsOf(documents, 'SecurityGroups').find(
    (one) => vpc !== undefined && one.VpcId === vpc.VpcId && one.GroupName === name,
  );
  if (group === undefined) {
    throw new ServiceError('InvalidGroup.NotFound', `The security group '${name}' does not exist in default VPC`);
  }
  return group;
};

const pairOf = (documents: Documents, pair: UserIdGroupPair, group: Raw, { account }: Context): Raw => {
  const { GroupName, UserId, VpcId, VpcPeeringConnectionId } = pair;
  const GroupId = pair.GroupId ?? text(groupNamed(documents, required(GroupName, 'GroupId')), 'GroupId') ?? '';
  // Another account's group cannot be looked up.
  if (UserId === undefined || UserId === (text(group, 'OwnerId') ?? account)) {
    const other = named(documents, 'SecurityGroups', GroupId, 'GroupId');
    if (!areLinked(documents, text(group, 'VpcId'), text(other, 'VpcId'))) {
      const message = 'You have specified two resources that belong to different networks.';
      throw new ServiceError('InvalidGroup.NotFound', message);
    }
  }
  return {
    GroupId,
    UserId: UserId ?? text(group, 'OwnerId') ?? account,
    ...(VpcId === undefined ? {} : { VpcId }),
    ...(VpcPeeringConnectionId === undefined ? {} : { VpcPeeringConnectionId, PeeringStatus: 'active' }),
  };
};

const prefixList = (documents: Documents, id: string | undefined): Raw => {
  const PrefixListId = required(id, 'PrefixListId');
  const isAws = elementsOf(documents, 'PrefixLists').some((one) => one.PrefixListId === PrefixListId);
  if (!isAws && find(documents, 'ManagedPrefixLists', PrefixListId) === undefined) {
    throw new ServiceError('InvalidPrefixListId.NotFound', `The prefix list ID '${PrefixListId}' does not exist`);
  }
  return { PrefixListId };
};

/** The rules that a permission of a request asks for, in EC2's canonical form. Throws for what EC2 would not take. */
export const rulesAsked = (
  documents: Documents,
  group: Raw,
  egress: boolean,
  permission: IpPermission,
  context: Context,
): readonly Rule[] => {
  const protocol = protocolOf(required(permission.IpProtocol, 'IpProtocol'));
  const shape = { egress, protocol, ...portsOf(protocol, permission.FromPort, permission.ToPort) };
  const { IpRanges = [], Ipv6Ranges = [], PrefixListIds = [], UserIdGroupPairs = [] } = permission;
  const rules = [
    ...IpRanges.map((one) => ({
      ...shape,
      peers: 'IpRanges' as const,
      peer: { ...range(one.CidrIp, 'IPv4', 'CidrIp'), ...described(one.Description) },
    })),
    ...Ipv6Ranges.map((one) => ({
      ...shape,
      peers: 'Ipv6Ranges' as const,
      peer: { ...range(one.CidrIpv6, 'IPv6', 'CidrIpv6'), ...described(one.Description) },
    })),
    ...PrefixListIds.map((one) => ({
      ...shape,
      peers: 'PrefixListIds' as const,
      peer: { ...prefixList(documents, one.PrefixListId), ...described(one.Description) },
    })),
    ...UserIdGroupPairs.map((one) => ({
      ...shape,
      peers: 'UserIdGroupPairs' as const,
      peer: { ...pairOf(documents, one, group, context), ...described(one.Description) },
    })),
  ];
  if (rules.length === 0) required(undefined, egress ? 'destination' : 'source');
  return rules;
};
