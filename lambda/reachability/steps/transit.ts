import { addressesText } from '../../network/address.ts';
import { destinations, narrowed, type Packets } from '../../network/packets.ts';
import { intersect, subtract } from '../../network/ranges.ts';
import type { TransitRoute } from '../../network/transit-gateway.ts';
import type { Branch, Next } from '../branch.ts';
import { type Decision, hop } from '../hop.ts';
import { blocks, unmodelled, unseen } from '../obstacle.ts';
import type { Place } from '../place.ts';
import type { World } from '../world.ts';
import { zoned } from './attachment.ts';
import { destinationText } from './destination.ts';
import { ended, on, WRONG_ROUTE } from './passing.ts';

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

/** At a transit gateway: https://docs.aws.amazon.com/vpc/latest/tgw/how-transit-gateways-work.html#tgw-route-table-overview. */
export const transit = (world: World, given: Branch, place: AtTransit): readonly Next[] => {
  const { view } = world;
  const { attachment, transitGateway, zone } = place;
  const side = view.attachment(attachment, transitGateway);
  const gatewayHop = (blockers: Parameters<typeof hop>[2] = {}) => [hop(transitGateway, 'transit-gateway', blockers)];
  if (side.kind !== 'found')
    return [
      ended(
        given,
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
  // Of a missing route the attachment would be that of the destination, which is not known.
  const withoutOrigin = { ...rest, transitGatewayAttachment: [] };
  if (table === undefined) {
    const isForeign =
      owner !== undefined &&
      resourceOwner !== undefined &&
      owner !== resourceOwner &&
      view.transitGateway(transitGateway).kind !== 'found';
    return [
      ended(
        given,
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
  const wanted = destinations(given.packets);
  const routed = view.transitRoutes(table, wanted);
  if (routed.kind !== 'found') {
    const reason = routed.kind === 'unknown' ? routed.reason : `${table} is not in the snapshot`;
    return [ended(given, unseen(table, reason, 'TGW_RTB_ROUTES_ARE_UNKNOWN', { resources: rest }), gatewayHop())];
  }
  const partial = routed.thing.flaws.filter(({ isPartial }) => isPartial).map(({ reason }) => reason);
  const branch =
    partial.length === 0
      ? given
      : {
          ...given,
          doubts: [...given.doubts, unseen(table, `${table}: ${partial.join('; ')}`, 'TGW_RTB_ROUTES_ARE_UNKNOWN')],
        };
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
          facts: { state: route.state, destination: route.destination, origin: route.type },
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
      { resources: withoutOrigin, facts: { destination: leadsTo, route: route.destination, origin: route.type } },
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
        ? unseen(table, `${table}: ${flaws.map(({ reason }) => reason).join('; ')}`, 'TGW_RTB_ROUTES_ARE_UNKNOWN', {
            resources: rest,
          })
        : blocks(
            'TGW_RTB_NO_ROUTE_TO_TGW_ATTACHMENT',
            table,
            `${table} ${branch.memory.isReply ? 'lacks the return route to' : 'has no route to'} ${destinationText(world, left)}`,
            { resources: withoutOrigin, facts: { destination: to } },
          );
    // What is not followed is named; that the table may have more routes is told beside it.
    const unfollowed = flaws.flatMap(({ unmodelled: id, reason }) =>
      id === undefined ? [] : [unmodelled(id, reason)],
    );
    for (const one of unfollowed) nexts.push(ended({ ...branch, packets: left }, one, gatewayHop()));
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
