import type {
  AuthorizeSecurityGroupEgressRequest,
  AuthorizeSecurityGroupIngressRequest,
  Tag,
} from '@aws-sdk/client-ec2';
import { integer, type Raw } from '../../lambda/snapshot/raw.ts';
import type { Documents } from '../../lambda/snapshot/snapshot.ts';
import { required, tagsOf } from '../ec2/insights-rules.ts';
import { ServiceError } from '../endpoint.ts';
import type { Change, Context } from './change.ts';
import { elementOf, withElement } from './elements.ts';
import { identity, peerOf, type Rule, rulesOf, shownRule, withRules } from './rule.ts';
import { groupOf, inboundPermissions, rulesOfAll } from './rule-request.ts';

const ruleText = (rule: Rule): string =>
  `peer: ${peerOf(rule)}, ${rule.protocol === '-1' ? 'ALL' : rule.protocol.toUpperCase()}` +
  `${rule.from === undefined ? '' : `, from port: ${rule.from}, to port: ${rule.to}`}, ALLOW`;

/** A prefix list counts as its greatest size, and a group for both families. */
const weightOf = (documents: Documents, rule: Rule, family: 'IpRanges' | 'Ipv6Ranges'): number => {
  switch (rule.peers) {
    case 'IpRanges':
    case 'Ipv6Ranges':
      return rule.peers === family ? 1 : 0;
    case 'UserIdGroupPairs':
      return 1;
    case 'PrefixListIds':
      return integer(elementOf(documents, 'ManagedPrefixLists', peerOf(rule)) ?? {}, 'MaxEntries') ?? 1;
  }
};

/** Throws where the rules of a group are more than its quota. */
export const checkCount = (documents: Documents, rules: readonly Rule[], { quotas }: Context): void => {
  for (const egress of [false, true]) {
    for (const family of ['IpRanges', 'Ipv6Ranges'] as const) {
      const of = rules.filter((rule) => rule.egress === egress);
      if (of.reduce((sum, rule) => sum + weightOf(documents, rule, family), 0) > quotas.rulesPerGroup) {
        const message = 'The maximum number of rules per security group has been reached.';
        throw new ServiceError('RulesPerSecurityGroupLimitExceeded', message);
      }
    }
  }
};

const duplicate = (rule: Rule): ServiceError =>
  new ServiceError('InvalidPermission.Duplicate', `the specified rule "${ruleText(rule)}" already exists`);

/** Throws where one of the rules is in the group already. */
export const checkNew = (before: readonly Rule[], asked: readonly Rule[]): void => {
  const known = new Set(before.map(identity));
  const twice = asked.find((rule) => known.has(identity(rule)));
  if (twice !== undefined) throw duplicate(twice);
};

const authorize = (
  documents: Documents,
  group: Raw,
  asked: readonly Rule[],
  context: Context,
  tags: readonly Tag[],
) => {
  const before = rulesOf(group);
  checkNew(before, asked);
  const added = asked.map((rule) => ({
    ...rule,
    peer: {
      ...rule.peer,
      SecurityGroupRuleId: context.newId('sgr'),
      ...(tags.length === 0 ? {} : { Tags: tags }),
    },
  }));
  const rules = [...before, ...added];
  checkCount(documents, rules, context);
  return {
    documents: withElement(documents, 'SecurityGroups', withRules(group, rules)),
    answer: { Return: true, SecurityGroupRules: added.map((rule) => shownRule(group, rule)) },
  };
};

const ingress: Change<AuthorizeSecurityGroupIngressRequest> = (documents, request, context) => {
  const group = groupOf(documents, request.GroupId, request.GroupName);
  const rules = rulesOfAll(documents, group, false, inboundPermissions(request), context);
  return authorize(documents, group, rules, context, tagsOf(request.TagSpecifications, 'security-group-rule'));
};

// The flat parameters of this call are documented as not supported.
const egress: Change<AuthorizeSecurityGroupEgressRequest> = (documents, request, context) => {
  const group = groupOf(documents, request.GroupId);
  const rules = rulesOfAll(documents, group, true, required(request.IpPermissions, 'IpPermissions'), context);
  return authorize(documents, group, rules, context, tagsOf(request.TagSpecifications, 'security-group-rule'));
};

/** AuthorizeSecurityGroupIngress and AuthorizeSecurityGroupEgress. */
export const authorizations = { AuthorizeSecurityGroupIngress: ingress, AuthorizeSecurityGroupEgress: egress };
