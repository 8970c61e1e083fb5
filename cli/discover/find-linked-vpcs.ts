import type { Interface } from '../../lambda/network/interface.ts';
import { type Ground, resourcesOf } from './ground.ts';
import { hostsIn } from './hosts.ts';
import { type Link, linksOf } from './links.ts';
import { admits, type Offered, offeredIn } from './offered.ts';
import { groupText } from './ports.ts';
import type { Proposal } from './proposal.ts';

/** What is asked for where no rule names a port. */
const USUAL = 443;

/** The first service that one of the sources is let in to. */
const served = (
  sources: readonly Interface[],
  offered: readonly Offered[],
): { readonly source: Interface; readonly service: Offered } | undefined => {
  for (const service of offered) {
    const source = sources.find((one) => admits(service, one));
    if (source !== undefined) return { source, service };
  }
  return undefined;
};

const proposalFor = (
  { from, to, via, table, destination, sources }: Link,
  offered: readonly Offered[],
  ground: Ground,
): readonly Proposal[] => {
  const way = `${table} of ${from} sends ${destination} to ${via}, behind which ${to} lies`;
  const known = served(sources, offered);
  const source = resourcesOf(ground, known === undefined ? sources.slice(0, 1) : [known.source]);
  const destinations = known?.service.resources.slice(0, 1) ?? resourcesOf(ground, hostsIn(to, ground).slice(0, 1));
  if (source.length === 0 || destinations.length === 0) return [];
  return [
    {
      kind: 'linked-vpcs',
      from: { resources: source },
      to: { resources: destinations },
      protocol: 'tcp',
      port: known?.service.port ?? USUAL,
      expect: 'reachable',
      why:
        known === undefined
          ? `${way}; no security group there names a port for it: put in the one that is meant`
          : `${way}, and the security group ${groupText(known.service.group)} admits it on tcp/${known.service.port}`,
    },
  ];
};

/** VPCs that send each other traffic over a transit gateway or a peering: a host of the one to a host of the other. */
export const findLinkedVpcs = (ground: Ground): readonly Proposal[] => {
  const services = new Map<string, readonly Offered[]>();
  return linksOf(ground).flatMap((link) => {
    const offered = services.get(link.to) ?? offeredIn(link.to, ground);
    services.set(link.to, offered);
    return proposalFor(link, offered, ground);
  });
};
