import { parseEndpoint } from '../../lambda/domain/endpoint-text.ts';
import { grouped } from '../../lambda/domain/grouped.ts';
import type { World } from '../../lambda/monitor/world.ts';
import type { Interface } from '../../lambda/network/interface.ts';
import { isFound } from '../../lambda/network/lookup.ts';
import type { SecurityGroup } from '../../lambda/network/security-group.ts';
import { type Indexed, indexed } from '../../lambda/reachability/view.ts';
import type { Inventory, Resource } from '../../lambda/snapshot/inventory.ts';
import { type Raw, text } from '../../lambda/snapshot/raw.ts';
import { type ByAddress, byAddressOf } from './by-address.ts';
import { madeBy } from './made-by.ts';

/** The network as finders look through it. Everything is in the order of the ids, whatever the order of the answers. */
export interface Ground extends Pick<Indexed, 'network' | 'relations' | 'balancers'> {
  readonly inventory: Inventory;
  readonly groups: readonly SecurityGroup[];
  /** Of interfaces that are attached to something; so are those that follow. */
  readonly having: (securityGroup: string) => readonly Interface[];
  readonly inVpc: (vpc: string) => readonly Interface[];
  readonly within: ByAddress;
  /** What is declared for an interface: its instance, where that has no other one. Undefined where it cannot be an end. */
  readonly resourceOf: (one: Interface) => Resource | undefined;
  /** The service of databases that has made it. */
  readonly serviceOf: (one: Interface) => string | undefined;
  /** The resource of an id that can be an end now. */
  readonly resource: (id: string) => Resource | undefined;
}

/** Sorted, each once. */
export const idsOf = (elements: readonly Raw[], field: string): readonly string[] =>
  [...new Set(elements.flatMap((element) => text(element, field) ?? []))].sort();

/** Each once. */
export const resourcesOf = (ground: Ground, interfaces: readonly Interface[]): readonly Resource[] => [
  ...new Set(interfaces.flatMap((one) => ground.resourceOf(one) ?? [])),
];

/** The same id has the same answer. */
const kept = <Value>(read: (id: string) => Value): ((id: string) => Value) => {
  const known = new Map<string, { readonly value: Value }>();
  return (id) => {
    const before = known.get(id);
    if (before !== undefined) return before.value;
    const value = read(id);
    known.set(id, { value });
    return value;
  };
};

export const groundOf = ({ snapshot, inventory }: World): Ground => {
  const { network, relations, balancers } = indexed(snapshot);
  const interfaces = (inventory.byType.get('network-interface') ?? []).flatMap(({ id }) => {
    const one = network.interface(id);
    return isFound(one) && one.thing.inUse ? [one.thing] : [];
  });
  const byGroup = grouped(interfaces, ({ groups }) => groups);
  const byVpc = grouped(interfaces, ({ vpc }) => [vpc]);
  const resource = kept((id): Resource | undefined => {
    const known = inventory.byId.get(id);
    return known?.alive === true && parseEndpoint({ id }).ok ? known : undefined;
  });
  const only = kept((id): Resource | undefined => {
    const held = network.instance(id);
    return isFound(held) && held.thing.interfaces.length === 1 ? resource(id) : undefined;
  });
  return {
    inventory,
    network,
    relations,
    balancers,
    groups: idsOf(network.parts.all('SecurityGroups'), 'GroupId').flatMap((id) => {
      const group = network.group(id);
      return isFound(group) ? [group.thing] : [];
    }),
    having: (securityGroup) => byGroup.get(securityGroup) ?? [],
    inVpc: (vpc) => byVpc.get(vpc) ?? [],
    within: byAddressOf(interfaces),
    resourceOf: ({ id, instance }) => (instance === undefined ? undefined : only(instance)) ?? resource(id),
    serviceOf: (one) => madeBy(one, network),
    resource,
  };
};
