import type { Raw } from '../../lambda/snapshot/raw.ts';
import type { Documents } from '../../lambda/snapshot/snapshot.ts';
import { cidrA, ids } from '../../local/scenario/ids.ts';
import { scenario } from '../../local/scenario.ts';

/** Of a path that stays as it is, beside the one that breaks. */
export const SPARED_PORT = 8443;

const admitting = (group: Raw): Raw => ({
  ...group,
  IpPermissions: [
    ...(Array.isArray(group.IpPermissions) ? group.IpPermissions : []),
    {
      IpProtocol: 'tcp',
      FromPort: SPARED_PORT,
      ToPort: SPARED_PORT,
      IpRanges: [{ CidrIp: cidrA }],
      Ipv6Ranges: [],
      PrefixListIds: [],
      UserIdGroupPairs: [],
    },
  ],
});

/** The network of the scenario, with one rule more in the security group of B. */
export const network: Documents = {
  ...scenario,
  SecurityGroups:
    scenario.SecurityGroups?.map((group) => (group.GroupId === ids.groupB ? admitting(group) : group)) ?? [],
};
