import { destinations, ICMP, narrowed, type Packets, single, TCP } from '../../network/packets.ts';
import { overlaps } from '../../network/ranges.ts';
import type { Branch, Next } from '../branch.ts';
import { hop } from '../hop.ts';
import { blocks, unmodelled, unseen } from '../obstacle.ts';
import type { Place } from '../place.ts';
import type { World } from '../world.ts';
import { arrived, ended, on, WRONG_ROUTE } from './passing.ts';

/** TCP and ICMP echo: https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html. */
const carried = (packets: Packets): Packets => [
  ...narrowed(packets, { protocols: single(TCP) }),
  ...narrowed(packets, {
    protocols: single(ICMP),
    destinationPorts: [
      [0, 256],
      [8 * 256, 9 * 256],
    ],
  }),
];

/** What a route leads to by an endpoint: a gateway endpoint is the end, others are not followed. Its replies set out here. */
export const endpoint = (world: World, branch: Branch, place: Extract<Place, { at: 'endpoint' }>): readonly Next[] => {
  const { endpoint: id, vpc } = place;
  const { view, goal } = world;
  const known = view.endpoint(id);
  const hops = [hop(id, 'vpc-endpoint', { of: vpc })];
  if (branch.memory.isReply && branch.length === 0)
    return [on(branch, { at: 'delivering', vpc }, { hops: [...hops, hop(vpc, 'vpc')] })];
  const rest = { resources: { vpcEndpoint: [id], vpc: [vpc] } };
  if (known.kind !== 'found')
    return [ended(branch, unseen(id, known.kind === 'unknown' ? known.reason : `${id} is not in the snapshot`), hops)];
  const { type, state } = known.thing;
  if (type.toLowerCase() !== 'gateway')
    return [
      ended(
        branch,
        unmodelled(id, `${id} (${type}) inspects or forwards what is routed to it, which the model does not follow`),
        hops,
      ),
    ];
  if (state !== 'available')
    return [ended(branch, blocks('BAD_STATE', id, `${id} is ${state}`, { ...rest, facts: { state } }), hops)];
  const packets = carried(branch.packets);
  if (packets.length === 0)
    return [
      ended(
        branch,
        blocks('VPCE_GATEWAY_PROTOCOL_RESTRICTION', id, `${id} carries tcp and icmp echo alone`, rest),
        hops,
      ),
    ];
  if (goal.gateways.has(id)) return [arrived({ ...branch, packets }, place, hops)];
  const beyond = narrowed(packets, { destination: goal.beyond });
  return beyond.length > 0 && overlaps(destinations(packets), goal.beyond)
    ? [arrived({ ...branch, packets: beyond }, place, hops)]
    : [
        // Its route is for its service; that it leads nowhere else explains less than a route that is missing.
        ended(
          { ...branch, penalty: branch.penalty + WRONG_ROUTE },
          blocks('NO_POSSIBLE_DESTINATION', id, `${id} leads to its service alone`, rest),
          hops,
        ),
      ];
};
