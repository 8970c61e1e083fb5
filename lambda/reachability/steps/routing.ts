import { addressesText, privateAddresses, sharedAddresses } from '../../network/address.ts';
import { destinations, narrowed, type Packets } from '../../network/packets.ts';
import { intersect, isWithin, subtract, union } from '../../network/ranges.ts';
import type { Route } from '../../network/route-table.ts';
import type { Branch, Next } from '../branch.ts';
import { type Decision, type Hop, hop } from '../hop.ts';
import { blocks, unmodelled, unseen } from '../obstacle.ts';
import type { Place, RoutedBy } from '../place.ts';
import type { World } from '../world.ts';
import { destinationText } from './destination.ts';
import { arrived, ended, on, WRONG_ROUTE } from './passing.ts';

type Routing = Extract<Place, { at: 'routing' }>;

const targetName = (route: Route): string => ('id' in route.target ? route.target.id : 'local');

const decisionOf = (table: string, route: Route): Decision => ({
  kind: 'route',
  id: table,
  destination: route.destination,
  ...(route.prefixList === undefined ? {} : { prefixList: route.prefixList }),
  target: targetName(route),
  ...(route.origin === undefined ? {} : { origin: route.origin }),
});

const subnetOf = (by: RoutedBy): string | undefined => (by.kind === 'subnet' ? by.subnet : undefined);

const placeBehind = (world: World, { vpc, by, entrance }: Routing, route: Route): Place | undefined => {
  const { target } = route;
  const from = subnetOf(by);
  switch (target.kind) {
    case 'local':
      return { at: 'delivering', vpc, ...(from === undefined ? {} : { from }) };
    case 'interface':
      return { at: 'entering-subnet', interface: target.id, ...(from === undefined ? {} : { from }) };
    case 'instance': {
      const instance = world.view.instance(target.id);
      const first = instance.kind === 'found' ? instance.thing.interfaces[0] : undefined;
      return first === undefined
        ? undefined
        : { at: 'entering-subnet', interface: first, ...(from === undefined ? {} : { from }) };
    }
    case 'internet-gateway':
      return { at: 'internet-gateway-out', gateway: target.id, vpc, from: by, entrance };
    case 'egress-only-internet-gateway':
      return { at: 'egress-only-gateway', gateway: target.id, vpc, from: by };
    case 'nat-gateway':
      return { at: 'nat', gateway: target.id, vpc, from: by, entrance };
    case 'peering':
      return { at: 'peering', peering: target.id, vpc, entrance };
    case 'transit-gateway':
      return { at: 'into-transit', transitGateway: target.id, vpc, from: by };
    case 'vpn-gateway':
      return { at: 'vpn-gateway', gateway: target.id, vpc, entrance };
    case 'endpoint':
      return { at: 'endpoint', endpoint: target.id, vpc };
    case 'other':
      return undefined;
  }
};

/** A VPC as the way shows it, after the subnet whose table was read. */
const at = (routing: Routing, rest: Parameters<typeof hop>[2] = {}): readonly Hop[] => {
  const subnet = subnetOf(routing.by);
  return [...(subnet === undefined ? [] : [hop(subnet, 'subnet', { of: routing.vpc })]), hop(routing.vpc, 'vpc', rest)];
};

/** Whether packets that are routed to a place stay in their subnet, so that no network ACL is read. */
const staysIn = (world: World, subnet: string, to: Place): boolean => {
  if (to.at === 'entering-subnet') {
    const held = world.view.interface(to.interface);
    return held.kind === 'found' && held.thing.subnet === subnet;
  }
  if (to.at !== 'nat') return false;
  const gateway = world.view.natGateway(to.gateway);
  return gateway.kind === 'found' && gateway.thing.subnet === subnet;
};

/** The packets go where a route leads, out of their subnet if that is elsewhere. */
const leave = (world: World, branch: Branch, routing: Routing, to: Place, packets: Packets, passed: Hop): Next => {
  const subnet = subnetOf(routing.by);
  return subnet === undefined || staysIn(world, subnet, to)
    ? on(branch, to, {
        packets,
        hops: [...(subnet === undefined ? [] : [hop(subnet, 'subnet', { of: routing.vpc })]), passed],
      })
    : on(branch, { at: 'leaving-subnet', subnet, vpc: routing.vpc, to, passed }, { packets });
};

const guessing = ({ vpc, by, entrance }: Routing): Place => ({ at: 'guessing', vpc, by, entrance });

const noRoute = (world: World, branch: Branch, routing: Routing, table: string, packets: Packets): Next => {
  const to = addressesText(destinations(packets));
  const lacks = branch.memory.isReply ? 'lacks the return route to' : 'has no route to';
  const obstacle = blocks('NO_ROUTE_TO_DESTINATION', table, `${table} ${lacks} ${destinationText(world, packets)}`, {
    resources: { routeTable: [table], subnet: [subnetOf(routing.by)], vpc: [routing.vpc] },
    facts: { destination: to },
  });
  return on(branch, guessing(routing), {
    packets,
    blockers: [...branch.blockers, obstacle],
    hops: at(routing, { blockers: [obstacle] }),
  });
};

const blackhole = (branch: Branch, routing: Routing, table: string, route: Route, packets: Packets): Next => {
  const obstacle = blocks(
    'BAD_STATE_ROUTE',
    table,
    `the route of ${table} to ${route.destination} by ${targetName(route)} is a blackhole`,
    {
      resources: { routeTable: [table], subnet: [subnetOf(routing.by)], vpc: [routing.vpc] },
      facts: { state: 'blackhole', destination: route.destination, origin: route.origin },
    },
  );
  return on(branch, guessing(routing), {
    packets,
    blockers: [...branch.blockers, obstacle],
    hops: at(routing, { blockers: [obstacle] }),
  });
};

/**
 * Where no table of the VPC is in the snapshot: by the implied local route, which every VPC has. Sure only where tables were not
 * asked for at all; else the one that was not seen may have a longer prefix.
 */
const withoutTable = (world: World, branch: Branch, routing: Routing): readonly Next[] => {
  const { vpc, by } = routing;
  const known = world.view.vpc(vpc);
  const cidrs = known.kind === 'found' ? known.thing.cidrs : [];
  const inside = narrowed(branch.packets, { destination: cidrs });
  const outside = narrowed(branch.packets, { destination: subtract(destinations(branch.packets), cidrs) });
  const from = subnetOf(by);
  const reason = world.view.gap('RouteTables') ?? `no route table of ${from ?? vpc} is in the snapshot`;
  const local = world.view.isUnasked('RouteTables')
    ? branch
    : { ...branch, doubts: [...branch.doubts, unseen(from ?? vpc, reason)] };
  return [
    ...(inside.length === 0
      ? []
      : [
          leave(
            world,
            local,
            routing,
            { at: 'delivering', vpc, ...(from === undefined ? {} : { from }) },
            inside,
            hop(vpc, 'vpc'),
          ),
        ]),
    ...(outside.length === 0 ? [] : [ended({ ...branch, packets: outside }, unseen(from ?? vpc, reason), at(routing))]),
  ];
};

const tableFor = (world: World, { vpc, by }: Routing) => {
  switch (by.kind) {
    case 'subnet':
      return world.view.tableOf(by.subnet, vpc);
    case 'gateway':
      return world.view.tableOfGateway(by.gateway);
    case 'table':
      return { kind: 'found', thing: by.table } as const;
  }
};

/** Prefix lists of AWS's services hold public addresses: one that is not known does not touch private ones. */
const inside = union(privateAddresses, sharedAddresses);

/** A VPC's route table, by longest prefix: https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Route_Tables.html. */
export const routing = (world: World, branch: Branch, place: Routing): readonly Next[] => {
  const { vpc } = place;
  if (world.goal.gateways.has(vpc)) return [arrived(branch, undefined, [hop(vpc, 'vpc')])];
  const table = tableFor(world, place);
  if (table.kind === 'absent') return withoutTable(world, branch, place);
  const id = table.kind === 'found' ? table.thing : '';
  const wanted = destinations(branch.packets);
  const routed = table.kind === 'found' ? world.view.routes(id, wanted) : table;
  if (routed.kind !== 'found')
    return [
      ended(branch, unseen(id || vpc, routed.kind === 'unknown' ? routed.reason : `${id} is not in the snapshot`)),
    ];
  const { matches, flaws } = routed.thing;
  const open = flaws.filter((flaw) => !(flaw.isPublic && isWithin(wanted, inside))).map((flaw) => flaw.reason);
  const doubts = open.length === 0 ? [] : [unseen(id, `${id}: ${open.join('; ')}`)];
  const nexts: Next[] = [];
  let rest = wanted;
  for (const { addresses, route } of matches) {
    rest = subtract(rest, addresses);
    const packets = narrowed(branch.packets, { destination: addresses });
    if (packets.length === 0) continue;
    // A local route is as long as its VPC's block: only longer ones, which the flaws may hide, come before it.
    const doubted = doubts.length === 0 ? branch : { ...branch, doubts: [...branch.doubts, ...doubts] };
    nexts.push(...follow(world, doubted, place, id, route, packets));
  }
  const unmatched = narrowed(branch.packets, { destination: intersect(wanted, rest) });
  if (unmatched.length > 0)
    nexts.push(
      doubts[0] === undefined
        ? noRoute(world, branch, place, id, unmatched)
        : ended({ ...branch, packets: unmatched }, doubts[0], at(place)),
    );
  return nexts;
};

const follow = (
  world: World,
  branch: Branch,
  place: Routing,
  table: string,
  route: Route,
  packets: Packets,
): readonly Next[] => {
  if (route.isBlackhole) return [blackhole(branch, place, table, route, packets)];
  const passed = hop(place.vpc, 'vpc', { decisions: [decisionOf(table, route)] });
  const next = placeBehind(world, place, route);
  if (next === undefined) {
    const target = targetName(route);
    const obstacle =
      route.target.kind === 'instance'
        ? unseen(target, `${target}, to which ${table} routes ${route.destination}, is not in the snapshot`)
        : unmodelled(target, `${table} routes ${route.destination} to ${target}, which the model does not follow`);
    return [ended({ ...branch, packets }, obstacle, at(place, passed))];
  }
  const onward = leave(world, branch, place, next, packets, passed);
  if (route.target.kind === 'local') return [onward];
  // The route may be the wrong one; what would be right is looked for only once nothing gets through.
  const to = addressesText(destinations(packets));
  const instead = blocks(
    'NO_ROUTE_TO_DESTINATION',
    table,
    `${table} routes ${to} to ${targetName(route)} (${route.destination}), which does not lead there`,
    {
      resources: { routeTable: [table], subnet: [subnetOf(place.by)], vpc: [place.vpc] },
      facts: { destination: to, route: route.destination, origin: route.origin },
    },
  );
  return [
    onward,
    on(branch, guessing(place), {
      packets,
      blockers: [...branch.blockers, instead],
      penalty: branch.penalty + WRONG_ROUTE,
      hops: at(place, { blockers: [instead] }),
    }),
  ];
};
