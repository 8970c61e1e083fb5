import type { Balancer, Listener } from '../../lambda/network/load-balancer.ts';
import { isFound } from '../../lambda/network/lookup.ts';
import { TCP } from '../../lambda/network/packets.ts';
import { includes, isWithin } from '../../lambda/network/ranges.ts';
import type { Resource } from '../../lambda/snapshot/inventory.ts';
import { allBalancers, doorsOf, facesInternet } from './all-balancers.ts';
import { clientsOf } from './clients.ts';
import { type Ground, resourcesOf } from './ground.ts';
import { groupText } from './ports.ts';
import type { Proposal } from './proposal.ts';

const serviceOf = ({ protocols, port }: Listener): Pick<Proposal, 'protocol' | 'port'> => ({
  protocol: includes(protocols, TCP) ? 'tcp' : 'udp',
  port,
});

/** From the internet gateway of its VPC to an interface of a balancer, at each listener. */
const fromInternet = (balancer: Balancer, door: Resource, ground: Ground): readonly Proposal[] => {
  const gateway = ground.relations.internetGatewayOf(balancer.vpc);
  const resource = isFound(gateway) ? ground.resource(gateway.thing) : undefined;
  if (resource === undefined) return [];
  return balancer.listeners.map((listener) => ({
    kind: 'front-door',
    from: { resources: [resource], name: 'internet' },
    to: { resources: [door], name: balancer.name },
    ...serviceOf(listener),
    expect: 'reachable',
    why: `the load balancer ${balancer.name} faces the internet and listens on port ${listener.port}`,
  }));
};

/** Whom its security groups admit at each listener. */
const fromClients = (balancer: Balancer, door: Resource, ground: Ground): readonly Proposal[] => {
  const interfaces = ground.balancers.interfacesOf(balancer);
  const resources = resourcesOf(ground, interfaces);
  const groups = [...new Set(interfaces.flatMap((one) => one.groups))].sort().map(ground.network.group);
  return balancer.listeners.flatMap((listener) =>
    groups.flatMap((group) =>
      !isFound(group)
        ? []
        : group.thing.ingress
            .filter(
              ({ protocols, ports }) => isWithin(listener.ports, ports) && isWithin(listener.protocols, protocols),
            )
            .flatMap((rule) => clientsOf(rule, { resources, vpc: balancer.vpc }, ground))
            .map(
              ({ peer, ...clients }): Proposal => ({
                kind: 'front-door',
                from: clients,
                to: { resources: [door], name: balancer.name },
                ...serviceOf(listener),
                expect: 'reachable',
                why: `the load balancer ${balancer.name} listens on port ${listener.port}, and its security group ${groupText(group.thing)} admits ${peer}`,
              }),
            ),
    ),
  );
};

/** Clients in front of load balancers: the internet where they face it, else whom their security groups admit. */
export const findFrontDoors = (ground: Ground): readonly Proposal[] =>
  allBalancers(ground).flatMap((balancer) => {
    const [door] = doorsOf(balancer, ground);
    if (door === undefined) return [];
    return (facesInternet(balancer, ground) ? fromInternet : fromClients)(balancer, door, ground);
  });
