import type { Interface } from '../../lambda/network/interface.ts';
import { isFound } from '../../lambda/network/lookup.ts';
import { overlaps } from '../../lambda/network/ranges.ts';
import type { GroupRule, SecurityGroup } from '../../lambda/network/security-group.ts';
import type { Resource } from '../../lambda/snapshot/inventory.ts';
import { type Ground, resourcesOf } from './ground.ts';
import { hostsIn } from './hosts.ts';
import { namedPort } from './ports.ts';

/** A port that hosts of a VPC are connected to, by a rule of their security group. */
export interface Offered {
  readonly group: SecurityGroup;
  readonly rule: GroupRule;
  readonly port: number;
  readonly resources: readonly Resource[];
}

/** What the hosts of a VPC offer, rule by rule. */
export const offeredIn = (vpc: string, ground: Ground): readonly Offered[] => {
  const hosts = hostsIn(vpc, ground);
  const groups = [...new Set(hosts.flatMap((one) => one.groups))].sort();
  return groups.flatMap((id): readonly Offered[] => {
    const group = ground.network.group(id);
    if (!isFound(group)) return [];
    const resources = resourcesOf(
      ground,
      hosts.filter((one) => one.groups.includes(id)),
    );
    return group.thing.ingress.flatMap((rule) => {
      const port = namedPort(rule);
      return port === undefined ? [] : [{ group: group.thing, rule, port, resources }];
    });
  });
};

/** Whether the rule lets this interface in, as far as it names addresses or groups. */
export const admits = ({ rule }: Offered, { own, groups }: Interface): boolean =>
  overlaps(rule.addresses, own) || rule.groups.some((id) => groups.includes(id));
