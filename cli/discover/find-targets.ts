import type { Protocol } from '../../lambda/domain/path.ts';
import { addressOf } from '../../lambda/network/address.ts';
import type { Balancer, Listener, Target, TargetGroup } from '../../lambda/network/load-balancer.ts';
import { isFound } from '../../lambda/network/lookup.ts';
import type { Resource } from '../../lambda/snapshot/inventory.ts';
import { allBalancers, doorsOf } from './all-balancers.ts';
import { type Ground, resourcesOf } from './ground.ts';
import type { Proposal } from './proposal.ts';

/** Where one listener sends what it takes. */
interface Forwarding {
  readonly listener: Listener;
  /** In words. */
  readonly to: string;
  readonly name: string;
  readonly targets: readonly Target[];
  readonly protocol: Protocol;
}

const protocolOf = ({ protocol }: TargetGroup): Protocol => (protocol === 'UDP' || protocol === 'QUIC' ? 'udp' : 'tcp');

const forwardingsOf = (balancer: Balancer, { balancers }: Ground): readonly Forwarding[] =>
  balancer.listeners.flatMap((listener): readonly Forwarding[] => {
    if (listener.instancePort !== undefined) {
      const targets = balancer.instances.map((id) => ({ id, port: listener.instancePort ?? 0 }));
      return [{ listener, to: 'its instances', name: balancer.name, targets, protocol: 'tcp' }];
    }
    return listener.targetGroups.flatMap((id) => {
      const group = balancers.targetGroup(id);
      if (!isFound(group) || group.thing.targets === undefined) return [];
      const { name, port, targets } = group.thing;
      const ported = targets.map((target) => ({ ...(port === undefined ? {} : { port }), ...target }));
      return [{ listener, to: `the target group ${name}`, name, targets: ported, protocol: protocolOf(group.thing) }];
    });
  });

/** The port of most of the targets: containers may have one each. */
const usualPort = (targets: readonly Target[]): number | undefined => {
  const counts = new Map<number, number>();
  for (const { port } of targets) if (port !== undefined) counts.set(port, (counts.get(port) ?? 0) + 1);
  return [...counts].sort(([a, ofA], [b, ofB]) => ofB - ofA || a - b)[0]?.[0];
};

/** A target is an instance or an address; functions and other balancers are left out. */
const resourceOf = ({ id }: Target, { vpc }: Balancer, ground: Ground): readonly Resource[] => {
  if (id.startsWith('i-')) {
    const resource = ground.resource(id);
    return resource === undefined ? [] : [resource];
  }
  const address = addressOf(id);
  return address === undefined ? [] : resourcesOf(ground, ground.relations.holders(vpc, address));
};

/** Load balancers to what they forward to: from an interface of the balancer, at each target group's own port. */
export const findTargets = (ground: Ground): readonly Proposal[] =>
  allBalancers(ground).flatMap((balancer): readonly Proposal[] => {
    const [from] = doorsOf(balancer, ground);
    if (from === undefined) return [];
    return forwardingsOf(balancer, ground).flatMap(({ listener, to, name, targets, protocol }): readonly Proposal[] => {
      const port = usualPort(targets);
      const resources = targets
        .filter((target) => target.port === port)
        .flatMap((target) => resourceOf(target, balancer, ground));
      const [first] = resources;
      if (port === undefined || first === undefined) return [];
      return [
        {
          kind: 'targets',
          from: { resources: [from], name: balancer.name },
          to: { resources: [...new Map(resources.map((one) => [one.id, one])).values()], name },
          protocol,
          port,
          expect: 'reachable',
          why: `the load balancer ${balancer.name} forwards its port ${listener.port} to ${to}, on ${protocol}/${port}`,
        },
      ];
    });
  });
