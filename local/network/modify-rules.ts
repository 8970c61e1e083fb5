import type { IpPermission, ModifySecurityGroupRulesRequest, SecurityGroupRuleRequest } from '@aws-sdk/client-ec2';
import { isRaw } from '../../lambda/snapshot/raw.ts';
import { required } from '../ec2/insights-rules.ts';
import { ServiceError } from '../endpoint.ts';
import { checkCount, checkNew } from './authorize.ts';
import type { Change } from './change.ts';
import { withElement } from './elements.ts';
import { rulesAsked } from './permission.ts';
import { named } from './resource.ts';
import { rulesById } from './revoke.ts';
import { identity, type Rule, ruleId, rulesOf, withRules } from './rule.ts';

const permissionOf = (rule: SecurityGroupRuleRequest): IpPermission => {
  const { IpProtocol, FromPort, ToPort, CidrIpv4, CidrIpv6, PrefixListId, ReferencedGroupId, Description } = rule;
  return {
    IpProtocol,
    FromPort,
    ToPort,
    ...(CidrIpv4 === undefined ? {} : { IpRanges: [{ CidrIp: CidrIpv4, Description }] }),
    ...(CidrIpv6 === undefined ? {} : { Ipv6Ranges: [{ CidrIpv6, Description }] }),
    ...(PrefixListId === undefined ? {} : { PrefixListIds: [{ PrefixListId, Description }] }),
    ...(ReferencedGroupId === undefined ? {} : { UserIdGroupPairs: [{ GroupId: ReferencedGroupId, Description }] }),
  };
};

/** A rule keeps its id and its tags, and the kind of its peer. */
const modified = (before: Rule, after: readonly Rule[], id: string): Rule => {
  const [rule, ...more] = after;
  if (rule === undefined || more.length > 0) {
    const message = 'Exactly one of CidrIpv4, CidrIpv6, PrefixListId and ReferencedGroupId must be specified';
    throw new ServiceError('InvalidParameterCombination', message);
  }
  if (rule.peers !== before.peers) {
    throw new ServiceError('InvalidParameterValue', `You may not change the type of the security group rule ${id}`);
  }
  const { Tags } = before.peer;
  return {
    ...rule,
    peer: { ...rule.peer, SecurityGroupRuleId: id, ...(Array.isArray(Tags) && Tags.every(isRaw) ? { Tags } : {}) },
  };
};

const modify: Change<ModifySecurityGroupRulesRequest> = (documents, request, context) => {
  const group = named(documents, 'SecurityGroups', request.GroupId, 'GroupId');
  const updates = new Map(
    required(request.SecurityGroupRules, 'SecurityGroupRules').map(({ SecurityGroupRuleId, SecurityGroupRule }) => {
      const id = required(SecurityGroupRuleId, 'SecurityGroupRuleId');
      const [before] = rulesById(group, [id]);
      const permission = permissionOf(required(SecurityGroupRule, 'SecurityGroupRule'));
      const asked = rulesAsked(documents, group, before?.egress ?? false, permission, context);
      return [id, asked] as const;
    }),
  );
  const kept = rulesOf(group).filter((rule) => !updates.has(ruleId(group, rule)));
  const rules = rulesOf(group).map((rule) => {
    const id = ruleId(group, rule);
    const asked = updates.get(id);
    return asked === undefined ? rule : modified(rule, asked, id);
  });
  checkNew(
    kept,
    rules.filter((rule) => !kept.includes(rule) && updates.has(ruleId(group, rule))),
  );
  if (new Set(rules.map(identity)).size < rules.length) {
    throw new ServiceError('InvalidParameterValue', 'The same permission must not appear multiple times');
  }
  checkCount(documents, rules, context);
  return { documents: withElement(documents, 'SecurityGroups', withRules(group, rules)), answer: { Return: true } };
};

/** ModifySecurityGroupRules. */
export const ruleModifications = { ModifySecurityGroupRules: modify };
