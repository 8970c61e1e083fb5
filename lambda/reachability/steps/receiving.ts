import { addressesText } from '../../network/address.ts';
import type { Interface } from '../../network/interface.ts';
import { isFound } from '../../network/lookup.ts';
import { destinations, narrowed, type Packets, replies, turnedBack } from '../../network/packets.ts';
import { subtract } from '../../network/ranges.ts';
import { type Branch, lost, type Next } from '../branch.ts';
import { hop } from '../hop.ts';
import { blocks, type Obstacle, unseen } from '../obstacle.ts';
import type { Place } from '../place.ts';
import type { World } from '../world.ts';
import { checkObstacle, doubtful, interfaceNotSeen, stateObstacle } from './interface.ts';
import { arrived, ended, hindered, on } from './passing.ts';
import { throughInterface } from './security-groups.ts';

const isNat = (one: Interface): boolean => one.type === 'nat_gateway' || one.type === 'natGateway';

/** A reply reaches the interface of the NAT gateway or balancer that translated the request: the translation is undone. */
const undoTranslation = ({ view }: World, branch: Branch, one: Interface): Next | undefined => {
  const { memory } = branch;
  const translation = memory.translations.findLast(({ device }) => device === one.id);
  if (!memory.isReply || translation === undefined) return undefined;
  const packets =
    translation.kind === 'source' ? turnedBack(branch.packets, translation.before) : replies([translation.before]);
  const balancer = view.balancerOf(one);
  const device = view.natGatewayWith(one.id) ?? (isFound(balancer) ? balancer.thing : one.id);
  const type = isNat(one) ? 'nat-gateway' : 'load-balancer';
  const text = `translated back to ${addressesText(translation.before.source)}`;
  const back = { kind: 'translation', id: device, text } as const;
  return on(
    branch,
    { at: 'departing', interface: one.id, entrance: 'nat' },
    {
      packets,
      memory: { ...memory, translations: memory.translations.filter((other) => other !== translation) },
      hops: [hop(one.id, 'network-interface', { of: device }), hop(device, type, { decisions: [back] })],
    },
  );
};

const uninvited = (world: World, branch: Branch, one: Interface): Next => {
  const gateway = world.view.natGatewayWith(one.id) ?? one.id;
  return ended(
    branch,
    blocks(
      'NO_POSSIBLE_DESTINATION',
      gateway,
      `${gateway} takes no connections to its own address ${addressesText(destinations(branch.packets))}`,
      { resources: { natGateway: [gateway], networkInterface: [one.id], subnet: [one.subnet], vpc: [one.vpc] } },
    ),
    [hop(one.id, 'network-interface'), hop(gateway, 'nat-gateway')],
  );
};

/** An interface receives: security groups, then destination check; then it is the end, or passes the packets on. */
export const receiving = (world: World, given: Branch, place: Extract<Place, { at: 'receiving' }>): readonly Next[] => {
  const held = world.view.interface(place.interface);
  if (held.kind !== 'found')
    return [interfaceNotSeen(given, place.interface, held.kind === 'unknown' ? held.reason : undefined)];
  const one = held.thing;
  const met = stateObstacle(world.view, one);
  const branch = met.reduce<Branch>(hindered, doubtful(given, one));
  const undone = undoTranslation(world, branch, one);
  if (undone !== undefined) return [undone];
  const own = narrowed(branch.packets, { destination: one.own });
  const nexts: Next[] = [];
  if (own.length > 0) nexts.push(...takingIn(world, { ...branch, packets: own }, one, met));
  const foreign = foreignTo(branch.packets, one);
  if (foreign.length > 0) nexts.push(...passingOn(world, { ...branch, packets: foreign }, one, met));
  return nexts;
};

const foreignTo = (packets: Packets, one: Interface): Packets =>
  packets.flatMap((box) => {
    const rest = subtract(box.destination, one.own);
    return rest.length === 0 ? [] : [{ ...box, destination: rest }];
  });

const takingIn = (world: World, branch: Branch, one: Interface, met: readonly Obstacle[]): readonly Next[] => {
  // A reply to the gateway itself: it was asked of as a source.
  if (isNat(one) && !(branch.memory.isReply && world.goal.interfaces.has(one.id)))
    return [uninvited(world, branch, one)];
  const balancer =
    world.goal.balancers.has(one.id) && !branch.memory.isReply
      ? world.view.balancerOf(one)
      : { kind: 'absent' as const };
  const next: Place =
    balancer.kind === 'found'
      ? { at: 'balancing', balancer: balancer.thing, interface: one.id }
      : { at: 'arrived', interface: one.id };
  const reached =
    balancer.kind === 'unknown' ? { ...branch, doubts: [...branch.doubts, unseen(one.id, balancer.reason)] } : branch;
  return throughInterface(world, reached, one, 'ingress', next, 'arriving', met);
};

/** A router: https://docs.aws.amazon.com/vpc/latest/userguide/route-table-options.html#route-tables-appliance-routing. */
const passingOn = (world: World, branch: Branch, one: Interface, met: readonly Obstacle[]): readonly Next[] => {
  const memory = lost(branch.memory, 'SG_REFERENCES_NOT_PRESERVED', one.id);
  const next: Place = { at: 'sending', interface: one.id, entrance: 'interface' };
  const checks = one.checked ? [checkObstacle(one, `to ${addressesText(destinations(branch.packets))}`)] : [];
  const checked = { ...branch, blockers: [...branch.blockers, ...checks] };
  return throughInterface(world, checked, one, 'ingress', next, 'passing', [...met, ...checks]).map((step) =>
    step.kind === 'on'
      ? { ...step, branch: { ...step.branch, memory: { ...memory, admitted: step.branch.memory.admitted } } }
      : step,
  );
};

const isGoal = ({ goal }: World, { memory }: Branch, id: string): boolean =>
  goal.interfaces.has(id) ||
  (goal.anyTarget && memory.translations.some(({ kind, device }) => kind !== 'source' && goal.balancers.has(device)));

/** Past the groups of the interface that holds the destination. */
export const arriving = (world: World, branch: Branch, place: Extract<Place, { at: 'arrived' }>): readonly Next[] =>
  isGoal(world, branch, place.interface)
    ? [arrived(branch, { at: 'sending', interface: place.interface, entrance: 'interface' })]
    : [
        ended(
          branch,
          blocks(
            'NO_POSSIBLE_DESTINATION',
            place.interface,
            `${addressesText(destinations(branch.packets))} is an address of ${place.interface}, which is not the destination`,
            { resources: { networkInterface: [place.interface] } },
          ),
        ),
      ];
