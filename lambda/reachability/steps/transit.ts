import { addressesText } from '../../network/address.ts';
import { destinations, narrowed, type Packets } from '../../network/packets.ts';
import { intersect, subtract } from '../../network/ranges.ts';
import type { TransitAttachment, TransitRoute } from '../../network/transit-gateway.ts';
import { type Branch, lost, type Memory, type Next } from '../branch.ts';
import { type Decision, hop } from '../hop.ts';
import { blocks, unmodelled, unseen } from '../obstacle.ts';
import type { Place, RoutedBy } from '../place.ts';
import type { View } from '../view.ts';
import type { World } from '../world.ts';
import { arrived, ended, on, WRONG_ROUTE } from './passing.ts';
import { destinationText } from './destination.ts';
import { recipients } from './recipients.ts';
import { throughSubnet } from './subnet.ts';

/** A zone by the name that is the same for all accounts, if it is known. */
const zoneOf = (view: View, subnet: string): string | undefined => {
  const known = view.subnet(subnet);
  return known.kind === 'found' ? (known.thing.zoneId ?? known.thing.zone) : undefined;
};

const zoneFrom = (view: View, from: RoutedBy): string | undefined =>
  from.kind === 'subnet' ? zoneOf(view, from.subnet) : from.kind === 'table' ? from.zone : undefined;

const keptBy = (world: World, memory: Memory, attachment: TransitAttachment): Memory => {
  const gateway = world.view.transitGateway(attachment.transitGateway);
  return gateway.kind === 'found' && gateway.thing.referencesGroups && attachment.referencesGroups
    ? memory
    : lost(memory, 'SG_REFERENCING_SUPPORT', attachment.id);
};

/** Outbound rules that refer to groups do not count over a transit gateway: https://docs.aws.amazon.com/vpc/latest/tgw/tgw-transit-gateways.html#vpc-attachment-security. */
const withoutReferences = (branch: Branch, transitGateway: string): Branch => {
  const { referredBy, ...memory } = branch.memory;
  if (referredBy === undefined || memory.isReply) return branch;
  const obstacle = blocks(
    'SG_REFERENCING_SUPPORT',
    referredBy,
    `the outbound rules of ${referredBy} refer to groups, which does not count over ${transitGateway}`,
    { resources: { networkInterface: [referredBy], transitGateway: [transitGateway] }, facts: { direction: 'egress' } },
  );
  return { ...branch, memory, blockers: [...branch.blockers, obstacle] };
};

type IntoTransit = Extract<Place, { at: 'into-transit' }>;

/** From a VPC: https://docs.aws.amazon.com/vpc/latest/tgw/tgw-vpc-attachments.html, …/tgw-nacls.html. */
export const intoTransit = (world: World, given: Branch, place: IntoTransit): readonly Next[] => {
  const { view } = world;
  const { transitGateway, vpc, from } = place;
  const branch = withoutReferences(given, transitGateway);
  const gatewayHop = hop(transitGateway, 'transit-gateway');
  const attachment = view.attachmentsOf(vpc).find((one) => one.transitGateway === transitGateway);
  const rest = {
    resources: { transitGateway: [transitGateway], transitGatewayAttachment: [attachment?.id], vpc: [vpc] },
  };
  if (attachment === undefined) {
    const gap = view.gap('TransitGatewayAttachments');
    const obstacle =
      gap === undefined
        ? blocks('BAD_STATE_ATTACHMENT', transitGateway, `${vpc} is not attached to ${transitGateway}`, rest)
        : unseen(transitGateway, gap);
    return [ended(branch, obstacle, [gatewayHop])];
  }
  const hops = [hop(attachment.id, 'transit-gateway-attachment', { of: transitGateway })];
  if (attachment.state !== 'available')
    return [
      ended(
        branch,
        blocks('BAD_STATE_ATTACHMENT', attachment.id, `${attachment.id} is ${attachment.state}`, {
          ...rest,
          facts: { state: attachment.state },
        }),
        hops,
      ),
    ];
  const zone = zoneFrom(view, from);
  const next: Place = {
    at: 'transit',
    attachment: attachment.id,
    transitGateway,
    ...(zone === undefined ? {} : { zone }),
  };
  const enter = (entering: Branch): readonly Next[] =>
    world.goal.gateways.has(attachment.id) || world.goal.gateways.has(transitGateway)
      ? [
          arrived(
            entering,
            {
              at: 'out-of-transit',
              attachment: attachment.id,
              transitGateway,
              ...(zone === undefined ? {} : { zone }),
            },
            [...hops, ...(world.goal.gateways.has(transitGateway) ? [gatewayHop] : [])],
          ),
        ]
      : [on(entering, next, { memory: keptBy(world, entering.memory, attachment), hops })];
  if (attachment.subnets === undefined) {
    const reason =
      view.gap('TransitGatewayVpcAttachments') ?? `the subnets of ${attachment.id} are not in the snapshot`;
    return enter({ ...branch, doubts: [...branch.doubts, unseen(attachment.id, reason)] });
  }
  if (from.kind !== 'subnet') return enter(branch);
  const subnet = attachment.subnets.find(
    (one) => one === from.subnet || (zone !== undefined && zoneOf(view, one) === zone),
  );
  if (subnet === undefined) {
    const obstacle =
      zone === undefined
        ? unseen(from.subnet, `the zone of ${from.subnet} is not known`)
        : blocks(
            'TGW_ROUTE_AZ_RESTRICTION',
            attachment.id,
            `${attachment.id} has no subnet in ${zone}, the zone of ${from.subnet}`,
            {
              resources: { ...rest.resources, subnet: [from.subnet] },
            },
          );
    const passed =
      obstacle.says === 'unknown'
        ? { doubts: [...branch.doubts, obstacle] }
        : { blockers: [...branch.blockers, obstacle] };
    return enter({ ...branch, ...passed });
  }
  return throughSubnet(world, branch, subnet, vpc, 'ingress', next).flatMap((step) =>
    step.kind === 'on' ? enter({ ...step.branch, place: branch.place }) : [step],
  );
};

const decisionOf = (table: string, route: TransitRoute, attachment: TransitRoute['attachments'][number]): Decision => ({
  kind: 'transit-route',
  id: table,
  destination: route.destination,
  ...(route.prefixList === undefined ? {} : { prefixList: route.prefixList }),
  attachment: attachment.id,
  resource: attachment.resource,
  resourceType: attachment.type,
  type: route.type,
  state: route.state,
});

type AtTransit = Extract<Place, { at: 'transit' }>;

const zoned = (zone: string | undefined) => (zone === undefined ? {} : { zone });

/** At a transit gateway: https://docs.aws.amazon.com/vpc/latest/tgw/how-transit-gateways-work.html#tgw-route-table-overview. */
export const transit = (world: World, branch: Branch, place: AtTransit): readonly Next[] => {
  const { view } = world;
  const { attachment, transitGateway, zone } = place;
  const side = view.attachment(attachment, transitGateway);
  const gatewayHop = (blockers: Parameters<typeof hop>[2] = {}) => [hop(transitGateway, 'transit-gateway', blockers)];
  if (side.kind !== 'found')
    return [
      ended(
        branch,
        unseen(attachment, side.kind === 'unknown' ? side.reason : `${attachment} is not in the snapshot`),
        gatewayHop(),
      ),
    ];
  const { table, owner, resourceOwner } = side.thing;
  const rest = {
    transitGateway: [transitGateway],
    transitGatewayAttachment: [attachment],
    transitGatewayRouteTable: [table],
  };
  if (table === undefined) {
    const isForeign =
      owner !== undefined &&
      resourceOwner !== undefined &&
      owner !== resourceOwner &&
      view.transitGateway(transitGateway).kind !== 'found';
    return [
      ended(
        branch,
        isForeign
          ? unseen(
              attachment,
              `the route table of ${attachment} belongs to account ${owner}`,
              'TGW_RTB_ROUTES_ARE_UNKNOWN',
              { resources: rest },
            )
          : blocks(
              'TGW_ATTACH_MISSING_TGW_RTB_ASSOCIATION',
              attachment,
              `${attachment} is associated with no route table of ${transitGateway}`,
              { resources: rest },
            ),
        gatewayHop(),
      ),
    ];
  }
  const wanted = destinations(branch.packets);
  const routed = view.transitRoutes(table, wanted);
  if (routed.kind !== 'found') {
    const reason = routed.kind === 'unknown' ? routed.reason : `${table} is not in the snapshot`;
    return [ended(branch, unseen(table, reason, 'TGW_RTB_ROUTES_ARE_UNKNOWN', { resources: rest }), gatewayHop())];
  }
  const nexts: Next[] = [];
  let unmatched = wanted;
  const guess: Place = { at: 'guessing-transit', attachment, transitGateway, ...zoned(zone) };
  for (const { addresses, route, equals } of routed.thing.matches) {
    unmatched = subtract(unmatched, addresses);
    const packets = narrowed(branch.packets, { destination: addresses });
    if (packets.length === 0) continue;
    const targets = [route, ...equals]
      .filter((one) => one.state === 'active')
      .flatMap((one) => one.attachments.map((to) => ({ one, to })));
    if (targets.length === 0) {
      const obstacle = blocks(
        'TGW_RTB_BAD_STATE_ROUTE',
        table,
        `the route of ${table} to ${route.destination} is a ${route.state === 'active' ? 'route to nothing' : route.state}`,
        {
          resources: rest,
          facts: { state: route.state, destination: route.destination },
        },
      );
      nexts.push(
        on(branch, guess, {
          packets,
          blockers: [...branch.blockers, obstacle],
          hops: gatewayHop({ blockers: [obstacle] }),
        }),
      );
      continue;
    }
    for (const { one, to } of targets)
      nexts.push(
        on(
          branch,
          { at: 'out-of-transit', attachment: to.id, transitGateway, ...zoned(zone) },
          {
            packets,
            hops: gatewayHop({ decisions: [decisionOf(table, one, to)] }),
          },
        ),
      );
    const leadsTo = addressesText(intersect(wanted, addresses));
    const wrong = blocks(
      'TGW_RTB_NO_ROUTE_TO_TGW_ATTACHMENT',
      table,
      `${table} routes ${leadsTo} (${route.destination}) where the destination is not`,
      { resources: rest, facts: { destination: leadsTo } },
    );
    nexts.push(
      on(branch, guess, {
        packets,
        blockers: [...branch.blockers, wrong],
        penalty: branch.penalty + WRONG_ROUTE,
        hops: gatewayHop({ blockers: [wrong] }),
      }),
    );
  }
  const left: Packets = narrowed(branch.packets, { destination: unmatched });
  if (left.length > 0) {
    const to = addressesText(destinations(left));
    const { flaws } = routed.thing;
    const obstacle =
      flaws.length > 0
        ? unseen(table, `${table}: ${flaws.join('; ')}`, 'TGW_RTB_ROUTES_ARE_UNKNOWN', { resources: rest })
        : blocks(
            'TGW_RTB_NO_ROUTE_TO_TGW_ATTACHMENT',
            table,
            `${table} ${branch.memory.isReply ? 'lacks the return route to' : 'has no route to'} ${destinationText(world, left)}`,
            {
              resources: rest,
              facts: { destination: to },
            },
          );
    nexts.push(
      obstacle.says === 'unknown'
        ? ended({ ...branch, packets: left }, obstacle, gatewayHop())
        : on(branch, guess, {
            packets: left,
            blockers: [...branch.blockers, obstacle],
            hops: gatewayHop({ blockers: [obstacle] }),
          }),
    );
  }
  return nexts;
};

type OutOfTransit = Extract<Place, { at: 'out-of-transit' }>;

/** Which subnets of the attachment may carry packets from a zone: https://docs.aws.amazon.com/vpc/latest/tgw/how-transit-gateways-work.html#tgw-az. */
const subnetsFor = (
  view: View,
  memory: Memory,
  attachment: TransitAttachment,
  zone: string | undefined,
): readonly string[] => {
  const subnets = attachment.subnets ?? [];
  if (attachment.isAppliance) {
    const pinned = memory.pinned.get(attachment.id);
    return pinned === undefined ? subnets : [pinned];
  }
  const near = zone === undefined ? [] : subnets.filter((subnet) => zoneOf(view, subnet) === zone);
  return near.length > 0 ? near : subnets;
};

const intoVpc = (world: World, given: Branch, place: OutOfTransit, attachment: TransitAttachment): readonly Next[] => {
  const { view } = world;
  const vpc = attachment.resource;
  const known = view.vpc(vpc);
  const hops = [hop(attachment.id, 'transit-gateway-attachment', { of: place.transitGateway }), hop(vpc, 'vpc')];
  if (known.kind !== 'found') {
    const account = attachment.resourceOwner === undefined ? '' : ` (account ${attachment.resourceOwner})`;
    const reason =
      known.kind === 'unknown' ? known.reason : `${vpc} behind ${attachment.id}${account} is not in the snapshot`;
    return [
      ended(
        given,
        unseen(vpc, reason, 'UNKNOWN_DESTINATION', {
          resources: { vpc: [vpc], transitGatewayAttachment: [attachment.id] },
        }),
        hops.slice(0, 1),
      ),
    ];
  }
  const branch = { ...given, memory: keptBy(world, given.memory, attachment) };
  const subnets = subnetsFor(view, branch.memory, attachment, place.zone);
  if (subnets.length === 0) {
    const reason =
      view.gap('TransitGatewayVpcAttachments') ?? `the subnets of ${attachment.id} are not in the snapshot`;
    return [on(branch, { at: 'delivering', vpc }, { doubts: [...branch.doubts, unseen(attachment.id, reason)], hops })];
  }
  return subnets.flatMap((subnet): readonly Next[] => {
    const memory =
      attachment.isAppliance && !branch.memory.isReply
        ? { ...branch.memory, pinned: new Map([...branch.memory.pinned, [attachment.id, subnet]]) }
        : branch.memory;
    const here = recipients(view, vpc, branch.packets).found.filter((one) => one.subnet === subnet);
    const direct = here.map((one) =>
      on(
        branch,
        { at: 'receiving', interface: one.interface },
        { packets: one.packets, memory, hops: [...hops, hop(subnet, 'subnet', { of: vpc })] },
      ),
    );
    const taken = here.flatMap((one) => destinations(one.packets));
    const rest = narrowed(branch.packets, {
      destination: subtract(
        destinations(branch.packets),
        taken.toSorted((a, b) => (a[0] < b[0] ? -1 : 1)),
      ),
    });
    if (rest.length === 0) return direct;
    const onward: Place = { at: 'routing', vpc, by: { kind: 'subnet', subnet }, entrance: 'transit-gateway' };
    return [...direct, on(branch, onward, { packets: rest, memory, hops: hops.slice(0, 1) })];
  });
};

/** On the way out of a transit gateway, by the kind of what is attached. */
export const outOfTransit = (world: World, branch: Branch, place: OutOfTransit): readonly Next[] => {
  const { view, goal } = world;
  const { attachment: id, transitGateway } = place;
  const side = view.attachment(id, transitGateway);
  const hops = [hop(id, 'transit-gateway-attachment', { of: transitGateway })];
  if (side.kind !== 'found')
    return [
      ended(
        branch,
        unseen(id, side.kind === 'unknown' ? side.reason : `${id} is not in the snapshot`, 'UNKNOWN_DESTINATION'),
        hops,
      ),
    ];
  const attachment = side.thing;
  const back: Place = { at: 'transit', attachment: id, transitGateway };
  if (attachment.state !== 'available')
    return [
      ended(
        branch,
        blocks('BAD_STATE_ATTACHMENT', id, `${id} is ${attachment.state}`, {
          resources: { transitGatewayAttachment: [id], transitGateway: [transitGateway] },
          facts: { state: attachment.state },
        }),
        hops,
      ),
    ];
  if (goal.gateways.has(id)) return [arrived(branch, back, hops)];
  switch (attachment.type) {
    case 'vpc':
      return intoVpc(world, branch, place, attachment);
    case 'peering': {
      const far = view.attachment(id, attachment.resource);
      return far.kind === 'found'
        ? [
            on(
              branch,
              { at: 'transit', attachment: id, transitGateway: attachment.resource },
              { memory: lost(branch.memory, 'SG_REFERENCING_SUPPORT', id), hops },
            ),
          ]
        : [
            ended(
              branch,
              unseen(
                attachment.resource,
                `${attachment.resource} behind ${id} is not in the snapshot: it is of another account or Region`,
                'UNKNOWN_DESTINATION',
              ),
              hops,
            ),
          ];
    }
    case 'vpn':
      return [on(branch, { at: 'vpn', connection: attachment.resource, replyFrom: back }, { hops })];
    default:
      return [
        ended(
          branch,
          unmodelled(
            attachment.resource || id,
            `${id} leads to ${attachment.resource || 'something'} (${attachment.type}), which the model does not follow`,
          ),
          hops,
        ),
      ];
  }
};
