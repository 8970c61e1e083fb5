import { part, text } from '../../lambda/snapshot/raw.ts';
import type { Documents } from '../../lambda/snapshot/snapshot.ts';
import { elementsOf } from '../network/elements.ts';
import { ACCOUNT, REGION } from '../scenario/ids.ts';

/** Whose network it is, and where: parts of every ARN. */
export interface Whereabouts {
  readonly account: string;
  readonly region: string;
}

const first = (values: readonly (string | undefined)[], pattern: RegExp): string | undefined =>
  values.find((value) => value !== undefined && pattern.test(value));

/** The account and Region that a network tells of itself; those of the scenario where it tells none. */
export const whereaboutsOf = (documents: Documents): Whereabouts => {
  const owners = (['Vpcs', 'Subnets', 'NetworkInterfaces'] as const).flatMap((key) =>
    elementsOf(documents, key).map((element) => text(element, 'OwnerId')),
  );
  const zones = [
    ...elementsOf(documents, 'AvailabilityZones').map((zone) => text(zone, 'RegionName')),
    ...elementsOf(documents, 'VpcPeeringConnections').map((one) => text(part(one, 'RequesterVpcInfo'), 'Region')),
    ...elementsOf(documents, 'Subnets').map((subnet) => text(subnet, 'AvailabilityZone')?.replace(/[a-z]$/, '')),
  ];
  return {
    account: first(owners, /^\d{12}$/) ?? ACCOUNT,
    region: first(zones, /^[a-z]{2}(-[a-z]+)+-\d$/) ?? REGION,
  };
};
