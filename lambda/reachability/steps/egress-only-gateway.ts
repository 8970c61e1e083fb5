import { narrowed } from '../../network/packets.ts';
import { type Branch, lost, type Next } from '../branch.ts';
import { hop } from '../hop.ts';
import { blocks, unseen } from '../obstacle.ts';
import type { Place } from '../place.ts';
import type { World } from '../world.ts';
import { placesOf, publicAccessObstacle } from './block-public-access.ts';
import { atEdge } from './internet.ts';
import { inIPv6, notOurs, ownAddresses } from './internet-gateway-out.ts';
import { arrived, ended, hindered, on } from './passing.ts';

/** IPv6, requests out and their replies in: https://docs.aws.amazon.com/vpc/latest/userguide/egress-only-internet-gateway.html. */
export const egressOnlyGateway = (
  world: World,
  given: Branch,
  { gateway, vpc, from }: Extract<Place, { at: 'egress-only-gateway' }>,
): readonly Next[] => {
  const known = world.view.egressOnlyGateway(gateway);
  const hops = [hop(gateway, 'egress-only-internet-gateway', { of: vpc })];
  if (known.kind !== 'found')
    return [
      ended(
        given,
        unseen(gateway, known.kind === 'unknown' ? known.reason : `${gateway} is not in the snapshot`),
        hops,
      ),
    ];
  const six = inIPv6(given.packets);
  const packets = narrowed(six, { source: ownAddresses(world.view, vpc) });
  if (six.length > 0 && packets.length === 0) return [ended(given, notOurs(gateway, vpc, six), hops)];
  if (packets.length === 0 || known.thing.vpc !== vpc)
    return [
      ended(
        given,
        blocks('NO_POSSIBLE_DESTINATION', gateway, `${gateway} carries global IPv6 out of its own VPC, nothing else`, {
          resources: { vpc: [vpc] },
        }),
        hops,
      ),
    ];
  const branch = hindered(given, publicAccessObstacle(world.view, gateway, placesOf(vpc, from), true));
  const memory = lost(
    { ...branch.memory, admitted: new Set([...branch.memory.admitted, gateway]) },
    'SG_REFERENCES_NOT_PRESERVED',
    gateway,
  );
  const back: Place = { at: 'egress-only-gateway-in', gateway, vpc };
  const beyond = world.goal.internet ? packets : narrowed(packets, { destination: world.goal.beyond });
  if (world.goal.gateways.has(gateway)) return [arrived({ ...branch, packets, memory }, back, hops)];
  return beyond.length > 0
    ? [arrived({ ...branch, packets: beyond, memory }, back, [...hops, ...atEdge])]
    : [on(branch, { at: 'internet', from: gateway }, { packets, memory, hops })];
};

export const egressOnlyGatewayIn = (
  _world: World,
  branch: Branch,
  { gateway, vpc }: Extract<Place, { at: 'egress-only-gateway-in' }>,
): readonly Next[] => [
  on(
    branch,
    { at: 'delivering', vpc },
    { hops: [hop(gateway, 'egress-only-internet-gateway', { of: vpc }), hop(vpc, 'vpc')] },
  ),
];
