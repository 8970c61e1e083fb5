import { addressOf, only } from '../../network/address.ts';
import { type Balancer, type Listener, portsOf, type Target, type TargetGroup } from '../../network/load-balancer.ts';
import { isFound } from '../../network/lookup.ts';
import { everyPort, narrowed, type Packets, serviceText } from '../../network/packets.ts';
import type { Ranges } from '../../network/ranges.ts';
import { type Branch, lost, type Next } from '../branch.ts';
import { hop } from '../hop.ts';
import { blocks, type Obstacle, unseen } from '../obstacle.ts';
import type { Place } from '../place.ts';
import type { World } from '../world.ts';
import { ended, on } from './passing.ts';

type Balancing = Extract<Place, { at: 'balancing' }>;

const ephemeral: Ranges<number> = [[1024, 65_536]];

/** A target as an interface of the network. */
interface Reached {
  readonly target: Target;
  readonly interface: string;
  readonly zone?: string;
}

/** A target that no interface stands for: a function, an address that nobody has here. */
interface Unreached {
  readonly target: Target;
  readonly interface: undefined;
  readonly zone?: undefined;
}

const interfacesFor = (world: World, balancer: Balancer, target: Target): readonly Reached[] => {
  const instance = target.id.startsWith('i-') ? world.view.instance(target.id) : undefined;
  const address = addressOf(target.id);
  const ids =
    instance !== undefined
      ? isFound(instance)
        ? instance.thing.interfaces.slice(0, 1)
        : []
      : address === undefined
        ? []
        : world.view.holders(balancer.vpc, address);
  return ids.flatMap((id) => {
    const held = world.view.interface(id);
    const zone = isFound(held) ? held.thing.zone : undefined;
    return [{ target, interface: id, ...(zone === undefined ? {} : { zone }) }];
  });
};

const listenerObstacle = (balancer: Balancer, branch: Branch, isPortTaken: boolean): Obstacle => {
  const wanted = branch.packets
    .map((box) => serviceText(box))
    .slice(0, 2)
    .join(' and ');
  const ports = balancer.listeners.map(({ port }) => port).join(', ') || 'none';
  const code =
    balancer.kind === 'classic'
      ? 'ELB_LISTENERS_MISMATCH'
      : isPortTaken
        ? 'ELBV2_LISTENER_PORT_RESTRICTION'
        : 'ELBV2_LISTENERS_MISMATCH';
  return blocks(
    code,
    balancer.id,
    `${balancer.name} has no listener for ${wanted}; its listeners are on port ${ports}`,
    {
      resources: { loadBalancer: [balancer.id] },
    },
  );
};

/** The packets as a balancer sends them to a target. */
const forwarded = (
  world: World,
  packets: Packets,
  place: Balancing,
  port: Ranges<number>,
  reached: Reached,
  keepsClient: boolean,
): Packets => {
  const target = world.view.interface(reached.interface);
  const own = world.view.interface(place.interface);
  const address = addressOf(reached.target.id);
  const first = isFound(target) ? target.thing.addresses[0]?.private : undefined;
  const to = address ?? first;
  if (to === undefined || !isFound(own)) return [];
  return packets.map((box) => ({
    ...box,
    ...(keepsClient ? {} : { source: own.thing.own, sourcePorts: ephemeral }),
    destination: only(to),
    destinationPorts: port,
  }));
};

interface Forward {
  readonly listener: Listener;
  readonly group?: TargetGroup;
  readonly targets: readonly Target[];
  readonly keepsClient: boolean;
  readonly crossZone: boolean;
  readonly port: (target: Target) => Ranges<number>;
}

const forwardsOf = (
  world: World,
  balancer: Balancer,
  listener: Listener,
): { readonly forwards: readonly Forward[]; readonly doubts: readonly Obstacle[] } => {
  if (balancer.kind === 'classic')
    return {
      forwards: [
        {
          listener,
          targets: balancer.instances.map((id) => ({ id })),
          keepsClient: false,
          crossZone: balancer.crossZone,
          port: () => portsOf(listener.instancePort),
        },
      ],
      doubts: [],
    };
  const doubts: Obstacle[] = [];
  const forwards = listener.targetGroups.flatMap((id): readonly Forward[] => {
    const group = world.view.targetGroup(id);
    if (!isFound(group)) {
      doubts.push(
        unseen(id, group.kind === 'unknown' ? group.reason : `the target group ${id} is not in the snapshot`),
      );
      return [];
    }
    const { targets, name, port } = group.thing;
    if (targets === undefined) {
      doubts.push(unseen(id, `the targets of ${name} are not in the snapshot`));
      return [];
    }
    return [
      {
        listener,
        group: group.thing,
        targets,
        keepsClient: balancer.kind === 'network' && group.thing.preservesClient,
        crossZone: group.thing.crossZone ?? balancer.crossZone,
        port: (target) => portsOf(target.port ?? port),
      },
    ];
  });
  return { forwards, doubts };
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
  const label = forward.group?.name ?? balancer.name;
  const resources = {
    loadBalancer: [balancer.id],
    ...(forward.group === undefined ? {} : { loadBalancerTargetGroup: [forward.group.id] }),
  };
  const hops = [hop(balancer.id, 'load-balancer')];
  if (forward.targets.length === 0)
    return [
      ended(
        branch,
        blocks(
          balancer.kind === 'classic' ? 'ELB_LISTENERS_MISMATCH' : 'ELBV2_LISTENER_HAS_NO_TG',
          forward.group?.id ?? balancer.id,
          `${label} has no targets`,
          { resources },
        ),
        hops,
      ),
    ];
  const all = forward.targets.slice(0, TRIED).flatMap((target): readonly (Reached | Unreached)[] => {
    const reached = interfacesFor(world, balancer, target);
    return reached.length === 0 ? [{ target, interface: undefined }] : reached;
  });
  const near = all.filter(
    (one) => one.interface === undefined || forward.crossZone || zone === undefined || one.zone === zone,
  );
  if (near.length === 0)
    return [
      ended(
        branch,
        blocks(
          balancer.kind === 'classic' ? 'ELB_NOT_CROSSZONE' : 'ELBV2_NO_TARGETS_IN_AZ',
          forward.group?.id ?? balancer.id,
          `${label} has no targets in ${zone ?? 'the zone'}, and ${balancer.name} does not balance across zones`,
          { resources },
        ),
        hops,
      ),
    ];
  return near.map((one) => {
    if (one.interface === undefined)
      return ended(
        branch,
        unseen(one.target.id, `the target ${one.target.id} of ${label} is no interface of the snapshot`),
      );
    const port = forward.port(one.target);
    const packets = forwarded(world, branch.packets, place, port, one, forward.keepsClient);
    const [before] = branch.packets;
    const memory = {
      ...lost(branch.memory, 'SG_REFERENCES_NOT_PRESERVED', balancer.id),
      translations: [
        ...branch.memory.translations,
        ...(before === undefined
          ? []
          : [
              {
                kind: forward.keepsClient ? ('client-kept' as const) : ('proxy' as const),
                device: place.interface,
                before,
              },
            ]),
      ],
      ...(forward.keepsClient ? {} : { identity: { kind: 'kept' as const } }),
    };
    return on(
      branch,
      { at: 'sending', interface: place.interface, entrance: 'interface', isUnchecked: true },
      {
        packets,
        memory,
        hops: [
          hop(balancer.id, 'load-balancer', {
            decisions: [
              {
                kind: 'listener',
                id: forward.listener.id || balancer.id,
                port: forward.listener.port,
                ...(forward.group === undefined ? {} : { targetGroup: forward.group.id }),
              },
            ],
          }),
        ],
      },
    );
  });
};

/** A load balancer: https://docs.aws.amazon.com/elasticloadbalancing/latest/userguide/how-elastic-load-balancing-works.html. */
export const balancing = (world: World, branch: Branch, place: Balancing): readonly Next[] => {
  const known = world.view.balancer(place.balancer);
  if (!isFound(known))
    return [
      ended(
        branch,
        unseen(place.balancer, known.kind === 'unknown' ? known.reason : `${place.balancer} is not in the snapshot`),
      ),
    ];
  const balancer = known.thing;
  const hops = [hop(balancer.id, 'load-balancer')];
  if (!balancer.isActive)
    return [
      ended(
        branch,
        blocks('BAD_STATE', balancer.id, `${balancer.name} is ${balancer.state}`, {
          resources: { loadBalancer: [balancer.id] },
        }),
        hops,
      ),
    ];
  if (balancer.flaws.length > 0)
    return [ended(branch, unseen(balancer.id, `${balancer.name}: ${balancer.flaws.join('; ')}`), hops)];
  const nexts = balancer.listeners.flatMap((listener): readonly Next[] => {
    const packets = narrowed(branch.packets, { protocols: listener.protocols, destinationPorts: listener.ports });
    if (packets.length === 0) return [];
    const { forwards, doubts } = forwardsOf(world, balancer, listener);
    const taken = { ...branch, packets };
    if (forwards.length === 0)
      return [
        ended(
          taken,
          doubts[0] ??
            blocks(
              'ELBV2_LISTENER_REQUIRES_TG_ACCEPT',
              balancer.id,
              `the listener of ${balancer.name} on port ${listener.port} forwards to no target group`,
              {
                resources: { loadBalancer: [balancer.id] },
              },
            ),
          hops,
        ),
      ];
    return [
      ...forwards.flatMap((forward) => toTargets(world, taken, place, balancer, forward)),
      ...doubts.map((doubt) => ended(taken, doubt, hops)),
    ];
  });
  if (nexts.length > 0) return nexts;
  const isPortTaken = balancer.listeners.some(
    (listener) =>
      narrowed(branch.packets, { destinationPorts: listener.ports }).length > 0 ||
      narrowed(branch.packets, { protocols: listener.protocols, destinationPorts: everyPort }).length === 0,
  );
  return [ended(branch, listenerObstacle(balancer, branch, isPortTaken), hops)];
};
