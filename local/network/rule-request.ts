import type {
  AuthorizeSecurityGroupIngressRequest,
  IpPermission,
  RevokeSecurityGroupIngressRequest,
} from '@aws-sdk/client-ec2';
import type { Raw } from '../../lambda/snapshot/raw.ts';
import type { Documents } from '../../lambda/snapshot/snapshot.ts';
import { required } from '../ec2/insights-rules.ts';
import { ServiceError } from '../endpoint.ts';
import type { Context } from './change.ts';
import { groupNamed, rulesAsked } from './permission.ts';
import { named } from './resource.ts';
import { identity, type Rule } from './rule.ts';

type IngressRequest = AuthorizeSecurityGroupIngressRequest | RevokeSecurityGroupIngressRequest;

/** The group that a request names by its id or, in the default VPC, by its name. */
export const groupOf = (documents: Documents, id: string | undefined, name?: string): Raw =>
  id === undefined && name !== undefined
    ? groupNamed(documents, name)
    : named(documents, 'SecurityGroups', id, 'GroupId');

/** The permissions of an inbound request, which may also name one in its own flat parameters. */
export const inboundPermissions = (request: IngressRequest): readonly IpPermission[] => {
  const { IpPermissions, IpProtocol, FromPort, ToPort, CidrIp, SourceSecurityGroupName, SourceSecurityGroupOwnerId } =
    request;
  const flat = [IpProtocol, FromPort, ToPort, CidrIp, SourceSecurityGroupName].some((value) => value !== undefined);
  if (!flat) return required(IpPermissions, 'IpPermissions');
  if (IpPermissions !== undefined) {
    const message = 'The parameter ipPermissions may not be used in combination with the parameter ipProtocol';
    throw new ServiceError('InvalidParameterCombination', message);
  }
  return [
    {
      // A source group without a protocol means all traffic.
      IpProtocol: IpProtocol ?? (SourceSecurityGroupName === undefined ? undefined : '-1'),
      FromPort,
      ToPort,
      ...(CidrIp === undefined ? {} : { IpRanges: [{ CidrIp }] }),
      ...(SourceSecurityGroupName === undefined
        ? {}
        : { UserIdGroupPairs: [{ GroupName: SourceSecurityGroupName, UserId: SourceSecurityGroupOwnerId }] }),
    },
  ];
};

/** The rules of all permissions of a request, each once. */
export const rulesOfAll = (
  documents: Documents,
  group: Raw,
  egress: boolean,
  permissions: readonly IpPermission[],
  context: Context,
): readonly Rule[] => {
  const rules = permissions.flatMap((permission) => rulesAsked(documents, group, egress, permission, context));
  if (new Set(rules.map(identity)).size < rules.length) {
    throw new ServiceError('InvalidParameterValue', 'The same permission must not appear multiple times');
  }
  return rules;
};
