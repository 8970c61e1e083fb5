import type { CreateSecurityGroupRequest, DeleteSecurityGroupRequest } from '@aws-sdk/client-ec2';
import { flag, list, type Raw, text } from '../../lambda/snapshot/raw.ts';
import type { Documents } from '../../lambda/snapshot/snapshot.ts';
import { invalidValue, required, tagsOf } from '../ec2/insights-rules.ts';
import { ServiceError } from '../endpoint.ts';
import type { Change } from './change.ts';
import { elementsOf, withElement, withoutElement } from './elements.ts';
import { groupNamed } from './permission.ts';
import { named } from './resource.ts';
import { peerOf, rulesOf } from './rule.ts';

// The characters that a name and a description may have in a VPC.
const writable = /^[a-zA-Z0-9 ._\-:/()#,@[\]+=&;{}!$*]{1,255}$/;

const defaultVpc = (documents: Documents): string => {
  const vpc = elementsOf(documents, 'Vpcs').find((one) => flag(one, 'IsDefault') === true);
  if (vpc === undefined) throw new ServiceError('VPCIdNotSpecified', 'No default VPC for this user');
  return text(vpc, 'VpcId') ?? '';
};

const checkName = (documents: Documents, name: string, vpc: string): void => {
  if (!writable.test(name) || name.startsWith('sg-')) throw invalidValue(name, 'GroupName');
  if (name === 'default') {
    throw new ServiceError('InvalidGroup.Reserved', "The security group name 'default' is reserved");
  }
  const same = (group: Raw): boolean => text(group, 'GroupName') === name && text(group, 'VpcId') === vpc;
  if (elementsOf(documents, 'SecurityGroups').some(same)) {
    const message = `The security group '${name}' already exists for VPC '${vpc}'`;
    throw new ServiceError('InvalidGroup.Duplicate', message);
  }
};

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateSecurityGroup.html */
const create: Change<CreateSecurityGroupRequest> = (documents, request, { account, region, newId }) => {
  const GroupName = required(request.GroupName, 'GroupName');
  const Description = required(request.Description, 'GroupDescription');
  if (!writable.test(Description)) throw invalidValue(Description, 'GroupDescription');
  const VpcId = request.VpcId ?? defaultVpc(documents);
  const vpc = named(documents, 'Vpcs', VpcId, 'VpcId');
  checkName(documents, GroupName, VpcId);
  const Tags = tagsOf(request.TagSpecifications, 'security-group');
  const GroupId = newId('sg');
  const SecurityGroupArn = `arn:aws:ec2:${region}:${account}:security-group/${GroupId}`;
  const all = { IpProtocol: '-1', Ipv6Ranges: [], PrefixListIds: [], UserIdGroupPairs: [] };
  const hasIpv6 = list(vpc, 'Ipv6CidrBlockAssociationSet').length > 0;
  const group = {
    GroupId,
    GroupName,
    Description,
    VpcId,
    OwnerId: account,
    SecurityGroupArn,
    IpPermissions: [],
    IpPermissionsEgress: [
      { ...all, IpRanges: [{ CidrIp: '0.0.0.0/0' }], ...(hasIpv6 ? { Ipv6Ranges: [{ CidrIpv6: '::/0' }] } : {}) },
    ],
    Tags,
  };
  return { documents: withElement(documents, 'SecurityGroups', group), answer: { GroupId, Tags, SecurityGroupArn } };
};

const isUsed = (documents: Documents, id: string): boolean =>
  elementsOf(documents, 'NetworkInterfaces').some((one) => list(one, 'Groups').some(({ GroupId }) => GroupId === id)) ||
  elementsOf(documents, 'SecurityGroups').some(
    (group) =>
      text(group, 'GroupId') !== id &&
      rulesOf(group).some((rule) => rule.peers === 'UserIdGroupPairs' && peerOf(rule) === id),
  );

const remove: Change<DeleteSecurityGroupRequest> = (documents, request) => {
  const group =
    request.GroupId === undefined && request.GroupName !== undefined
      ? groupNamed(documents, request.GroupName)
      : named(documents, 'SecurityGroups', request.GroupId, 'GroupId');
  const GroupId = text(group, 'GroupId') ?? '';
  if (text(group, 'GroupName') === 'default') {
    const message = `the specified group: "${GroupId}" name: "default" cannot be deleted by a user`;
    throw new ServiceError('CannotDelete', message);
  }
  if (isUsed(documents, GroupId)) {
    throw new ServiceError('DependencyViolation', `resource ${GroupId} has a dependent object`);
  }
  return { documents: withoutElement(documents, 'SecurityGroups', GroupId), answer: { Return: true, GroupId } };
};

/** CreateSecurityGroup and DeleteSecurityGroup. */
export const groupChanges = { CreateSecurityGroup: create, DeleteSecurityGroup: remove };
