import type { Balancer } from '../../lambda/network/load-balancer.ts';
import { isFound } from '../../lambda/network/lookup.ts';
import type { Resource } from '../../lambda/snapshot/inventory.ts';
import { text } from '../../lambda/snapshot/raw.ts';
import { type Ground, idsOf, resourcesOf } from './ground.ts';

/** The load balancers that work, but for Gateway Load Balancers, which the network model does not follow. */
export const allBalancers = ({ network: { parts }, balancers }: Ground): readonly Balancer[] =>
  [
    ...idsOf(parts.all('LoadBalancers'), 'LoadBalancerArn'),
    ...idsOf(parts.all('LoadBalancerDescriptions'), 'LoadBalancerName'),
  ].flatMap((id) => {
    const one = balancers.balancer(id);
    return isFound(one) && one.thing.isActive && one.thing.kind !== 'gateway' ? [one.thing] : [];
  });

/** Whether the internet may come to it. */
export const facesInternet = ({ id, kind }: Balancer, { network: { parts } }: Ground): boolean => {
  const raw = parts.find(kind === 'classic' ? 'LoadBalancerDescriptions' : 'LoadBalancers', id);
  return isFound(raw) && text(raw.thing, 'Scheme') === 'internet-facing';
};

/** By what packets come to it and leave it. */
export const doorsOf = (balancer: Balancer, ground: Ground): readonly Resource[] =>
  resourcesOf(ground, ground.balancers.interfacesOf(balancer)).toSorted((a, b) => (a.id < b.id ? -1 : 1));
