import type { Raw } from '../../lambda/snapshot/raw.ts';
import { owner } from '../large-network/site.ts';
import { idIn, nameIn } from './ids.ts';

export const REGION = 'eu-west-1';
export const ZONE = 'eu-west-1a';

/** The subnets of a cell: its first VPC has four, its second two. In `scaling` no path has an end. */
export const tiers = ['web', 'app', 'scaling', 'transit-a', 'db', 'transit-b'] as const;
export type Tier = (typeof tiers)[number];

export const sides = ['a', 'b'] as const;
export type Side = (typeof sides)[number];

export const sideOf = (tier: Tier): Side => (tier === 'db' || tier === 'transit-b' ? 'b' : 'a');
export const vpcId = (cell: number, side: Side): string => idIn(cell, 'vpc', sides.indexOf(side));
export const vpcOf = (cell: number, tier: Tier): string => vpcId(cell, sideOf(tier));
export const cidrOf = (side: Side): string => `10.${sides.indexOf(side)}.0.0/16`;
export const subnetId = (cell: number, tier: Tier): string => idIn(cell, 'subnet', tiers.indexOf(tier));

const prefixOf = (tier: Tier): string => `10.${sides.indexOf(sideOf(tier))}.${tiers.indexOf(tier)}`;
export const subnetCidr = (tier: Tier): string => `${prefixOf(tier)}.0/24`;
export const addressIn = (tier: Tier, host: number): string => `${prefixOf(tier)}.${host}`;

export const vpcElement = (cell: number, side: Side): Raw => ({
  CidrBlock: cidrOf(side),
  CidrBlockAssociationSet: [
    {
      AssociationId: idIn(cell, 'vpc-cidr-assoc', sides.indexOf(side)),
      CidrBlock: cidrOf(side),
      CidrBlockState: { State: 'associated' },
    },
  ],
  InstanceTenancy: 'default',
  IsDefault: false,
  OwnerId: owner,
  State: 'available',
  Tags: [{ Key: 'Name', Value: nameIn(cell, `vpc-${side}`) }],
  VpcId: vpcId(cell, side),
});

export const subnetElement = (cell: number, tier: Tier): Raw => ({
  AvailabilityZone: ZONE,
  AvailabilityZoneId: 'euw1-az1',
  CidrBlock: subnetCidr(tier),
  DefaultForAz: false,
  Ipv6CidrBlockAssociationSet: [],
  MapPublicIpOnLaunch: false,
  OwnerId: owner,
  State: 'available',
  SubnetId: subnetId(cell, tier),
  Tags: [{ Key: 'Name', Value: nameIn(cell, tier) }],
  VpcId: vpcOf(cell, tier),
});

const entry = (Egress: boolean, RuleNumber: number, RuleAction: 'allow' | 'deny'): Raw => ({
  CidrBlock: '0.0.0.0/0',
  Egress,
  Protocol: '-1',
  RuleAction,
  RuleNumber,
});

/** The one network ACL of a VPC, which lets all through. */
export const aclElement = (cell: number, side: Side): Raw => {
  const NetworkAclId = idIn(cell, 'acl', sides.indexOf(side));
  return {
    Associations: tiers
      .filter((tier) => sideOf(tier) === side)
      .map((tier) => ({
        NetworkAclAssociationId: idIn(cell, 'aclassoc', tiers.indexOf(tier)),
        NetworkAclId,
        SubnetId: subnetId(cell, tier),
      })),
    Entries: [true, false].flatMap((egress) => [entry(egress, 100, 'allow'), entry(egress, 32_767, 'deny')]),
    IsDefault: true,
    NetworkAclId,
    OwnerId: owner,
    Tags: [],
    VpcId: vpcId(cell, side),
  };
};
