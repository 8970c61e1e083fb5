import type { Raw } from '../../lambda/snapshot/raw.ts';
import type { Documents } from '../../lambda/snapshot/snapshot.ts';
import type { Change } from '../../local/faults.ts';
import { cidrA, ids } from '../../local/scenario/ids.ts';
import { scenario } from '../../local/scenario.ts';

/*
 * Ten thousand paths over the scenario's transit gateway, each by a port of its own. B's group lets them in by ten rules, of a
 * thousand ports each, and the paths take turns at them: whatever the number of paths, one rule is that of a tenth of them.
 */

/** The first of the ports, and how many each rule lets in. */
const FIRST = 20_000;
const EACH = 1_000;
const RULES = 10;
/** So many paths there are ports for. */
const MOST = EACH * RULES;

const portsOf = (rule: number) => ({
  IpProtocol: 'tcp',
  FromPort: FIRST + rule * EACH,
  ToPort: FIRST + (rule + 1) * EACH - 1,
});

const letIn = (group: Raw): Raw =>
  group.GroupId === ids.groupB && Array.isArray(group.IpPermissions)
    ? {
        ...group,
        IpPermissions: [
          ...group.IpPermissions,
          ...Array.from({ length: RULES }, (_, rule) => ({
            ...portsOf(rule),
            IpRanges: [{ CidrIp: cidrA }],
            Ipv6Ranges: [],
            PrefixListIds: [],
            UserIdGroupPairs: [],
          })),
        ],
      }
    : group;

/** The scenario's network with these rules. */
export const tenRules: Documents = { ...scenario, SecurityGroups: (scenario.SecurityGroups ?? []).map(letIn) };

const rules = (all: readonly ReturnType<typeof portsOf>[]) => ({
  GroupId: ids.groupB,
  IpPermissions: all.map((ports) => ({ ...ports, IpRanges: [{ CidrIp: cidrA }] })),
});

/** Takes all rules away, by one call: every path breaks, by one cause. */
export const closes: Change = {
  operation: 'RevokeSecurityGroupIngress',
  input: rules(Array.from({ length: RULES }, (_, rule) => portsOf(rule))),
};

/** A rule more, that lets in what is let in already: the facts of every tenth path are others, and their verdicts the same. */
export const touches: Change = {
  operation: 'AuthorizeSecurityGroupIngress',
  input: rules([{ ...portsOf(0), FromPort: FIRST - 1 }]),
};

const selector = (name: string) => ({ tags: { Name: name } });

/** The content of a configuration file with so many paths; `budget` in dollars a month. */
export const configurationOf = (count: number, budget?: number): unknown => {
  if (count > MOST) throw new Error(`${count} paths: at most ${MOST}`);
  return {
    defaults: { protocol: 'tcp', every: '5 minutes', severity: 'critical' },
    ...(budget === undefined ? {} : { budget: { monthly: budget } }),
    paths: Array.from({ length: count }, (_, index) => ({
      id: `path-${String(index).padStart(4, '0')}`,
      from: selector('windows2016-private-a'),
      to: selector('windows2016-private-sub-a'),
      port: FIRST + (index % RULES) * EACH + Math.floor(index / RULES),
    })),
  };
};
