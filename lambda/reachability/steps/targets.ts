import { type Address, addressOf } from '../../network/address.ts';
import { type Balancer, type Listener, portsOf, type Target, type TargetGroup } from '../../network/load-balancer.ts';
import { isFound } from '../../network/lookup.ts';
import type { Ranges } from '../../network/ranges.ts';
import { type Obstacle, unmodelled, unseen } from '../obstacle.ts';
import type { World } from '../world.ts';

/** A listener with one of the sets of targets that it forwards to. */
export interface Forward {
  readonly listener: Listener;
  /** None for a classic balancer. */
  readonly group?: TargetGroup;
  /** What the targets are called together. */
  readonly name: string;
  readonly targets: readonly Target[];
  readonly keepsClient: boolean;
  /** Undefined: not known. */
  readonly crossZone: boolean | undefined;
  readonly port: (target: Target) => Ranges<number>;
}

/** A target as an interface of the network. */
export interface Reached {
  readonly target: Target;
  readonly interface: string;
  readonly address: Address;
  /** None for an address outside of the balancer's VPC, which belongs to all zones. */
  readonly zone?: string;
}

export interface Found {
  readonly reached: readonly Reached[];
  /** Targets that no interface stands for. */
  readonly unseen: readonly Obstacle[];
}

export const forwardsOf = (
  world: World,
  balancer: Balancer,
  listener: Listener,
): { readonly forwards: readonly Forward[]; readonly doubts: readonly Obstacle[] } => {
  if (balancer.kind === 'classic') {
    const targets = balancer.instances.map((id) => ({ id }));
    const port = () => portsOf(listener.instancePort);
    const { name, crossZone } = balancer;
    return { forwards: [{ listener, name, targets, keepsClient: false, crossZone, port }], doubts: [] };
  }
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
        name,
        targets,
        keepsClient: balancer.kind === 'network' && group.thing.preservesClient,
        crossZone: group.thing.crossZone ?? balancer.crossZone,
        port: (target) => portsOf(target.port ?? port),
      },
    ];
  });
  return { forwards, doubts };
};

/** The interface of an instance that a balancer sends to, by its primary address. */
const instanceTarget = (world: World, name: string, target: Target): Reached | Obstacle => {
  const instance = world.view.instance(target.id);
  const [id] = isFound(instance) ? instance.thing.interfaces : [];
  const held = id === undefined ? undefined : world.view.interface(id);
  const address = held !== undefined && isFound(held) ? held.thing.addresses[0]?.private : undefined;
  if (id === undefined || held === undefined || !isFound(held) || address === undefined)
    return unseen(target.id, `${target.id}, a target of ${name}, has no network interface in the snapshot`);
  const { zone } = held.thing;
  return { target, interface: id, address, ...(zone === undefined ? {} : { zone }) };
};

const addressTarget = (world: World, vpc: string, name: string, target: Target, address: Address) => {
  const near = world.view.holders(vpc, address);
  const ids = near.length > 0 ? near : world.view.anyHolders(address);
  const [id, second] = ids;
  const text = `${target.id}, a target of ${name},`;
  if (id === undefined) return unseen(target.id, `${text} is the address of no network interface in the snapshot`);
  if (second !== undefined)
    return unseen(target.id, `${text} is ambiguous: ${ids.join(' and ')} have it`, 'AMBIGUOUS_ADDRESS', {
      resources: { networkInterfaces: ids },
    });
  const held = world.view.interface(id);
  const zone = near.length > 0 && isFound(held) ? held.thing.zone : undefined;
  return { target, interface: id, address, ...(zone === undefined ? {} : { zone }) };
};

/** What stands for the targets; those that a goal names alone, if it does not take any of them. */
export const found = (world: World, balancer: Balancer, { name, targets }: Forward): Found => {
  const all = targets.map((target): Reached | Obstacle => {
    if (target.id.startsWith('i-')) return instanceTarget(world, name, target);
    const address = addressOf(target.id);
    return address === undefined
      ? unmodelled(target.id, `${name} forwards to ${target.id}, which the model does not follow`)
      : addressTarget(world, balancer.vpc, name, target, address);
  });
  const reached = all.filter((one): one is Reached => 'interface' in one);
  if (!world.goal.anyTarget)
    return { reached: reached.filter((one) => world.goal.interfaces.has(one.interface)), unseen: [] };
  return { reached, unseen: all.filter((one): one is Obstacle => !('interface' in one)) };
};
