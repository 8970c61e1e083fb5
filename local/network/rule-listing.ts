import type {
  DescribeSecurityGroupRulesRequest,
  DescribeSecurityGroupRulesResult,
  Filter,
  SecurityGroupRule,
} from '@aws-sdk/client-ec2';
import { text } from '../../lambda/snapshot/raw.ts';
import type { Documents } from '../../lambda/snapshot/snapshot.ts';
import { invalidValue } from '../ec2/insights-rules.ts';
import { pageOf } from '../ec2/page.ts';
import { ServiceError } from '../endpoint.ts';
import type { Context } from './change.ts';
import { elementsOf } from './elements.ts';
import { absentRule } from './revoke.ts';
import { rulesOf, shownRule } from './rule.ts';

const valuesOf = (rule: SecurityGroupRule, name: string): readonly (string | undefined)[] => {
  const tags = rule.Tags ?? [];
  if (name === 'group-id') return [rule.GroupId];
  if (name === 'security-group-rule-id') return [rule.SecurityGroupRuleId];
  if (name === 'tag-key') return tags.map(({ Key }) => Key);
  if (name.startsWith('tag:')) return tags.filter(({ Key }) => `tag:${Key}` === name).map(({ Value }) => Value);
  throw new ServiceError('InvalidParameterValue', `The filter '${name}' is invalid`);
};

const passes = (rule: SecurityGroupRule, { Name = '', Values = [] }: Filter): boolean =>
  valuesOf(rule, Name).some((value) => value !== undefined && Values.includes(value));

/** DescribeSecurityGroupRules, of which a snapshot holds no part: the rules are those of the security groups. */
export const describeSecurityGroupRules =
  (documents: () => Documents, { account, region }: Context) =>
  (request: DescribeSecurityGroupRulesRequest): DescribeSecurityGroupRulesResult => {
    const { SecurityGroupRuleIds: ids = [], Filters = [], MaxResults } = request;
    if (MaxResults !== undefined && (MaxResults < 5 || MaxResults > 1000)) throw invalidValue(MaxResults, 'MaxResults');
    const rules = elementsOf(documents(), 'SecurityGroups').flatMap((group) =>
      rulesOf(group).map((rule) => {
        const shown = shownRule(group, rule);
        const owner = text(group, 'OwnerId') ?? account;
        const arn = `arn:aws:ec2:${region}:${owner}:security-group-rule/${shown.SecurityGroupRuleId}`;
        return { ...shown, SecurityGroupRuleArn: arn };
      }),
    );
    const known = new Set(rules.map(({ SecurityGroupRuleId }) => SecurityGroupRuleId));
    const missing = ids.find((id) => !known.has(id));
    if (missing !== undefined) throw absentRule(missing);
    const found = rules.filter(
      (rule) =>
        (ids.length === 0 || ids.includes(rule.SecurityGroupRuleId ?? '')) &&
        Filters.every((filter) => passes(rule, filter)),
    );
    const { items, ...next } = pageOf(found, request, 1000);
    return { SecurityGroupRules: [...items], ...next };
  };
