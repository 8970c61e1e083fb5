import type {
  IpPermission,
  RevokeSecurityGroupEgressRequest,
  RevokeSecurityGroupIngressRequest,
} from '@aws-sdk/client-ec2';
import { flag, type Raw, text } from '../../lambda/snapshot/raw.ts';
import type { Documents } from '../../lambda/snapshot/snapshot.ts';
import { required } from '../ec2/insights-rules.ts';
import { ServiceError } from '../endpoint.ts';
import type { Change, Context } from './change.ts';
import { elementOf, withElement } from './elements.ts';
import { rulesAsked } from './permission.ts';
import { identity, type Rule, ruleId, rulesOf, shownRule, withRules } from './rule.ts';
import { groupOf, inboundPermissions, rulesOfAll } from './rule-request.ts';

/** The refusal of the id of a rule that is not in the group. */
export const absentRule = (id: string): ServiceError =>
  /^sgr-[0-9a-f]{17}$/.test(id)
    ? new ServiceError('InvalidSecurityGroupRuleId.NotFound', `The security group rule ID '${id}' does not exist`)
    : new ServiceError('InvalidSecurityGroupRuleId.Malformed', `Invalid id: "${id}" (expecting "sgr-...")`);

/** The rules of one direction that the ids name. Throws for an id that names none. */
export const rulesById = (group: Raw, ids: readonly string[], egress?: boolean): readonly Rule[] => {
  const inScope = rulesOf(group).filter((rule) => egress === undefined || rule.egress === egress);
  const byId = new Map(inScope.map((rule) => [ruleId(group, rule), rule]));
  return ids.map((id) => {
    const rule = byId.get(id);
    if (rule === undefined) throw absentRule(id);
    return rule;
  });
};

const shownRevoked = (group: Raw, rule: Rule) => {
  const { ReferencedGroupInfo, ...shown } = shownRule(group, rule);
  return { ...shown, ...(ReferencedGroupInfo === undefined ? {} : { ReferencedGroupId: ReferencedGroupInfo.GroupId }) };
};

const revoke = (documents: Documents, group: Raw, revoked: ReadonlySet<string>, unknown: readonly IpPermission[]) => {
  const rules = rulesOf(group);
  const gone = rules.filter((rule) => revoked.has(identity(rule)));
  const left = rules.filter((rule) => !revoked.has(identity(rule)));
  return {
    documents: gone.length === 0 ? documents : withElement(documents, 'SecurityGroups', withRules(group, left)),
    answer: {
      Return: true,
      UnknownIpPermissions: unknown,
      RevokedSecurityGroupRules: gone.map((rule) => shownRevoked(group, rule)),
    },
  };
};

const revokeBySight = (
  documents: Documents,
  group: Raw,
  egress: boolean,
  permissions: readonly IpPermission[],
  context: Context,
) => {
  const known = new Set(rulesOf(group).map(identity));
  const isUnknown = (permission: IpPermission): boolean =>
    rulesAsked(documents, group, egress, permission, context).some((rule) => !known.has(identity(rule)));
  const unknown = permissions.filter(isUnknown);
  const vpc = elementOf(documents, 'Vpcs', text(group, 'VpcId') ?? '');
  if (unknown.length > 0 && flag(vpc ?? {}, 'IsDefault') !== true) {
    const message = 'The specified rule does not exist in this security group.';
    throw new ServiceError('InvalidPermission.NotFound', message);
  }
  const revoked = rulesOfAll(documents, group, egress, permissions, context).map(identity);
  return revoke(documents, group, new Set(revoked), unknown);
};

const checkOne = (ids: readonly string[] | undefined, permissions: boolean): void => {
  if (ids === undefined || !permissions) return;
  const message = 'The parameter securityGroupRuleIds cannot be used with the parameter ipPermissions';
  throw new ServiceError('InvalidParameterCombination', message);
};

const byIds = (documents: Documents, group: Raw, ids: readonly string[], egress: boolean) =>
  revoke(documents, group, new Set(rulesById(group, ids, egress).map(identity)), []);

const ingress: Change<RevokeSecurityGroupIngressRequest> = (documents, request, context) => {
  const group = groupOf(documents, request.GroupId, request.GroupName);
  const { SecurityGroupRuleIds: ids, IpPermissions, IpProtocol } = request;
  checkOne(ids, IpPermissions !== undefined || IpProtocol !== undefined);
  return ids === undefined
    ? revokeBySight(documents, group, false, inboundPermissions(request), context)
    : byIds(documents, group, ids, false);
};

const egress: Change<RevokeSecurityGroupEgressRequest> = (documents, request, context) => {
  const group = groupOf(documents, request.GroupId);
  const { SecurityGroupRuleIds: ids, IpPermissions } = request;
  checkOne(ids, IpPermissions !== undefined);
  return ids === undefined
    ? revokeBySight(documents, group, true, required(IpPermissions, 'IpPermissions'), context)
    : byIds(documents, group, ids, true);
};

/** RevokeSecurityGroupIngress and RevokeSecurityGroupEgress. */
export const revocations = { RevokeSecurityGroupIngress: ingress, RevokeSecurityGroupEgress: egress };
