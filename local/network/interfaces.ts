import type { ModifyInstanceAttributeRequest, ModifyNetworkInterfaceAttributeRequest } from '@aws-sdk/client-ec2';
import { flag, integer, list, part, type Raw, text } from '../../lambda/snapshot/raw.ts';
import type { Documents } from '../../lambda/snapshot/snapshot.ts';
import { required } from '../ec2/insights-rules.ts';
import { ServiceError } from '../endpoint.ts';
import type { Change, Context } from './change.ts';
import { elementOf, withElement, withInstances } from './elements.ts';
import { named } from './resource.ts';

/** What can be changed of an interface here. */
type Settings = Readonly<Partial<Record<'Groups' | 'SourceDestCheck' | 'Description', unknown>>>;

const isPrimary = (entry: Raw): boolean => (integer(part(entry, 'Attachment'), 'DeviceIndex') ?? 0) === 0;

/** The interface and what its instance tells of it; the instance itself tells of its primary one. */
const withSettings = (documents: Documents, eni: Raw, settings: Settings): Documents => {
  const id = text(eni, 'NetworkInterfaceId');
  const { Groups, SourceDestCheck } = settings;
  const ofInstance = {
    ...(Groups === undefined ? {} : { SecurityGroups: Groups }),
    ...(SourceDestCheck === undefined ? {} : { SourceDestCheck }),
  };
  return withInstances(withElement(documents, 'NetworkInterfaces', { ...eni, ...settings }), (instance) => {
    const entries = list(instance, 'NetworkInterfaces');
    const entry = entries.find(({ NetworkInterfaceId }) => NetworkInterfaceId === id);
    if (entry === undefined) return instance;
    return {
      ...instance,
      ...(isPrimary(entry) ? ofInstance : {}),
      NetworkInterfaces: entries.map((one) => (one === entry ? { ...one, ...settings } : one)),
    };
  });
};

const groupsOf = (documents: Documents, eni: Raw, ids: readonly string[], { quotas }: Context): readonly Raw[] => {
  const groups = [...new Set(ids)].map((id) => named(documents, 'SecurityGroups', id, 'GroupId'));
  if (groups.length > quotas.groupsPerInterface) {
    const message = `The maximum number of security groups per interface has been reached (${quotas.groupsPerInterface}).`;
    throw new ServiceError('SecurityGroupsPerInterfaceLimitExceeded', message);
  }
  if (groups.some((group) => text(group, 'VpcId') !== text(eni, 'VpcId'))) {
    const message = 'You have specified two resources that belong to different networks.';
    throw new ServiceError('InvalidGroup.NotFound', message);
  }
  return groups.map(({ GroupId, GroupName }) => ({ GroupId, GroupName }));
};

const unsupported = (what: string): ServiceError =>
  new ServiceError('UnsupportedOperation', `${what} cannot be modified in the embedded account.`);

/** The one attribute that a request is for. Throws where it is for none, or for several. */
const onlyOne = (attributes: Readonly<Record<string, unknown>>): string => {
  const [name, ...more] = Object.keys(attributes).filter((key) => attributes[key] !== undefined);
  if (name === undefined) throw new ServiceError('InvalidParameterCombination', 'No attributes specified.');
  if (more.length > 0) {
    throw new ServiceError('InvalidParameterCombination', 'Fields for multiple attribute types specified');
  }
  return name;
};

// The interfaces of transit gateways are described as if their owner had made them.
const isOfService = (eni: Raw): boolean =>
  flag(eni, 'RequesterManaged') === true || text(eni, 'InterfaceType') === 'transit_gateway';

const modifyInterface: Change<ModifyNetworkInterfaceAttributeRequest> = (documents, request, context) => {
  const { DryRun: _, NetworkInterfaceId, ...attributes } = request;
  const eni = named(documents, 'NetworkInterfaces', NetworkInterfaceId, 'NetworkInterfaceId');
  const attribute = onlyOne(attributes);
  if (isOfService(eni)) {
    throw new ServiceError('AuthFailure', 'You do not have permission to access the specified resource.');
  }
  const { Groups, SourceDestCheck, Description } = attributes;
  if (Groups !== undefined) {
    return {
      documents: withSettings(documents, eni, { Groups: groupsOf(documents, eni, Groups, context) }),
      answer: {},
    };
  }
  if (SourceDestCheck !== undefined) {
    const value = required(SourceDestCheck.Value, 'SourceDestCheck.Value');
    return { documents: withSettings(documents, eni, { SourceDestCheck: value }), answer: {} };
  }
  if (Description !== undefined) {
    return { documents: withSettings(documents, eni, { Description: Description.Value ?? '' }), answer: {} };
  }
  throw unsupported(attribute);
};

const onlyInterface = (documents: Documents, instance: Raw): Raw => {
  const [entry, ...more] = list(instance, 'NetworkInterfaces');
  if (more.length > 0) {
    const message = `There are multiple interfaces attached to instance '${text(instance, 'InstanceId')}'. Please specify an interface ID for the operation instead.`;
    throw new ServiceError('InvalidInstanceID', message);
  }
  const eni = elementOf(documents, 'NetworkInterfaces', text(entry ?? {}, 'NetworkInterfaceId') ?? '');
  if (eni === undefined) {
    const message = `The instance '${text(instance, 'InstanceId')}' is not in a valid state for this operation.`;
    throw new ServiceError('IncorrectInstanceState', message);
  }
  return eni;
};

const modifyInstance: Change<ModifyInstanceAttributeRequest> = (documents, request, context) => {
  const { DryRun: _, InstanceId, Attribute, Value, ...attributes } = request;
  const instance = named(documents, 'Reservations', InstanceId, 'InstanceId');
  const attribute = onlyOne({ ...attributes, ...(Attribute === undefined ? {} : { [Attribute]: Value ?? '' }) });
  const { Groups, SourceDestCheck } = attributes;
  if (Groups !== undefined) {
    const eni = onlyInterface(documents, instance);
    return {
      documents: withSettings(documents, eni, { Groups: groupsOf(documents, eni, Groups, context) }),
      answer: {},
    };
  }
  if (SourceDestCheck === undefined && Attribute !== 'sourceDestCheck') throw unsupported(attribute);
  const check = SourceDestCheck === undefined ? Value?.toLowerCase() === 'true' : SourceDestCheck.Value;
  const eni = onlyInterface(documents, instance);
  const value = required(check, 'SourceDestCheck.Value');
  return { documents: withSettings(documents, eni, { SourceDestCheck: value }), answer: {} };
};

/** ModifyNetworkInterfaceAttribute and ModifyInstanceAttribute, of which Groups and SourceDestCheck matter to the network. */
export const interfaceChanges = {
  ModifyNetworkInterfaceAttribute: modifyInterface,
  ModifyInstanceAttribute: modifyInstance,
};
