import { list, text } from '../snapshot/raw.ts';
import { addressText } from './address.ts';
import type { Interface } from './interface.ts';
import { lazily } from './lazily.ts';
import { type Balancer, balancerOf, classicBalancerOf, type TargetGroup, targetGroupOf } from './load-balancer.ts';
import { absent, found, type Lookup, unknown } from './lookup.ts';
import type { Network } from './network.ts';

/** The load balancers of a network: which interfaces are theirs, and whose targets an instance is. */
export interface Balancers {
  readonly balancer: (id: string) => Lookup<Balancer>;
  readonly targetGroup: (id: string) => Lookup<TargetGroup>;
  /** The id of the balancer that an ARN, the end of one or a name stands for. */
  readonly named: (reference: string) => string | undefined;
  /** The balancer that an interface belongs to; absent for other interfaces. */
  readonly balancerOf: (one: Interface) => Lookup<string>;
  /** The interfaces of a balancer. */
  readonly interfacesOf: (balancer: Balancer) => readonly Interface[];
  /** Balancers that have the instance, or the address of the interface, among their targets. */
  readonly targeting: (one: Interface) => readonly string[];
}

/** `ELB net/name/0123456789abcdef`, `ELB app/…`, `ELB name`: what the descriptions of their interfaces say. */
const described = (description: string): string | undefined => /^ELB (\S+)$/.exec(description)?.[1];

export const balancersOf = (network: Network): Balancers => {
  const { parts } = network;
  const kept = new Map<string, Lookup<Balancer>>();
  const groups = new Map<string, Lookup<TargetGroup>>();

  const rulesGapOf = (id: string): string | undefined => {
    const listeners = parts.every('LoadBalancerListeners', id).flatMap((one) => list(one, 'Listeners'));
    const unread = listeners.find(
      (listener) => parts.every('ListenerRules', text(listener, 'ListenerArn') ?? '').length === 0,
    );
    const missing =
      unread === undefined ? undefined : `the rules of its listener on port ${unread.Port} are not in the snapshot`;
    return missing === undefined ? undefined : (parts.gap('ListenerRules') ?? missing);
  };

  const readBalancer = (id: string): Lookup<Balancer> => {
    const modern = parts.find('LoadBalancers', id);
    if (modern.kind === 'found')
      return found(
        balancerOf(id, modern.thing, {
          attributes: parts.every('LoadBalancerAttributes', id)[0],
          listeners: parts.every('LoadBalancerListeners', id)[0],
          rules: (listener) => parts.every('ListenerRules', listener)[0],
          rulesGap: rulesGapOf(id),
        }),
      );
    const classic = parts.find('LoadBalancerDescriptions', id);
    if (classic.kind === 'found')
      return found(classicBalancerOf(id, classic.thing, parts.every('ClassicLoadBalancerAttributes', id)[0]));
    return id.startsWith('arn:') ? modern : classic;
  };
  const balancer = (id: string): Lookup<Balancer> => {
    const known = kept.get(id) ?? readBalancer(id);
    kept.set(id, known);
    return known;
  };
  const readGroup = (id: string): Lookup<TargetGroup> => {
    const raw = parts.find('TargetGroups', id);
    if (raw.kind !== 'found') return raw;
    const health = parts.every('LoadBalancerTargetHealth', id)[0];
    return found(targetGroupOf(id, raw.thing, parts.every('TargetGroupAttributes', id)[0], health));
  };
  const targetGroup = (id: string): Lookup<TargetGroup> => {
    const known = groups.get(id) ?? readGroup(id);
    groups.set(id, known);
    return known;
  };

  const all = lazily((): readonly Balancer[] =>
    [
      ...parts.all('LoadBalancers').flatMap((raw) => text(raw, 'LoadBalancerArn') ?? []),
      ...parts.all('LoadBalancerDescriptions').flatMap((raw) => text(raw, 'LoadBalancerName') ?? []),
    ].flatMap((id) => {
      const one = balancer(id);
      return one.kind === 'found' ? [one.thing] : [];
    }),
  );
  /** What descriptions call a balancer: the end of its ARN, or the name of a classic one. */
  const byName = lazily(
    () =>
      new Map(
        all().map((one) => [one.id.includes(':loadbalancer/') ? one.id.split(':loadbalancer/')[1] : one.id, one.id]),
      ),
  );
  const byTarget = lazily(() => {
    const index = new Map<string, Set<string>>();
    const add = (target: string, id: string): void => {
      const known = index.get(target) ?? new Set<string>();
      index.set(target, known.add(id));
    };
    for (const one of all()) {
      for (const instance of one.instances) add(instance, one.id);
      for (const listener of one.listeners)
        for (const id of listener.targetGroups) {
          const group = targetGroup(id);
          if (group.kind !== 'found') continue;
          for (const target of group.thing.targets ?? []) add(target.id, one.id);
        }
    }
    return index;
  });
  const byBalancer = lazily(() => {
    const index = new Map<string, string[]>();
    for (const raw of parts.all('NetworkInterfaces')) {
      const name = described(text(raw, 'Description') ?? '');
      const interfaceId = text(raw, 'NetworkInterfaceId');
      if (name === undefined || interfaceId === undefined) continue;
      const known = index.get(name);
      if (known === undefined) index.set(name, [interfaceId]);
      else if (!known.includes(interfaceId)) known.push(interfaceId);
    }
    return index;
  });
  return {
    balancer,
    targetGroup,
    named: (reference) =>
      all().find(({ id, name }) => id === reference || name === reference || id.endsWith(`:loadbalancer/${reference}`))
        ?.id,
    balancerOf: (one) => {
      const name = described(one.description);
      if (name === undefined) return absent;
      const id = byName().get(name);
      if (id !== undefined) return found(id);
      const reason = name.includes('/') ? parts.gap('LoadBalancers') : parts.gap('LoadBalancerDescriptions');
      return unknown(reason ?? `the load balancer ${name} of ${one.id} is not in the snapshot`);
    },
    interfacesOf: (one) =>
      (byBalancer().get(one.id.split(':loadbalancer/')[1] ?? one.id) ?? []).flatMap((id) => {
        const held = network.interface(id);
        return held.kind === 'found' ? [held.thing] : [];
      }),
    targeting: (one) => {
      const names = [one.instance ?? '', ...one.addresses.map((held) => addressText(held.private))];
      return [...new Set(names.flatMap((name) => [...(byTarget().get(name) ?? [])]))].sort();
    },
  };
};
