import { integer, list, part, type Raw, text } from '../snapshot/raw.ts';
import { type Address, blocksOf } from './address.ts';
import type { Ranges } from './ranges.ts';

export interface Vpc {
  readonly id: string;
  readonly owner?: string;
  readonly cidrs: Ranges<Address>;
  readonly flaws: readonly string[];
}

export interface Subnet {
  readonly id: string;
  readonly vpc: string;
  readonly zone?: string;
  /** The same for all accounts, unlike the zone's name. */
  readonly zoneId?: string;
  readonly cidrs: Ranges<Address>;
}

export interface Instance {
  readonly id: string;
  /** As EC2 spells it. */
  readonly state?: string;
  /** The primary one first. */
  readonly interfaces: readonly string[];
}

/** CIDR blocks that are associated, or are becoming so. */
const associated = (raw: Raw, field: string, cidr: string, state: string): readonly string[] =>
  list(raw, field).flatMap((association) => {
    const stands = text(part(association, state), 'State');
    const block = text(association, cidr);
    return block === undefined || (stands !== undefined && stands !== 'associated') ? [] : [block];
  });

const optional = <Key extends string>(key: Key, value: string | undefined) =>
  (value === undefined ? {} : { [key]: value }) as { readonly [K in Key]?: string };

export const vpcOf = (id: string, raw: Raw): Vpc => {
  const first = text(raw, 'CidrBlock');
  const { addresses, flawed } = blocksOf([
    ...(first === undefined ? [] : [first]),
    ...associated(raw, 'CidrBlockAssociationSet', 'CidrBlock', 'CidrBlockState'),
    ...associated(raw, 'Ipv6CidrBlockAssociationSet', 'Ipv6CidrBlock', 'Ipv6CidrBlockState'),
  ]);
  return {
    id,
    ...optional('owner', text(raw, 'OwnerId')),
    cidrs: addresses,
    flaws: [
      ...flawed.map((cidr) => `its block ${cidr} is no CIDR`),
      ...(addresses.length === 0 ? ['it has no CIDR block'] : []),
    ],
  };
};

export const subnetOf = (id: string, raw: Raw): Subnet => {
  const first = text(raw, 'CidrBlock');
  return {
    id,
    vpc: text(raw, 'VpcId') ?? '',
    ...optional('zone', text(raw, 'AvailabilityZone')),
    ...optional('zoneId', text(raw, 'AvailabilityZoneId')),
    cidrs: blocksOf([
      ...(first === undefined ? [] : [first]),
      ...associated(raw, 'Ipv6CidrBlockAssociationSet', 'Ipv6CidrBlock', 'Ipv6CidrBlockState'),
    ]).addresses,
  };
};

const deviceIndex = (raw: Raw): number => integer(part(raw, 'Attachment'), 'DeviceIndex') ?? 0;

export const instanceOf = (id: string, raw: Raw): Instance => ({
  id,
  ...optional('state', text(part(raw, 'State'), 'Name')),
  interfaces: list(raw, 'NetworkInterfaces')
    .toSorted((a, b) => deviceIndex(a) - deviceIndex(b))
    .flatMap((one) => text(one, 'NetworkInterfaceId') ?? []),
});
