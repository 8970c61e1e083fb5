import { type Address, addressesText, blockOf } from '../network/address.ts';
import type { Lookup } from '../network/lookup.ts';
import type { NetworkAcl } from '../network/network-acl.ts';
import { except, joined, minus, narrowed, type Packets } from '../network/packets.ts';
import type { PrefixList } from '../network/prefix-list.ts';
import { intersect, overlaps, type Ranges, union } from '../network/ranges.ts';
import type { GroupRule, RuleDirection, SecurityGroup } from '../network/security-group.ts';
import type { Decision } from './hop.ts';

/** What a filter makes of packets: those that pass, and those of which it is not known. */
export interface Filtered {
  readonly passed: Packets;
  /** Packets that pass by rules that refer to groups alone. */
  readonly referred: Packets;
  readonly decisions: readonly Decision[];
  readonly unsure: Packets;
  /** Why it is not known of the unsure ones. */
  readonly reasons: readonly string[];
}

/** What the rules of security groups refer to. */
export interface References {
  readonly prefixList: (id: string) => Lookup<Pick<PrefixList, 'addresses'>>;
  /** The private addresses of the interfaces that have a group. */
  readonly members: (group: string) => Lookup<Ranges<Address>>;
}

/** How rules that refer to groups are read: by the groups that the sender has, by their members' addresses, or not at all. */
export type Following =
  | { readonly by: 'sender'; readonly groups: readonly string[] }
  | { readonly by: 'members' }
  | { readonly by: 'nothing' };

/** At most so many rules are named as those that let packets pass. */
const NAMED = 3;

const fieldOf = (direction: RuleDirection): 'source' | 'destination' =>
  direction === 'ingress' ? 'source' : 'destination';

interface Admission {
  readonly addresses: Ranges<Address>;
  readonly decision: Pick<Extract<Decision, { kind: 'security-group-rule' }>, 'cidr' | 'prefixList' | 'group'>;
}

/** Beyond so many peers the rule is named by the addresses that it lets pass. */
const SEARCHED = 200;

/** The first CIDR of the rule that covers some of the addresses. */
const cidrFor = (rule: GroupRule, addresses: Ranges<Address>): string => {
  const peer = rule.peers.slice(0, SEARCHED).find((one) => {
    const block = one.kind === 'cidr' ? blockOf(one.cidr) : undefined;
    return block !== undefined && overlaps([block.range], addresses);
  });
  return peer?.kind === 'cidr' ? peer.cidr : addressesText(addresses);
};

const admissions = (
  rule: GroupRule,
  wanted: Ranges<Address>,
  references: References,
  following: Following,
): { readonly admitted: readonly Admission[]; readonly reasons: readonly string[] } => {
  const reasons: string[] = [];
  const admitted: Admission[] = [];
  if (overlaps(rule.addresses, wanted)) {
    const named = intersect(rule.addresses, wanted);
    admitted.push({ addresses: named, decision: { cidr: cidrFor(rule, named) } });
  }
  for (const id of rule.prefixLists) {
    const list = references.prefixList(id);
    if (list.kind === 'found') {
      const named = intersect(list.thing.addresses, wanted);
      if (named.length > 0) admitted.push({ addresses: named, decision: { prefixList: id } });
    } else reasons.push(list.kind === 'unknown' ? list.reason : `${id} is not in the snapshot`);
  }
  for (const id of following.by === 'nothing' ? [] : rule.groups) {
    if (following.by === 'sender') {
      if (following.groups.includes(id)) admitted.push({ addresses: wanted, decision: { group: id } });
      continue;
    }
    const members = references.members(id);
    const named = members.kind === 'found' ? intersect(members.thing, wanted) : [];
    if (named.length > 0) admitted.push({ addresses: named, decision: { group: id } });
    else if (members.kind === 'unknown') reasons.push(members.reason);
  }
  return { admitted, reasons };
};

/** The rules of all groups together: https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html. */
export const throughGroups = (
  groups: readonly SecurityGroup[],
  direction: RuleDirection,
  packets: Packets,
  references: References,
  following: Following,
): Filtered => {
  const field = fieldOf(direction);
  let passed: Packets = [];
  let referred: Packets = [];
  let unsure: Packets = [];
  const decisions: Decision[] = [];
  const reasons: string[] = [];
  for (const group of groups) {
    for (const rule of group[direction]) {
      const asked = narrowed(packets, { protocols: rule.protocols, destinationPorts: rule.ports });
      if (asked.length === 0) continue;
      const wanted = asked.reduce<Ranges<Address>>((all, box) => union(all, box[field]), []);
      const { admitted, reasons: unread } = admissions(rule, wanted, references, following);
      for (const { addresses, decision } of admitted) {
        const more = narrowed(asked, { [field]: addresses });
        if (more.length === 0) continue;
        if (decision.group === undefined) passed = joined(passed, more);
        else referred = joined(referred, more);
        if (decisions.length < NAMED)
          decisions.push({
            kind: 'security-group-rule',
            id: group.id,
            direction,
            protocol: rule.protocol,
            ...(rule.from === undefined ? {} : { from: rule.from }),
            ...(rule.to === undefined ? {} : { to: rule.to }),
            ...decision,
          });
      }
      if (unread.length > 0) {
        unsure = joined(unsure, asked);
        reasons.push(...unread);
      }
    }
    if (group.flaws[direction].length > 0) {
      unsure = packets;
      reasons.push(...group.flaws[direction].map((flaw) => `${group.id}: ${flaw}`));
    }
  }
  const byGroup = minus(referred, passed);
  return {
    passed,
    referred: byGroup,
    decisions,
    unsure: minus(minus(unsure, passed), byGroup),
    reasons: [...new Set(reasons)],
  };
};

const entryDecision = (acl: NetworkAcl, direction: RuleDirection, entry: NetworkAcl['ingress'][number]): Decision => {
  const [range] = entry.service.ports;
  const isPlain = range === undefined || (range[0] === 0 && range[1] === 65_536);
  return {
    kind: 'acl-entry',
    id: acl.id,
    direction,
    number: entry.number,
    cidr: entry.cidr,
    protocol: entry.protocol,
    ...(isPlain ? {} : { ports: [range[0], range[1] - 1] as const }),
    allows: entry.allows,
  };
};

/** The entries in their order, the first that matches decides: https://docs.aws.amazon.com/vpc/latest/userguide/nacl-rules.html. */
export const throughAcl = (
  acl: NetworkAcl,
  direction: RuleDirection,
  packets: Packets,
): Filtered & { readonly denied: readonly Decision[] } => {
  let passed: Packets = [];
  let unsure: Packets = [];
  let rest = packets;
  const decisions: Decision[] = [];
  const denied: Decision[] = [];
  const reasons = acl.flaws[direction].map((flaw) => `${acl.id}: ${flaw}`);
  if (reasons.length > 0) return { passed, referred: [], decisions, unsure: packets, reasons, denied };
  for (const entry of acl[direction]) {
    if (rest.length === 0) break;
    const matched = narrowed(rest, entry.filter);
    if (matched.length === 0) continue;
    rest = except(rest, entry.filter);
    if (entry.flaw !== undefined) {
      unsure = [...unsure, ...matched];
      reasons.push(`${acl.id}: ${entry.flaw}`);
    } else if (entry.allows) {
      passed = [...passed, ...matched];
      if (decisions.length < NAMED) decisions.push(entryDecision(acl, direction, entry));
    } else if (denied.length < NAMED) denied.push(entryDecision(acl, direction, entry));
  }
  return { passed, referred: [], decisions, unsure, reasons, denied };
};
