import { addressesText } from '../../network/address.ts';
import type { Interface } from '../../network/interface.ts';
import { destinations, type Packets, serviceText, sources } from '../../network/packets.ts';
import { type Branch, type Memory, type Next, withoutReference } from '../branch.ts';
import type { Following } from '../filter.ts';
import { type Decision, type Hop, hop } from '../hop.ts';
import { needOf } from '../need.ts';
import { blocks, type Obstacle, unseen } from '../obstacle.ts';
import type { Place } from '../place.ts';
import type { World } from '../world.ts';
import { on, through } from './passing.ts';

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
  const rest = { resources: roles(one), facts: { direction, ...needOf(packets, direction) } };
  const component = one.groups.length === 1 ? (one.groups[0] ?? one.id) : one.id;
  const having = one.groups.length === 1 ? `${groups} has` : `${groups} of ${one.id} have`;
  if (identity.kind !== 'kept' && direction === 'ingress') {
    const withIdentity = world.view.groups(
      one.groups,
      direction,
      packets,
      identity.kind === 'unknown' ? { by: 'members' } : { by: 'sender', groups: identity.groups },
    );
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

const admit = (memory: Memory, id: string): Memory =>
  memory.isReply ? memory : { ...withoutReference(memory), admitted: new Set([...memory.admitted, id]) };

/** Outbound rules go by where the members are, inbound ones by who sends. */
const followingOf = (direction: 'ingress' | 'egress', { identity }: Memory): Following => {
  if (direction === 'egress') return { by: 'members' };
  return identity.kind === 'kept' ? { by: 'sender', groups: identity.groups } : { by: 'nothing' };
};

/**
 * Packets of a balancer that keeps its client's address, by rules that refer to the balancer's groups:
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-security-groups.html.
 */
const byBalancer = (world: World, { packets, memory }: Branch, one: Interface): Packets => {
  const held =
    memory.isReply || memory.sentBy === undefined || memory.sentBy === one.id
      ? undefined
      : world.view.interface(memory.sentBy);
  if (held?.kind !== 'found') return [];
  return packets.flatMap((box) =>
    world.view
      .groups(one.groups, 'ingress', [{ ...box, source: held.thing.own }], { by: 'sender', groups: held.thing.groups })
      .referred.map((passed) => ({ ...passed, source: box.source })),
  );
};

/** Security groups of an interface, in one direction; replies to what they let pass pass. `met` is what else blocks there. */
export const throughInterface = (
  world: World,
  branch: Branch,
  one: Interface,
  direction: 'ingress' | 'egress',
  place: Place,
  order: 'sending' | 'arriving' | 'passing',
  met: readonly Obstacle[],
): readonly Next[] => {
  const memory = admit(branch.memory, one.id);
  if (branch.memory.isReply && branch.memory.admitted.has(one.id))
    return [on(branch, place, { hops: hopsOf(one, [{ kind: 'tracked', id: one.id }], met, order) })];
  if (one.groups.length === 0) return [on(branch, place, { memory, hops: hopsOf(one, [], met, order) })];
  const ruled = world.view.groups(one.groups, direction, branch.packets, followingOf(direction, branch.memory));
  const filtered =
    direction === 'ingress' ? { ...ruled, referred: [...ruled.referred, ...byBalancer(world, branch, one)] } : ruled;
  const { referred } = filtered;
  const referring =
    referred.length === 0
      ? []
      : [
          on(branch, place, {
            packets: referred,
            memory: direction === 'egress' ? { ...memory, referredBy: one.id } : memory,
            hops: hopsOf(one, filtered.decisions, met, order),
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
      hops: (decisions, blockers) => hopsOf(one, decisions, [...met, ...blockers], order),
    }),
    ...referring,
  ];
};
