import type {
  CreateNetworkAclRequest,
  DeleteNetworkAclRequest,
  ReplaceNetworkAclAssociationRequest,
} from '@aws-sdk/client-ec2';
import { flag, list, type Raw, text } from '../../lambda/snapshot/raw.ts';
import { required, tagsOf } from '../ec2/insights-rules.ts';
import { ServiceError } from '../endpoint.ts';
import type { Change } from './change.ts';
import { elementsOf, withElement, withElements, withoutElement } from './elements.ts';
import { checkSameVpc, named } from './resource.ts';

const denyAll = (Egress: boolean, block: Raw, RuleNumber: number): Raw => ({
  RuleNumber,
  Egress,
  Protocol: '-1',
  RuleAction: 'deny',
  ...block,
});

const denials = (vpc: Raw): readonly Raw[] =>
  [true, false].flatMap((egress) => [
    denyAll(egress, { CidrBlock: '0.0.0.0/0' }, 32_767),
    ...(list(vpc, 'Ipv6CidrBlockAssociationSet').length > 0
      ? [denyAll(egress, { Ipv6CidrBlock: '::/0' }, 32_768)]
      : []),
  ]);

/** A new network ACL denies all. */
const create: Change<CreateNetworkAclRequest> = (documents, request, { account, newId }) => {
  const vpc = named(documents, 'Vpcs', request.VpcId, 'VpcId');
  const acl = {
    NetworkAclId: newId('acl'),
    VpcId: text(vpc, 'VpcId'),
    OwnerId: account,
    IsDefault: false,
    Associations: [],
    Entries: denials(vpc),
    Tags: tagsOf(request.TagSpecifications, 'network-acl'),
  };
  return { documents: withElement(documents, 'NetworkAcls', acl), answer: { NetworkAcl: acl } };
};

const remove: Change<DeleteNetworkAclRequest> = (documents, request) => {
  const acl = named(documents, 'NetworkAcls', request.NetworkAclId, 'NetworkAclId');
  const id = text(acl, 'NetworkAclId') ?? '';
  if (flag(acl, 'IsDefault') === true) {
    throw new ServiceError('InvalidParameterValue', `cannot delete default network ACL ${id}`);
  }
  if (list(acl, 'Associations').length > 0) {
    const message = `The networkAcl '${id}' has dependencies and cannot be deleted.`;
    throw new ServiceError('DependencyViolation', message);
  }
  return { documents: withoutElement(documents, 'NetworkAcls', id), answer: {} };
};

/** Each subnet has one association always; this moves it. */
const replaceAssociation: Change<ReplaceNetworkAclAssociationRequest> = (documents, request, { newId }) => {
  const id = required(request.AssociationId, 'AssociationId');
  const isIt = (one: Raw): boolean => text(one, 'NetworkAclAssociationId') === id;
  const before = elementsOf(documents, 'NetworkAcls').find((acl) => list(acl, 'Associations').some(isIt));
  if (before === undefined) {
    throw new ServiceError('InvalidAssociationID.NotFound', `The association ID '${id}' does not exist`);
  }
  const after = named(documents, 'NetworkAcls', request.NetworkAclId, 'NetworkAclId');
  const vpcs = [text(before, 'VpcId'), text(after, 'VpcId')];
  checkSameVpc(`network ACL ${text(before, 'NetworkAclId')}`, `network ACL ${request.NetworkAclId}`, vpcs);
  const NewAssociationId = newId('aclassoc');
  const moved = (one: Raw): Raw => ({
    ...one,
    NetworkAclAssociationId: NewAssociationId,
    NetworkAclId: request.NetworkAclId,
  });
  const associations = list(before, 'Associations');
  const acls =
    before === after
      ? [{ ...before, Associations: associations.map((one) => (isIt(one) ? moved(one) : one)) }]
      : [
          { ...before, Associations: associations.filter((one) => !isIt(one)) },
          { ...after, Associations: [...list(after, 'Associations'), ...associations.filter(isIt).map(moved)] },
        ];
  return { documents: withElements(documents, 'NetworkAcls', acls), answer: { NewAssociationId } };
};

/** CreateNetworkAcl, DeleteNetworkAcl and ReplaceNetworkAclAssociation. */
export const aclChanges = {
  CreateNetworkAcl: create,
  DeleteNetworkAcl: remove,
  ReplaceNetworkAclAssociation: replaceAssociation,
};
