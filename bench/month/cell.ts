import type { Endpoint, Path } from '../../lambda/domain/path.ts';
import { type Documents, documentKeys } from '../../lambda/snapshot/snapshot.ts';
import { owner } from '../large-network/site.ts';
import { gatewayParts } from './gateways.ts';
import { groupElements, groupId, PER_TIER, type Used, used } from './groups.ts';
import { type Host, interfaceElement, reservationElement } from './hosts.ts';
import { nameIn } from './ids.ts';
import { internetGatewayId, tableElement, tables } from './routes.ts';
import { aclElement, REGION, sides, subnetElement, tiers, vpcElement, ZONE } from './subnets.ts';
import { transitParts } from './transit.ts';

/*
 * The simulated network is made of cells, which share nothing: two VPCs around a transit gateway, and 20 paths in them. So a
 * change of one cell can be another fact to its own paths alone, and only they are asked of the model again.
 */

export const PATHS_PER_CELL = 20;
const AUDIT = 7 * 24 * 3600;

/** The instance of a tier that a cell begins with. */
export const hostOf = (cell: number, tier: Used, number: number): Host => ({
  cell,
  number: used.indexOf(tier) * PER_TIER + number,
  name: `${tier}-${number}`,
  group: groupId(cell, tier, number),
  tier,
  host: 10 + number,
  ...(tier === 'web' && number < 2 ? { public: `198.19.${cell}.${10 + number}` } : {}),
});

const selector = (cell: number, name: string): Endpoint => ({
  kind: 'selector',
  type: 'instance',
  tags: { Name: nameIn(cell, name) },
  match: 'all',
});

const path = (cell: number, from: string, to: string, port: number, over: Partial<Path> = {}): Path => ({
  id: nameIn(cell, `${from}-${to}-${port}`),
  from: selector(cell, from),
  to: selector(cell, to),
  protocol: 'tcp',
  ports: [{ from: port, to: port }],
  sourcePorts: [],
  expect: 'reachable',
  every: 'rate(5 minutes)',
  audit: AUDIT,
  severity: 'critical',
  tags: {},
  maxPairs: 5,
  blindAfter: 3,
  alerts: { failureThreshold: 1, successThreshold: 1, reminderInterval: 4 * 3600, sendOnResolved: true },
  ...over,
});

const numbers = (count: number): readonly number[] => Array.from({ length: count }, (_, number) => number);

const pathsOf = (cell: number): readonly Path[] => [
  ...numbers(8).map((number) => path(cell, `web-${number}`, `app-${number}`, 8080)),
  ...numbers(7).map((number) => path(cell, `app-${number}`, `db-${number}`, 5432)),
  ...numbers(3).map((number) => path(cell, `db-${number}`, `app-${number}`, 22, { expect: 'unreachable' })),
  ...numbers(2).map((number) =>
    path(cell, `web-${number}`, 'internet', 443, { to: { kind: 'id', id: internetGatewayId(cell) } }),
  ),
];

const documentsOf = (cell: number): Documents => {
  const hosts = used.flatMap((tier) => numbers(PER_TIER).map((number) => hostOf(cell, tier, number)));
  const { interfaces, ...gateways } = gatewayParts(cell);
  return {
    ...Object.fromEntries(documentKeys.map((key) => [key, []])),
    ...gateways,
    ...transitParts(cell),
    Vpcs: sides.map((side) => vpcElement(cell, side)),
    Subnets: tiers.map((tier) => subnetElement(cell, tier)),
    NetworkAcls: sides.map((side) => aclElement(cell, side)),
    RouteTables: tables.map((table) => tableElement(cell, table)),
    SecurityGroups: groupElements(cell),
    Reservations: hosts.map(reservationElement),
    NetworkInterfaces: [...hosts.map(interfaceElement), ...interfaces],
    AvailabilityZones: [
      { RegionName: REGION, State: 'available', ZoneId: 'euw1-az1', ZoneName: ZONE, ZoneType: 'availability-zone' },
    ],
    VpcBlockPublicAccessOptions: [
      { AwsAccountId: owner, AwsRegion: REGION, InternetGatewayBlockMode: 'off', State: 'default-state' },
    ],
  };
};

/** A part of the network that shares nothing with the others. */
export interface Cell {
  readonly number: number;
  /** As it begins. */
  readonly documents: Documents;
  readonly paths: readonly Path[];
}

const cells = new Map<number, Cell>();

/** The same number gives the same cell. */
export const cellOf = (number: number): Cell => {
  const cell = cells.get(number) ?? { number, documents: documentsOf(number), paths: pathsOf(number) };
  cells.set(number, cell);
  return cell;
};

/** The first so many paths of all cells; of fewer than a cell has, some of each kind. */
export const pathsFor = (count: number): readonly { readonly path: Path; readonly cell: number }[] => {
  const cellsNeeded = Math.ceil(count / PATHS_PER_CELL);
  const step = Math.max(1, Math.floor(PATHS_PER_CELL / count));
  return Array.from({ length: cellsNeeded }, (_, cell) => cellOf(cell).paths.map((path) => ({ path, cell })))
    .flat()
    .filter((_, place) => place % step === 0)
    .slice(0, count);
};

/** Several cells as one network. */
export const joined = (documents: readonly Documents[]): Documents => ({
  ...Object.fromEntries(documentKeys.map((key) => [key, documents.flatMap((one) => one[key] ?? [])])),
  AvailabilityZones: documents[0]?.AvailabilityZones ?? [],
  VpcBlockPublicAccessOptions: documents[0]?.VpcBlockPublicAccessOptions ?? [],
});
