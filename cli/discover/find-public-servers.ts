import { grouped } from '../../lambda/domain/grouped.ts';
import { isFound } from '../../lambda/network/lookup.ts';
import { type Ground, resourcesOf } from './ground.ts';
import { groupText, isForAll, namedPort } from './ports.ts';
import type { Proposal } from './proposal.ts';

/** The ports of websites. */
const web: ReadonlyMap<number, string> = new Map([
  [80, 'HTTP'],
  [443, 'HTTPS'],
]);

/** The internet to instances with a public address whose security group admits everybody to a website's port. */
export const findPublicServers = (ground: Ground): readonly Proposal[] =>
  ground.groups.flatMap((group) => {
    const members = ground
      .having(group.id)
      .filter((one) => one.instance !== undefined && one.addresses.some((held) => held.public !== undefined));
    const ports = group.ingress.filter(isForAll).flatMap((rule) => namedPort(rule, web) ?? []);
    if (members.length === 0 || ports.length === 0) return [];
    return [...grouped(members, ({ vpc }) => [vpc])].flatMap(([vpc, interfaces]): readonly Proposal[] => {
      const gateway = ground.relations.internetGatewayOf(vpc);
      const from = isFound(gateway) ? ground.resource(gateway.thing) : undefined;
      const resources = resourcesOf(ground, interfaces);
      if (from === undefined || resources.length === 0) return [];
      return ports.map((port) => ({
        kind: 'front-door',
        from: { resources: [from], name: 'internet' },
        to: { resources, ...(group.name === undefined ? {} : { name: group.name }) },
        protocol: 'tcp',
        port,
        expect: 'reachable',
        why: `a public address, and the security group ${groupText(group)} admits everybody on tcp/${port}`,
      }));
    });
  });
