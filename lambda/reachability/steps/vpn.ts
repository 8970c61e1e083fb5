import { destinations, narrowed, sources } from '../../network/packets.ts';
import { type Branch, lost, type Next } from '../branch.ts';
import { hop } from '../hop.ts';
import { blocks, unmodelled, unseen } from '../obstacle.ts';
import type { Place } from '../place.ts';
import type { World } from '../world.ts';
import { inWords } from './internet.ts';
import { arrived, ended, on } from './passing.ts';

/** Out of a VPC by its virtual private gateway: https://docs.aws.amazon.com/vpn/latest/s2svpn/how_it_works.html. */
export const vpnGateway = (
  world: World,
  branch: Branch,
  { gateway, vpc, entrance }: Extract<Place, { at: 'vpn-gateway' }>,
): readonly Next[] => {
  const { view, goal } = world;
  const known = view.vpnGateway(gateway);
  const hops = [hop(gateway, 'vpn-gateway', { of: vpc })];
  const rest = { resources: { vpnGateway: [gateway], vpc: [vpc] } };
  if (known.kind !== 'found')
    return [
      ended(
        branch,
        unseen(gateway, known.kind === 'unknown' ? known.reason : `${gateway} is not in the snapshot`),
        hops,
      ),
    ];
  if (known.thing.vpc !== vpc || known.thing.state !== 'available')
    return [ended(branch, blocks('BAD_STATE_ATTACHMENT', gateway, `${gateway} is not attached to ${vpc}`, rest), hops)];
  const own = view.vpc(vpc);
  const packets = own.kind === 'found' ? narrowed(branch.packets, { source: own.thing.cidrs }) : branch.packets;
  if (packets.length === 0 || entrance === 'peering' || entrance === 'internet')
    return [
      ended(
        branch,
        blocks(
          'VGW_PRIVATE_IP_ASSOCIATION_FOR_EGRESS',
          gateway,
          `${gateway} carries packets of ${vpc} alone, and ${inWords(sources(branch.packets), 'their source')} is not of it`,
          rest,
        ),
        hops,
      ),
    ];
  const memory = lost(branch.memory, 'SG_REFERENCES_NOT_PRESERVED', gateway);
  const back: Place = { at: 'vpn-gateway-in', gateway };
  if (goal.gateways.has(gateway)) return [arrived({ ...branch, packets, memory }, back, hops)];
  const connections = view.vpnConnectionsOf(gateway);
  const gap = view.gap('VpnConnections');
  if (connections.length === 0)
    return [
      ended(
        branch,
        gap === undefined
          ? unmodelled(gateway, `${gateway} has no VPN connection: what lies behind it the model does not follow`)
          : unseen(gateway, gap),
        hops,
      ),
    ];
  return connections.map((connection) =>
    on(branch, { at: 'vpn', connection, replyFrom: back }, { packets, memory, hops }),
  );
};

/** A VPN connection, from AWS's side. Beyond it is the edge of what is known. */
export const vpn = (
  world: World,
  branch: Branch,
  { connection, replyFrom }: Extract<Place, { at: 'vpn' }>,
): readonly Next[] => {
  const { view, goal } = world;
  const known = view.vpnConnection(connection);
  const hops = [hop(connection, 'vpn-connection')];
  const rest = { resources: { vpnConnection: [connection] } };
  if (known.kind !== 'found')
    return [
      ended(
        branch,
        unseen(connection, known.kind === 'unknown' ? known.reason : `${connection} is not in the snapshot`),
        hops,
      ),
    ];
  const { state, isUp, isStatic, routes } = known.thing;
  const overTransit = replyFrom.at === 'transit';
  const code = overTransit ? 'TGW_BAD_STATE_VPN' : 'BAD_STATE_VPN';
  const isElsewhere = [...goal.gateways].some((id) => id.startsWith('vpn-')) && !goal.gateways.has(connection);
  if (isElsewhere)
    return [
      ended(
        branch,
        blocks('NO_POSSIBLE_DESTINATION', connection, `the packets leave by ${connection}, another connection`, rest),
        hops,
      ),
    ];
  if (state !== 'available' || isUp === false) {
    const stands = state === 'available' ? 'has no tunnel that is up' : `is ${state}`;
    return [ended(branch, blocks(code, connection, `${connection} ${stands}`, { ...rest, facts: { state } }), hops)];
  }
  // Static routes of a connection at a transit gateway are in the transit gateway's tables.
  const carried = isStatic && !overTransit ? narrowed(branch.packets, { destination: routes }) : branch.packets;
  if (carried.length === 0)
    return [
      ended(
        branch,
        blocks(
          'CANNOT_ROUTE',
          connection,
          `${connection} has no static route to ${inWords(destinations(branch.packets), 'the destination')}`,
          rest,
        ),
        hops,
      ),
    ];
  const doubted: Branch =
    isUp === undefined
      ? {
          ...branch,
          doubts: [
            ...branch.doubts,
            unseen(connection, `whether a tunnel of ${connection} is up is not in the snapshot`),
          ],
        }
      : branch;
  if (goal.internet && !branch.memory.isReply)
    return [
      ended(
        doubted,
        unmodelled(connection, `whether ${connection} leads on to the internet the model does not follow`),
        hops,
      ),
    ];
  const beyond = goal.gateways.has(connection) ? carried : narrowed(carried, { destination: goal.beyond });
  return beyond.length > 0
    ? [arrived({ ...doubted, packets: beyond }, replyFrom, hops)]
    : [
        ended(
          branch,
          blocks(
            'NO_POSSIBLE_DESTINATION',
            connection,
            `the packets to ${inWords(destinations(carried), 'it')} leave by ${connection}, and the destination is not there`,
            rest,
          ),
          hops,
        ),
      ];
};

/** Into a VPC: by the gateway's own route table if it has one, else delivered to the interface that has the address. */
export const vpnGatewayIn = (
  world: World,
  branch: Branch,
  { gateway }: Extract<Place, { at: 'vpn-gateway-in' }>,
): readonly Next[] => {
  const { view } = world;
  const known = view.vpnGateway(gateway);
  const hops = [hop(gateway, 'vpn-gateway')];
  if (known.kind !== 'found')
    return [
      ended(
        branch,
        unseen(gateway, known.kind === 'unknown' ? known.reason : `${gateway} is not in the snapshot`),
        hops,
      ),
    ];
  const vpc = known.thing.vpc;
  if (vpc === undefined)
    return [
      ended(
        branch,
        blocks('BAD_STATE_ATTACHMENT', gateway, `${gateway} is attached to no VPC`, {
          resources: { vpnGateway: [gateway] },
        }),
        hops,
      ),
    ];
  const own = view.vpc(vpc);
  const packets = own.kind === 'found' ? narrowed(branch.packets, { destination: own.thing.cidrs }) : branch.packets;
  if (packets.length === 0)
    return [
      ended(
        branch,
        blocks(
          'VGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS',
          gateway,
          `${gateway} leads into ${vpc} alone, and ${inWords(destinations(branch.packets), 'the destination')} is not in it`,
          {
            resources: { vpnGateway: [gateway], vpc: [vpc] },
          },
        ),
        hops,
      ),
    ];
  const table = view.tableOfGateway(gateway);
  return table.kind === 'found'
    ? [on(branch, { at: 'routing', vpc, by: { kind: 'gateway', gateway }, entrance: 'vpn' }, { packets, hops })]
    : [on(branch, { at: 'delivering', vpc }, { packets, hops: [...hops, hop(vpc, 'vpc')] })];
};
