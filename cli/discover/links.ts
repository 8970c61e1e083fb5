import { grouped } from '../../lambda/domain/grouped.ts';
import type { Interface } from '../../lambda/network/interface.ts';
import { isFound } from '../../lambda/network/lookup.ts';
import type { RouteTarget } from '../../lambda/network/route-table.ts';
import { type Ground, idsOf } from './ground.ts';
import { hostsIn } from './hosts.ts';

/** A VPC that sends traffic for another one over a transit gateway or a peering. */
export interface Link {
  readonly from: string;
  readonly to: string;
  /** The transit gateway or the peering. */
  readonly via: string;
  readonly table: string;
  /** As the table has it. */
  readonly destination: string;
  /** One of each subnet whose packets the table routes. */
  readonly sources: readonly Interface[];
}

interface Neighbour {
  readonly vpc: string;
  readonly via: Extract<RouteTarget, { kind: 'transit-gateway' | 'peering' }>;
}

const overTransitGateways = (vpc: string, { relations }: Ground): readonly Neighbour[] =>
  relations
    .attachmentsOf(vpc)
    .filter(({ type, state }) => type === 'vpc' && state === 'available')
    .flatMap(({ transitGateway }) =>
      relations
        .attachmentsAt(transitGateway)
        .filter(({ type, state, resource }) => type === 'vpc' && state === 'available' && resource !== vpc)
        .map(({ resource }): Neighbour => ({ vpc: resource, via: { kind: 'transit-gateway', id: transitGateway } })),
    );

const overPeerings = (vpc: string, { relations, network }: Ground): readonly Neighbour[] =>
  relations.peeringsOf(vpc).flatMap((id) => {
    const peering = network.peering(id);
    if (!isFound(peering) || peering.thing.status !== 'active') return [];
    return peering.thing.sides
      .filter((side) => side.vpc !== vpc)
      .map((side): Neighbour => ({ vpc: side.vpc, via: { kind: 'peering', id } }));
  });

/** The hosts of a VPC by the table that routes what they send. */
const byTable = (vpc: string, ground: Ground): ReadonlyMap<string, readonly Interface[]> => {
  const bySubnet = grouped(hostsIn(vpc, ground), ({ subnet }) => [subnet]);
  const firsts = [...bySubnet.values()].flatMap(([first]) => first ?? []);
  return grouped(firsts, ({ subnet }) => {
    const table = ground.relations.tableOf(subnet, vpc);
    return isFound(table) ? [table.thing] : [];
  });
};

const linkTo = (
  from: string,
  { vpc: to, via }: Neighbour,
  tables: ReadonlyMap<string, readonly Interface[]>,
  { network }: Ground,
): readonly Link[] => {
  const vpc = network.vpc(to);
  if (!isFound(vpc)) return [];
  for (const [table, sources] of tables) {
    const known = network.routeTable(table);
    if (!isFound(known)) continue;
    const match = known.thing.lookups
      .match(vpc.thing.cidrs)
      .find(({ route }) => route.target.kind === via.kind && route.target.id === via.id && !route.isBlackhole);
    if (match !== undefined) return [{ from, to, via: via.id, table, destination: match.route.destination, sources }];
  }
  return [];
};

/** Every ordered pair of VPCs of which one has a route to the other over what both are attached to. */
export const linksOf = (ground: Ground): readonly Link[] =>
  idsOf(ground.network.parts.all('Vpcs'), 'VpcId').flatMap((vpc) => {
    const neighbours = [...overTransitGateways(vpc, ground), ...overPeerings(vpc, ground)];
    if (neighbours.length === 0) return [];
    const tables = byTable(vpc, ground);
    const inOrder = neighbours.toSorted((a, b) => (`${a.vpc} ${a.via.id}` < `${b.vpc} ${b.via.id}` ? -1 : 1));
    return inOrder.flatMap((neighbour) => linkTo(vpc, neighbour, tables, ground));
  });
