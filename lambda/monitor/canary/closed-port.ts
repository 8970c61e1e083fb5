import { isFound } from '../../network/lookup.ts';
import { type Network, networkOf } from '../../network/network.ts';
import { single, TCP } from '../../network/packets.ts';
import { overlaps } from '../../network/ranges.ts';
import type { Snapshot } from '../../snapshot/snapshot.ts';

/** Ports on which hardly anything listens: the first that nobody opens is taken. */
const CANDIDATES = [1, 7, 9, 13, 17, 19, 113, 512, 65_000] as const;

/** The network interfaces of an instance, or the interface itself; undefined where they could not be seen. */
const interfacesOf = (network: Network, resource: string): readonly string[] | undefined => {
  if (resource.startsWith('eni-')) return [resource];
  if (!resource.startsWith('i-')) return undefined;
  const instance = network.instance(resource);
  return isFound(instance) && instance.thing.interfaces.length > 0 ? instance.thing.interfaces : undefined;
};

/** The ports of tcp that some rule of a security group admits to a resource, from wherever; undefined where that cannot be told. */
const admitted = (network: Network, resource: string) => {
  const interfaces = interfacesOf(network, resource);
  if (interfaces === undefined) return undefined;
  const groups = new Set<string>();
  for (const id of interfaces) {
    const one = network.interface(id);
    // Without any group there is nothing that is known to keep a port closed.
    if (!isFound(one) || one.thing.flaws.length > 0 || one.thing.groups.length === 0) return undefined;
    for (const group of one.thing.groups) groups.add(group);
  }
  const rules = [];
  for (const id of groups) {
    const group = network.group(id);
    if (!isFound(group) || group.thing.flaws.ingress.length > 0) return undefined;
    rules.push(...group.thing.ingress);
  }
  return rules.filter(({ protocols }) => overlaps(protocols, single(TCP))).map(({ ports }) => ports);
};

/**
 * A port of tcp that no rule of the resource's security groups opens for anybody: known to be closed, whatever a trace makes
 * of it. Undefined where there is none among those that are tried, or where the rules could not all be read.
 */
export const closedPort = (snapshot: Snapshot, resource: string): number | undefined => {
  const open = admitted(networkOf(snapshot), resource);
  return open && CANDIDATES.find((port) => !open.some((ports) => overlaps(ports, single(port))));
};
