import type { Raw } from '../../lambda/snapshot/raw.ts';
import { type Documents, documentKeys } from '../../lambda/snapshot/snapshot.ts';
import { balancerDocuments } from './balancers.ts';
import { reservationElement } from './instances.ts';
import { plannedOf } from './interface-plan.ts';
import { addressElement, interfaceElement } from './interfaces.ts';
import { aclElements } from './network-acls.ts';
import { listEntryElements, managedListElements, prefixListElements } from './prefix-lists.ts';
import { tableElements } from './route-tables.ts';
import { groupElements } from './security-groups.ts';
import { MOST_SITES, regions, sitesOf, time } from './site.ts';
import { transitDocuments } from './transit.ts';
import { endpointElements, internetGatewayElements, natGatewayElements, subnetElements, vpcElement } from './vpcs.ts';

const zoneElements: readonly Raw[] = regions.flatMap((region) =>
  region.zones.map((ZoneName, zone) => ({
    GroupName: region.name,
    NetworkBorderGroup: region.name,
    OptInStatus: 'opt-in-not-required',
    RegionName: region.name,
    State: 'available',
    ZoneId: `${region.number === 0 ? 'euw1' : 'euc1'}-az${zone + 1}`,
    ZoneName,
    ZoneType: 'availability-zone',
  })),
);

/**
 * One VPC with its 50 network interfaces, so many times, ids renamed and addresses shifted: in two regions, each around a
 * transit gateway, the two of them peered. The elements have the usual fields of the Describe answers; parts of which the
 * network has nothing are empty.
 */
export const largeNetwork = (vpcs: number): Documents => {
  if (vpcs < 2 || vpcs > MOST_SITES) throw new Error(`${vpcs} VPCs: at least 2, at most ${MOST_SITES}`);
  const sites = sitesOf(vpcs).map((site) => ({ site, planned: plannedOf(site) }));
  const interfaces = sites.flatMap(({ site, planned }) => planned.map((one) => ({ site, one })));
  const all = sites.map(({ site }) => site);
  return {
    ...Object.fromEntries(documentKeys.map((key) => [key, []])),
    Vpcs: all.map(vpcElement),
    Subnets: all.flatMap(subnetElements),
    Reservations: interfaces
      .filter(({ one }) => one.instance !== undefined)
      .map(({ site, one }) => reservationElement(site, one)),
    NetworkInterfaces: interfaces.map(({ site, one }) => interfaceElement(site, one)),
    SecurityGroups: all.flatMap(groupElements),
    NetworkAcls: all.flatMap(aclElements),
    RouteTables: all.flatMap(tableElements),
    PrefixLists: prefixListElements,
    ManagedPrefixLists: managedListElements,
    PrefixListEntries: listEntryElements,
    InternetGateways: all.flatMap(internetGatewayElements),
    NatGateways: sites.flatMap(({ site, planned }) => natGatewayElements(site, planned)),
    ...transitDocuments(all),
    VpcEndpoints: sites.flatMap(({ site, planned }) => endpointElements(site, planned)),
    Addresses: interfaces
      .filter(({ one }) => one.public !== undefined)
      .map(({ site, one }) => addressElement(site, one)),
    AvailabilityZones: zoneElements,
    VpcBlockPublicAccessOptions: regions.map((region) => ({
      AwsRegion: region.name,
      InternetGatewayBlockMode: 'off',
      LastUpdateTimestamp: time,
      State: 'default-state',
    })),
    ...balancerDocuments(all),
  };
};
