import type { CreateTagsRequest, DeleteTagsRequest, Tag } from '@aws-sdk/client-ec2';
import { keyed, type Raw, text } from '../../lambda/snapshot/raw.ts';
import { type DocumentKey, type Documents, documentParts } from '../../lambda/snapshot/snapshot.ts';
import { required, tagsOf } from '../ec2/insights-rules.ts';
import { ServiceError } from '../endpoint.ts';
import type { Change } from './change.ts';
import { elementsOf, instancesOf, withInstances } from './elements.ts';
import { ruleId, rulesOf, withRules } from './rule.ts';

/** Beside the parts whose `id` is the resource's own. */
const idFields: Readonly<Partial<Record<DocumentKey, string>>> = { Addresses: 'AllocationId' };

const taggable: readonly DocumentKey[] = [
  'Vpcs',
  'Subnets',
  'NetworkInterfaces',
  'SecurityGroups',
  'NetworkAcls',
  'RouteTables',
  'ManagedPrefixLists',
  'InternetGateways',
  'EgressOnlyInternetGateways',
  'NatGateways',
  'VpcPeeringConnections',
  'TransitGateways',
  'TransitGatewayAttachments',
  'TransitGatewayVpcAttachments',
  'TransitGatewayRouteTables',
  'VpnGateways',
  'VpnConnections',
  'CustomerGateways',
  'VpcEndpoints',
  'Addresses',
  'VpcBlockPublicAccessExclusions',
];

type Retag = (before: ReadonlyMap<string, string>) => ReadonlyMap<string, string>;

/** Interfaces alone keep their tags in `TagSet`. */
const retagged = (raw: Raw, field: 'Tags' | 'TagSet', retag: Retag): Raw => {
  const after = retag(new Map(Object.entries(keyed(raw, field))));
  if (after.size > 50) throw new ServiceError('TagLimitExceeded', 'The maximum number of tags is 50.');
  return { ...raw, [field]: [...after].map(([Key, Value]) => ({ Key, Value })) };
};

const inPart = (documents: Documents, key: DocumentKey, id: string, retag: Retag): Documents => {
  const idField = idFields[key] ?? documentParts[key].id;
  const elements = elementsOf(documents, key);
  if (!elements.some((one) => text(one, idField) === id)) return documents;
  const field = key === 'NetworkInterfaces' ? 'TagSet' : 'Tags';
  return {
    ...documents,
    [key]: elements.map((one) => (text(one, idField) === id ? retagged(one, field, retag) : one)),
  };
};

const inInstances = (documents: Documents, id: string, retag: Retag): Documents =>
  instancesOf(documents).some((one) => text(one, 'InstanceId') === id)
    ? withInstances(documents, (one) => (text(one, 'InstanceId') === id ? retagged(one, 'Tags', retag) : one))
    : documents;

const inRules = (documents: Documents, id: string, retag: Retag): Documents => {
  const groups = elementsOf(documents, 'SecurityGroups');
  const holder = groups.find((group) => rulesOf(group).some((rule) => ruleId(group, rule) === id));
  if (holder === undefined) return documents;
  const rules = rulesOf(holder).map((rule) =>
    ruleId(holder, rule) === id
      ? { ...rule, peer: retagged({ ...rule.peer, SecurityGroupRuleId: id }, 'Tags', retag) }
      : rule,
  );
  return {
    ...documents,
    SecurityGroups: groups.map((group) => (group === holder ? withRules(group, rules) : group)),
  };
};

const withTags = (documents: Documents, ids: readonly string[], retag: Retag): Documents =>
  ids.reduce((before, id) => {
    const inParts = taggable.reduce((result, key) => inPart(result, key, id, retag), before);
    const after = inRules(inInstances(inParts, id, retag), id, retag);
    if (after === before) throw new ServiceError('InvalidID', `The ID '${id}' is not valid`);
    return after;
  }, documents);

const create: Change<CreateTagsRequest> = (documents, request) => {
  const ids = required(request.Resources, 'ResourceId');
  const asked = required(request.Tags, 'Tag').map(({ Key, Value }): Tag => ({ Key, Value: Value ?? '' }));
  // Judged as the tags of a creation are.
  const tags = tagsOf([{ ResourceType: 'vpc', Tags: asked }], 'vpc');
  const retag: Retag = (before) =>
    new Map([...before, ...tags.map(({ Key = '', Value = '' }) => [Key, Value] as const)]);
  return { documents: withTags(documents, ids, retag), answer: {} };
};

/** Without tags all are deleted but AWS's own; a tag with a value is deleted only where it has that value. */
const remove: Change<DeleteTagsRequest> = (documents, request) => {
  const ids = required(request.Resources, 'ResourceId');
  const isDeleted = (key: string, value: string): boolean =>
    request.Tags === undefined
      ? !key.startsWith('aws:')
      : request.Tags.some((tag) => tag.Key === key && (tag.Value === undefined || tag.Value === value));
  const retag: Retag = (before) => new Map([...before].filter(([key, value]) => !isDeleted(key, value)));
  return { documents: withTags(documents, ids, retag), answer: {} };
};

/** CreateTags and DeleteTags on what is part of the network. */
export const tagChanges = { CreateTags: create, DeleteTags: remove };
