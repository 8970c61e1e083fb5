import type { Raw } from '../../lambda/snapshot/raw.ts';
import { owner } from '../large-network/site.ts';
import { idIn, nameIn } from './ids.ts';
import { subnetCidr, type Tier, vpcOf } from './subnets.ts';

/** So many instances of each tier that paths have their ends in. */
export const PER_TIER = 8;
export const used = ['web', 'app', 'db'] as const;
export type Used = (typeof used)[number];

/** The group of an instance of a tier: each has its own. */
export const groupId = (cell: number, tier: Used, number: number): string =>
  idIn(cell, 'sg', used.indexOf(tier) * PER_TIER + number);
/** The group that no path's end is in. */
export const scalingGroupId = (cell: number): string => idIn(cell, 'sg', used.length * PER_TIER);

const peers = { Ipv6Ranges: [], PrefixListIds: [], UserIdGroupPairs: [] };

export const permission = (port: number, over: Raw): Raw => ({
  FromPort: port,
  IpProtocol: 'tcp',
  IpRanges: [],
  ToPort: port,
  ...peers,
  ...over,
});

/** What a group lets in: the web tier anybody, the app tier the web instance of its number by its group, the databases a subnet. */
export const ingressOf = (cell: number, tier: Used, number: number): Raw => {
  switch (tier) {
    case 'web':
      return permission(443, { IpRanges: [{ CidrIp: '0.0.0.0/0' }] });
    case 'app':
      return permission(8080, { UserIdGroupPairs: [{ GroupId: groupId(cell, 'web', number), UserId: owner }] });
    case 'db':
      return permission(5432, { IpRanges: [{ CidrIp: subnetCidr('app') }] });
  }
};

const group = (cell: number, id: string, name: string, tier: Tier, inbound: readonly Raw[]): Raw => ({
  Description: name,
  GroupId: id,
  GroupName: nameIn(cell, name),
  IpPermissions: inbound,
  IpPermissionsEgress: [{ IpProtocol: '-1', IpRanges: [{ CidrIp: '0.0.0.0/0' }], ...peers }],
  OwnerId: owner,
  SecurityGroupArn: `arn:aws:ec2:eu-west-1:${owner}:security-group/${id}`,
  Tags: [],
  VpcId: vpcOf(cell, tier),
});

export const groupElements = (cell: number): readonly Raw[] => [
  ...used.flatMap((tier) =>
    Array.from({ length: PER_TIER }, (_, number) =>
      group(cell, groupId(cell, tier, number), `${tier}-${number}`, tier, [ingressOf(cell, tier, number)]),
    ),
  ),
  group(cell, scalingGroupId(cell), 'scaling', 'scaling', [permission(80, { IpRanges: [{ CidrIp: '10.0.0.0/16' }] })]),
];
