import { createHash } from 'node:crypto';
import type { SecurityGroupRule } from '@aws-sdk/client-ec2';
import { integer, keyed, list, type Raw, text } from '../../lambda/snapshot/raw.ts';
import { omit } from './elements.ts';

/** The lists of a permission, and the field that names the peer in each. */
export const peerFields = {
  IpRanges: 'CidrIp',
  Ipv6Ranges: 'CidrIpv6',
  PrefixListIds: 'PrefixListId',
  UserIdGroupPairs: 'GroupId',
} as const;

export type PeerList = keyof typeof peerFields;

const peerLists = Object.keys(peerFields) as readonly PeerList[];

/** One rule of a security group: one peer of one of its permissions. */
export interface Rule {
  readonly egress: boolean;
  /** `tcp`, `udp`, `icmp`, `icmpv6`, `-1` or a number. */
  readonly protocol: string;
  readonly from: number | undefined;
  readonly to: number | undefined;
  readonly peers: PeerList;
  /**
   * The peer as it is in the group's permission. Security groups are described without the ids and tags of their rules,
   * so these are kept here, where answers leave them out.
   */
  readonly peer: Raw;
}

const permissionFields = { ingress: 'IpPermissions', egress: 'IpPermissionsEgress' } as const;

/** The rules of a group, inbound ones first. */
export const rulesOf = (group: Raw): readonly Rule[] =>
  [false, true].flatMap((egress) =>
    list(group, permissionFields[egress ? 'egress' : 'ingress']).flatMap((permission) =>
      peerLists.flatMap((peers) =>
        list(permission, peers).map((peer) => ({
          egress,
          protocol: text(permission, 'IpProtocol') ?? '-1',
          from: integer(permission, 'FromPort'),
          to: integer(permission, 'ToPort'),
          peers,
          peer,
        })),
      ),
    ),
  );

const permissionsOf = (rules: readonly Rule[]): readonly Raw[] => {
  const grouped = new Map<string, Rule[]>();
  for (const rule of rules) {
    const key = JSON.stringify([rule.protocol, rule.from, rule.to]);
    const known = grouped.get(key);
    if (known === undefined) grouped.set(key, [rule]);
    else known.push(rule);
  }
  return [...grouped.values()].map((members) => ({
    IpProtocol: members[0]?.protocol,
    ...(members[0]?.from === undefined ? {} : { FromPort: members[0].from }),
    ...(members[0]?.to === undefined ? {} : { ToPort: members[0].to }),
    ...Object.fromEntries(
      peerLists.map((peers) => [peers, members.filter((rule) => rule.peers === peers).map(({ peer }) => peer)]),
    ),
  }));
};

/** The group with these rules; rules of one protocol and port range make one permission, as EC2 describes them. */
export const withRules = (group: Raw, rules: readonly Rule[]): Raw => ({
  ...group,
  IpPermissions: permissionsOf(rules.filter(({ egress }) => !egress)),
  IpPermissionsEgress: permissionsOf(rules.filter(({ egress }) => egress)),
});

export const peerOf = (rule: Rule): string => text(rule.peer, peerFields[rule.peers]) ?? '';

/** What makes two rules of a group the same. */
export const identity = (rule: Rule): string =>
  JSON.stringify([rule.egress, rule.protocol, rule.from, rule.to, rule.peers, peerOf(rule)]);

/** The rule's id; one that was read from a snapshot, which holds none, has one made of what it says. */
export const ruleId = (group: Raw, rule: Rule): string =>
  text(rule.peer, 'SecurityGroupRuleId') ??
  `sgr-0${createHash('sha256')
    .update(`${text(group, 'GroupId')} ${identity(rule)}`)
    .digest('hex')
    .slice(0, 16)}`;

const referenced = (peer: Raw) => omit(peer, ['GroupName', 'Description', 'SecurityGroupRuleId', 'Tags']);

/** The rule as DescribeSecurityGroupRules tells it. */
export const shownRule = (group: Raw, rule: Rule): SecurityGroupRule => {
  const Description = text(rule.peer, 'Description');
  const peer = peerOf(rule);
  return {
    SecurityGroupRuleId: ruleId(group, rule),
    GroupId: text(group, 'GroupId'),
    GroupOwnerId: text(group, 'OwnerId'),
    IsEgress: rule.egress,
    IpProtocol: rule.protocol,
    FromPort: rule.from ?? -1,
    ToPort: rule.to ?? -1,
    ...(rule.peers === 'IpRanges' ? { CidrIpv4: peer } : {}),
    ...(rule.peers === 'Ipv6Ranges' ? { CidrIpv6: peer } : {}),
    ...(rule.peers === 'PrefixListIds' ? { PrefixListId: peer } : {}),
    ...(rule.peers === 'UserIdGroupPairs' ? { ReferencedGroupInfo: referenced(rule.peer) } : {}),
    ...(Description === undefined ? {} : { Description }),
    Tags: Object.entries(keyed(rule.peer, 'Tags')).map(([Key, Value]) => ({ Key, Value })),
  };
};
