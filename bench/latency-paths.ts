import type { Documents } from '../lambda/snapshot/snapshot.ts';
import { ids } from '../local/scenario/ids.ts';
import { scenario } from '../local/scenario.ts';

/** The first of the ports that all paths but one go by. */
const FIRST = 20_000;

/** The scenario's network, in which B's group lets a range of ports in beside RDP's. */
export const openRange: Documents = {
  ...scenario,
  SecurityGroups: (scenario.SecurityGroups ?? []).map((group) =>
    group.GroupId === ids.groupB && Array.isArray(group.IpPermissions)
      ? {
          ...group,
          IpPermissions: [
            ...group.IpPermissions,
            {
              IpProtocol: 'tcp',
              FromPort: FIRST,
              ToPort: FIRST + 9_999,
              IpRanges: [{ CidrIp: '10.0.0.0/16' }],
              Ipv6Ranges: [],
              PrefixListIds: [],
              UserIdGroupPairs: [],
            },
          ],
        }
      : group,
  ),
};

const selector = (name: string) => ({ tags: { Name: name } });

/** So many paths over the transit gateway, each by another port; the first of them is the one that a call breaks. */
export const configurationOf = (count: number): unknown => ({
  // So many changes of one path in a minute would be flapping.
  defaults: { protocol: 'tcp', every: '5 minutes', severity: 'critical', alerts: { flap: 'off' } },
  changes: { quiet: '1 second' },
  paths: Array.from({ length: count }, (_, index) => ({
    id: `path-${String(index).padStart(4, '0')}`,
    from: selector('windows2016-private-a'),
    to: selector('windows2016-private-sub-a'),
    port: index === 0 ? 3389 : FIRST + index,
  })),
});
