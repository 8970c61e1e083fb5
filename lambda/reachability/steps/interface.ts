import { addressesText } from '../../network/address.ts';
import type { Interface } from '../../network/interface.ts';
import {
  destinations,
  narrowed,
  type Packets,
  replies,
  serviceText,
  sources,
  turnedBack,
} from '../../network/packets.ts';
import { subtract } from '../../network/ranges.ts';
import { type Branch, lost, type Memory, type Next } from '../branch.ts';
import { type Decision, type Hop, hop } from '../hop.ts';
import { blocks, type Obstacle, unseen } from '../obstacle.ts';
import type { Place } from '../place.ts';
import type { View } from '../view.ts';
import type { World } from '../world.ts';
import { arrived, ended, on, through } from './passing.ts';

const nameOf = (packets: Packets): string =>
  packets
    .map((box) => serviceText(box))
    .slice(0, 2)
    .join(' and ');

const roles = (one: Interface) => ({
  networkInterface: [one.id],
  securityGroups: one.groups,
  subnet: [one.subnet],
  vpc: [one.vpc],
});

/** `no inbound rule of sg-… lets tcp/443 in from 10.0.0.5`. */
const groupsObstacle = (
  world: World,
  one: Interface,
  direction: 'ingress' | 'egress',
  branch: Branch,
  empty: readonly string[],
): Obstacle => {
  const { identity } = branch.memory;
  const { packets } = branch;
  const service = nameOf(packets);
  const peer = addressesText(direction === 'ingress' ? sources(packets) : destinations(packets));
  const groups = one.groups.join(', ');
  const words =
    direction === 'ingress'
      ? `no inbound rule for ${service} from ${peer}`
      : `no outbound rule for ${service} to ${peer}`;
  const rest = { resources: roles(one), facts: { direction } };
  const component = one.groups.length === 1 ? (one.groups[0] ?? one.id) : one.id;
  const having = one.groups.length === 1 ? `${groups} has` : `${groups} of ${one.id} have`;
  if (identity.kind !== 'kept' && direction === 'ingress') {
    const withIdentity = world.view.groups(one.groups, direction, packets, true);
    if (withIdentity.passed.length + withIdentity.referred.length > 0)
      return identity.kind === 'unknown'
        ? unseen(
            component,
            `${having} rules that refer to groups, and the sender's are not known`,
            'UNKNOWN_PEERED_SGS',
            rest,
          )
        : blocks(
            identity.code,
            component,
            `${having} ${words}: a rule refers to a security group, and ${identity.component} does not carry the sender's`,
            rest,
          );
  }
  const isBare = one.groups.length > 0 && empty.length === one.groups.length;
  return blocks(isBare ? 'SG_HAS_NO_RULES' : 'ENI_SG_RULES_MISMATCH', component, `${having} ${words}`, rest);
};

/** Why nothing passes an interface at all. */
const stateObstacle = (view: View, one: Interface): Obstacle | undefined => {
  if (one.instance !== undefined) {
    const instance = view.instance(one.instance);
    if (instance.kind === 'found' && instance.thing.state !== 'running')
      return blocks('BAD_STATE', one.instance, `${one.instance} is ${instance.thing.state}`, {
        resources: { networkInterface: [one.id] },
        facts: { state: instance.thing.state },
      });
  }
  return one.inUse
    ? undefined
    : blocks('BAD_STATE', one.id, `${one.id} is attached to nothing`, { facts: { state: 'available' } });
};

const hopsOf = (
  one: Interface,
  decisions: readonly Decision[],
  blockers: readonly Obstacle[],
  order: 'sending' | 'arriving' | 'passing',
): readonly Hop[] => {
  const own = hop(one.id, 'network-interface', { of: one.instance, decisions, blockers });
  if (one.instance === undefined || order === 'passing') return [own];
  const instance = hop(one.instance, 'instance');
  return order === 'sending' ? [instance, own] : [own, instance];
};

const doubtful = (branch: Branch, one: Interface): Branch =>
  one.flaws.length === 0
    ? branch
    : { ...branch, doubts: [...branch.doubts, unseen(one.id, `${one.id}: ${one.flaws.join('; ')}`)] };

const stopped = (view: View, branch: Branch, one: Interface): Branch => {
  const obstacle = stateObstacle(view, one);
  return obstacle === undefined ? branch : { ...branch, blockers: [...branch.blockers, obstacle] };
};

export const interfaceNotSeen = (branch: Branch, id: string, reason: string | undefined): Next =>
  ended(branch, unseen(id, reason ?? `${id} is not in the snapshot`));

const admit = (memory: Memory, id: string): Memory =>
  memory.isReply ? memory : { ...memory, admitted: new Set([...memory.admitted, id]) };

/** Security groups of an interface, in one direction; replies to what they let pass pass. */
const throughInterface = (
  world: World,
  branch: Branch,
  one: Interface,
  direction: 'ingress' | 'egress',
  place: Place,
  order: 'sending' | 'arriving' | 'passing',
): readonly Next[] => {
  const memory = admit(branch.memory, one.id);
  if (branch.memory.isReply && branch.memory.admitted.has(one.id))
    return [on(branch, place, { hops: hopsOf(one, [{ kind: 'tracked', id: one.id }], [], order) })];
  if (one.groups.length === 0) return [on(branch, place, { memory, hops: hopsOf(one, [], [], order) })];
  const followGroups = direction === 'egress' || branch.memory.identity.kind === 'kept';
  const filtered = world.view.groups(one.groups, direction, branch.packets, followGroups);
  const { referred } = filtered;
  const referring =
    referred.length === 0
      ? []
      : [
          on(branch, place, {
            packets: referred,
            memory: direction === 'egress' ? { ...memory, referredBy: one.id } : memory,
            hops: hopsOf(one, filtered.decisions, [], order),
          }),
        ];
  if (referred.length > 0 && filtered.passed.length + filtered.unsure.length === 0) return referring;
  return [
    ...through(branch, {
      filtered,
      place,
      memory,
      doubtAt: one.groups[0] ?? one.id,
      obstacle: () => groupsObstacle(world, one, direction, branch, filtered.empty),
      hops: (decisions, blockers) => hopsOf(one, decisions, blockers, order),
    }),
    ...referring,
  ];
};

const checkObstacle = (one: Interface, what: string): Obstacle =>
  blocks(
    'ENI_SOURCE_DEST_CHECK_RESTRICTION',
    one.id,
    `the source/destination check of ${one.id} drops packets ${what}, which is not its own`,
    { resources: { networkInterface: [one.id], subnet: [one.subnet], vpc: [one.vpc] } },
  );

/** An interface sends: source check, then security groups. */
export const sending = (world: World, given: Branch, place: Extract<Place, { at: 'sending' }>): readonly Next[] => {
  const held = world.view.interface(place.interface);
  if (held.kind !== 'found')
    return [interfaceNotSeen(given, place.interface, held.kind === 'unknown' ? held.reason : undefined)];
  const one = held.thing;
  const branch = stopped(world.view, doubtful(given, one), one);
  const next: Place = { at: 'departing', interface: one.id, entrance: place.entrance };
  const order = given.length === 0 ? 'sending' : 'passing';
  if (!one.checked || place.isUnchecked) return throughInterface(world, branch, one, 'egress', next, order);
  const own = narrowed(branch.packets, { source: one.own });
  if (own.length > 0) return throughInterface(world, { ...branch, packets: own }, one, 'egress', next, order);
  const obstacle = checkObstacle(one, `from ${addressesText(sources(branch.packets))}`);
  return throughInterface(world, { ...branch, blockers: [...branch.blockers, obstacle] }, one, 'egress', next, order);
};

/** A reply reaches the interface of the NAT gateway or balancer that translated the request: the translation is undone. */
const undoTranslation = (branch: Branch, one: Interface): Next | undefined => {
  const { memory } = branch;
  const translation = memory.translations.findLast(({ device }) => device === one.id);
  if (!memory.isReply || translation === undefined) return undefined;
  const packets =
    translation.kind === 'source' ? turnedBack(branch.packets, translation.before) : replies([translation.before]);
  return on(
    branch,
    { at: 'departing', interface: one.id, entrance: 'nat' },
    {
      packets,
      memory: { ...memory, translations: memory.translations.filter((other) => other !== translation) },
      hops: [
        hop(one.id, 'network-interface', {
          decisions: [
            { kind: 'translation', id: one.id, text: `translated back to ${addressesText(translation.before.source)}` },
          ],
        }),
      ],
    },
  );
};

const isNat = (one: Interface): boolean => one.type === 'nat_gateway' || one.type === 'natGateway';

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
  const branch = stopped(world.view, doubtful(given, one), one);
  const undone = undoTranslation(branch, one);
  if (undone !== undefined) return [undone];
  const own = narrowed(branch.packets, { destination: one.own });
  const nexts: Next[] = [];
  if (own.length > 0) nexts.push(...takingIn(world, { ...branch, packets: own }, one));
  const foreign = foreignTo(branch.packets, one);
  if (foreign.length > 0) nexts.push(...passingOn(world, { ...branch, packets: foreign }, one));
  return nexts;
};

const foreignTo = (packets: Packets, one: Interface): Packets =>
  packets.flatMap((box) => {
    const rest = subtract(box.destination, one.own);
    return rest.length === 0 ? [] : [{ ...box, destination: rest }];
  });

const takingIn = (world: World, branch: Branch, one: Interface): readonly Next[] => {
  if (isNat(one)) return [uninvited(world, branch, one)];
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
  return throughInterface(world, reached, one, 'ingress', next, 'arriving');
};

/** A router: https://docs.aws.amazon.com/vpc/latest/userguide/route-table-options.html#route-tables-appliance-routing. */
const passingOn = (world: World, branch: Branch, one: Interface): readonly Next[] => {
  const memory = lost(branch.memory, 'SG_REFERENCES_NOT_PRESERVED', one.id);
  const next: Place = { at: 'sending', interface: one.id, entrance: 'interface' };
  const checked = one.checked
    ? {
        ...branch,
        blockers: [...branch.blockers, checkObstacle(one, `to ${addressesText(destinations(branch.packets))}`)],
      }
    : branch;
  return throughInterface(world, checked, one, 'ingress', next, 'passing').map((step) =>
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
