import type { Balancer } from '../../network/load-balancer.ts';
import { isFound } from '../../network/lookup.ts';
import { narrowed, serviceText } from '../../network/packets.ts';
import { type Branch, lost, type Next } from '../branch.ts';
import { hop } from '../hop.ts';
import { blocks, type Obstacle, unmodelled, unseen } from '../obstacle.ts';
import type { Place } from '../place.ts';
import type { World } from '../world.ts';
import { ended, on } from './passing.ts';
import { sentTo } from './sent-to.ts';
import { type Forward, forwardsOf, found, type Reached } from './targets.ts';

type Balancing = Extract<Place, { at: 'balancing' }>;

const balancerHop = (balancer: Balancer) => [hop(balancer.id, 'load-balancer')];

const listenerObstacle = (balancer: Balancer, branch: Branch): Obstacle => {
  const wanted = branch.packets
    .map((box) => serviceText(box))
    .slice(0, 2)
    .join(' and ');
  const listeners = balancer.listeners.map((listener) =>
    serviceText({ protocols: listener.protocols, destinationPorts: listener.ports }),
  );
  return blocks(
    balancer.kind === 'classic' ? 'ELB_LISTENERS_MISMATCH' : 'ELBV2_LISTENERS_MISMATCH',
    balancer.id,
    listeners.length === 0
      ? `${balancer.name} has no listener`
      : `${balancer.name} has no listener for ${wanted}, only for ${listeners.join(', ')}`,
    { resources: { loadBalancer: [balancer.id] } },
  );
};

const resourcesOf = (balancer: Balancer, { group }: Forward) => ({
  loadBalancer: [balancer.id],
  ...(group === undefined ? {} : { loadBalancerTargetGroup: [group.id] }),
});

const toTarget = (
  world: World,
  branch: Branch,
  place: Balancing,
  balancer: Balancer,
  forward: Forward,
  reached: Reached,
): readonly Next[] => {
  const sent = sentTo(world, branch, place, forward, reached);
  if (sent.length === 0)
    return [
      ended(
        branch,
        blocks(
          'ELBV2_SOURCE_ADDRESS_PRESERVATION',
          balancer.id,
          `${balancer.name} keeps the client's address, and ${reached.interface} cannot be its own client`,
          { resources: { ...resourcesOf(balancer, forward), networkInterface: [reached.interface] } },
        ),
        balancerHop(balancer),
      ),
    ];
  const { listener, group } = forward;
  const decision = {
    kind: 'listener' as const,
    id: listener.id || balancer.id,
    port: listener.port,
    ...(group === undefined ? {} : { targetGroup: group.id }),
  };
  return sent.map(({ kind, before, packets }) => {
    const memory = {
      ...lost(branch.memory, 'SG_REFERENCES_NOT_PRESERVED', balancer.id),
      translations: [...branch.memory.translations, { kind, device: place.interface, before }],
      ...(kind === 'client-kept' ? { sentBy: place.interface } : { identity: { kind: 'kept' as const, groups: [] } }),
    };
    return on(
      branch,
      { at: 'sending', interface: place.interface, entrance: 'interface', isUnchecked: true },
      {
        packets: [packets],
        memory,
        hops: [hop(balancer.id, 'load-balancer', { decisions: [decision], header: packets })],
      },
    );
  });
};

/** How many targets are tried: they differ in little, and each is a way of its own. */
const TRIED = 64;

const toTargets = (
  world: World,
  branch: Branch,
  place: Balancing,
  balancer: Balancer,
  forward: Forward,
): readonly Next[] => {
  const own = world.view.interface(place.interface);
  const zone = isFound(own) ? own.thing.zone : undefined;
  const isClassic = balancer.kind === 'classic';
  const { name, group, crossZone } = forward;
  const blocked = (code: string, message: string): readonly Next[] => [
    ended(
      branch,
      blocks(code, group?.id ?? balancer.id, message, { resources: resourcesOf(balancer, forward) }),
      balancerHop(balancer),
    ),
  ];
  if (forward.targets.length === 0)
    return blocked(isClassic ? 'TARGET_ADDRESS_RESTRICTION' : 'ELBV2_LISTENER_HAS_NO_TG', `${name} has no targets`);
  const { reached, unseen: notSeen } = found(world, balancer, forward);
  const dark = notSeen.map((obstacle) => ended(branch, obstacle, balancerHop(balancer)));
  if (reached.length === 0)
    return dark.length > 0
      ? dark
      : blocked(
          'TARGET_ADDRESS_RESTRICTION',
          `${balancer.name} forwards port ${forward.listener.port} to ${name}, of which the destination is no target`,
        );
  // https://docs.aws.amazon.com/elasticloadbalancing/latest/userguide/how-elastic-load-balancing-works.html#availability-zones
  const installed = reached.filter(
    (one) => one.zone === undefined || balancer.zones.length === 0 || balancer.zones.includes(one.zone),
  );
  if (installed.length === 0)
    return [
      ...dark,
      ...blocked(
        'ELB_INSTALLED_AZ_RESTRICTION',
        `the targets of ${name} are in ${zonesOf(reached)}, for which ${balancer.name} is not enabled`,
      ),
    ];
  const near = installed.filter(
    (one) => crossZone || zone === undefined || one.zone === undefined || one.zone === zone,
  );
  const acrossUnknown = `whether ${balancer.name} balances across zones is not in the snapshot`;
  const farther =
    crossZone === undefined && near.length < installed.length
      ? [ended(branch, unseen(balancer.id, acrossUnknown), balancerHop(balancer))]
      : [];
  if (near.length === 0 && farther.length > 0) return [...dark, ...farther];
  if (near.length === 0)
    return [
      ...dark,
      ...blocked(
        isClassic ? 'ELB_NOT_CROSSZONE' : 'ELBV2_NO_TARGETS_IN_AZ',
        `${name} has targets in ${zonesOf(installed)} alone, and ${balancer.name} does not balance across zones from ${zone ?? 'its own'}`,
      ),
    ];
  const rest = near.length - TRIED;
  const more = `${name} has ${near.length} targets, of which ${TRIED} were tried`;
  return [
    ...near.slice(0, TRIED).flatMap((one) => toTarget(world, branch, place, balancer, forward, one)),
    ...dark,
    ...farther,
    ...(rest > 0 ? [ended(branch, unseen(group?.id ?? balancer.id, more, 'NO_PATH'), balancerHop(balancer))] : []),
  ];
};

const zonesOf = (targets: readonly Reached[]): string =>
  [...new Set(targets.flatMap(({ zone }) => zone ?? []))].sort().join(', ');

const throughListeners = (world: World, branch: Branch, place: Balancing, balancer: Balancer): readonly Next[] => {
  const nexts = balancer.listeners.flatMap((listener): readonly Next[] => {
    const packets = narrowed(branch.packets, { protocols: listener.protocols, destinationPorts: listener.ports });
    if (packets.length === 0) return [];
    const taken = { ...branch, packets };
    const { forwards, doubts } = forwardsOf(world, balancer, listener);
    if (forwards.length + doubts.length === 0)
      return [
        ended(
          taken,
          blocks(
            'ELBV2_LISTENER_REQUIRES_TG_ACCEPT',
            balancer.id,
            `the listener of ${balancer.name} on port ${listener.port} forwards to no target group`,
            { resources: { loadBalancer: [balancer.id] } },
          ),
          balancerHop(balancer),
        ),
      ];
    return [
      ...forwards.flatMap((forward) => toTargets(world, taken, place, balancer, forward)),
      ...doubts.map((doubt) => ended(taken, doubt, balancerHop(balancer))),
    ];
  });
  if (nexts.length === 0) return [ended(branch, listenerObstacle(balancer, branch), balancerHop(balancer))];
  return balancer.unread === undefined
    ? nexts
    : [...nexts, ended(branch, unseen(balancer.id, `${balancer.name}: ${balancer.unread}`), balancerHop(balancer))];
};

/** A load balancer: https://docs.aws.amazon.com/elasticloadbalancing/latest/userguide/how-elastic-load-balancing-works.html. */
export const balancing = (world: World, branch: Branch, place: Balancing): readonly Next[] => {
  const known = world.view.balancer(place.balancer);
  if (!isFound(known)) {
    const reason = known.kind === 'unknown' ? known.reason : `${place.balancer} is not in the snapshot`;
    return [ended(branch, unseen(place.balancer, reason), [hop(place.balancer, 'load-balancer')])];
  }
  const balancer = known.thing;
  const stop = (obstacle: Obstacle): readonly Next[] => [ended(branch, obstacle, balancerHop(balancer))];
  if (!balancer.isActive)
    return stop(
      blocks('BAD_STATE', balancer.id, `${balancer.name} is ${balancer.state}`, {
        resources: { loadBalancer: [balancer.id] },
        facts: { state: balancer.state },
      }),
    );
  if (balancer.kind === 'gateway')
    return stop(
      unmodelled(balancer.id, `${balancer.name} is a Gateway Load Balancer, which the model does not follow`),
    );
  if (balancer.flaws.length > 0) return stop(unseen(balancer.id, `${balancer.name}: ${balancer.flaws.join('; ')}`));
  return throughListeners(world, branch, place, balancer);
};
