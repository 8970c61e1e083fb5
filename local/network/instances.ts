import type { StartInstancesRequest, StopInstancesRequest, TerminateInstancesRequest } from '@aws-sdk/client-ec2';
import { flag, list, part, type Raw, text } from '../../lambda/snapshot/raw.ts';
import type { Documents } from '../../lambda/snapshot/snapshot.ts';
import { required } from '../ec2/insights-rules.ts';
import { ServiceError } from '../endpoint.ts';
import type { Change } from './change.ts';
import { elementsOf, omit, withInstances } from './elements.ts';
import { named } from './resource.ts';
import { withRouteStates } from './route-state.ts';

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_InstanceState.html */
const codes = { pending: 0, running: 16, 'shutting-down': 32, terminated: 48, stopping: 64, stopped: 80 } as const;
type StateName = keyof typeof codes;

const state = (Name: StateName) => ({ Code: codes[Name], Name });

const stateName = (instance: Raw): string => text(part(instance, 'State'), 'Name') ?? 'running';

interface Step {
  /** What the instance becomes at once, and what EC2 answers that it is becoming. */
  readonly to: StateName;
  readonly through: StateName;
  readonly verb: string;
  /** From which states it may, beside the one it leads to. */
  readonly from: readonly string[];
}

const starting: Step = { to: 'running', through: 'pending', verb: 'started', from: ['stopped', 'pending'] };
const stopping: Step = {
  to: 'stopped',
  through: 'stopping',
  verb: 'stopped',
  from: ['running', 'pending', 'stopping'],
};
const ending: Step = { to: 'terminated', through: 'shutting-down', verb: 'terminated', from: Object.keys(codes) };

const instancesNamed = (documents: Documents, ids: readonly string[] | undefined, step: Step): readonly Raw[] => {
  const instances = required(ids, 'InstanceIds').map((id) => named(documents, 'Reservations', id, 'InstanceIds'));
  const wrong = instances.find((one) => stateName(one) !== step.to && !step.from.includes(stateName(one)));
  if (wrong !== undefined) {
    const message = `The instance '${text(wrong, 'InstanceId')}' is not in a state from which it can be ${step.verb}.`;
    throw new ServiceError('IncorrectInstanceState', message);
  }
  return instances;
};

const interfaceIds = (instances: readonly Raw[]): ReadonlySet<string> =>
  new Set(
    instances.flatMap((one) => list(one, 'NetworkInterfaces').flatMap((eni) => text(eni, 'NetworkInterfaceId') ?? [])),
  );

const changesOf = (instances: readonly Raw[], step: Step) =>
  instances.map((instance) => ({
    InstanceId: text(instance, 'InstanceId'),
    CurrentState: state(stateName(instance) === step.to ? step.to : step.through),
    PreviousState: part(instance, 'State'),
  }));

const withStates = (documents: Documents, instances: readonly Raw[], step: Step): Documents => {
  const chosen = new Set(instances.map((one) => text(one, 'InstanceId')));
  const after = withInstances(documents, (instance) =>
    chosen.has(text(instance, 'InstanceId')) ? { ...instance, State: state(step.to) } : instance,
  );
  return withRouteStates(after, interfaceIds(instances));
};

const start: Change<StartInstancesRequest> = (documents, request) => {
  const instances = instancesNamed(documents, request.InstanceIds, starting);
  return {
    documents: withStates(documents, instances, starting),
    answer: { StartingInstances: changesOf(instances, starting) },
  };
};

const stop: Change<StopInstancesRequest> = (documents, request) => {
  const instances = instancesNamed(documents, request.InstanceIds, stopping);
  return {
    documents: withStates(documents, instances, stopping),
    answer: { StoppingInstances: changesOf(instances, stopping) },
  };
};

// What a terminated instance is described without.
const lost = ['VpcId', 'SubnetId', 'PrivateIpAddress', 'PublicIpAddress', 'Ipv6Address'];

const freed = ['AssociationId', 'InstanceId', 'NetworkInterfaceId', 'NetworkInterfaceOwnerId', 'PrivateIpAddress'];

/** Interfaces go with their instance, unless they are kept at its end: then they become available. */
const withoutInterfaces = (documents: Documents, ids: ReadonlySet<string>): Documents => {
  const isOfIt = (raw: Raw): boolean => ids.has(text(raw, 'NetworkInterfaceId') ?? '');
  const stays = (eni: Raw): boolean => flag(part(eni, 'Attachment'), 'DeleteOnTermination') === false;
  const gone = new Set(
    elementsOf(documents, 'NetworkInterfaces').flatMap((eni) =>
      isOfIt(eni) && !stays(eni) ? (text(eni, 'NetworkInterfaceId') ?? []) : [],
    ),
  );
  return {
    ...documents,
    NetworkInterfaces: elementsOf(documents, 'NetworkInterfaces').flatMap((eni) => {
      if (!isOfIt(eni)) return [eni];
      return stays(eni) ? [{ ...omit(eni, ['Attachment']), Status: 'available' }] : [];
    }),
    Addresses: elementsOf(documents, 'Addresses').map((address) =>
      gone.has(text(address, 'NetworkInterfaceId') ?? '') ? omit(address, freed) : address,
    ),
  };
};

const terminate: Change<TerminateInstancesRequest> = (documents, request) => {
  const instances = instancesNamed(documents, request.InstanceIds, ending);
  const chosen = new Set(instances.map((one) => text(one, 'InstanceId')));
  const interfaces = interfaceIds(instances);
  const ended = withInstances(withoutInterfaces(documents, interfaces), (instance) =>
    chosen.has(text(instance, 'InstanceId'))
      ? { ...omit(instance, lost), State: state('terminated'), NetworkInterfaces: [], SecurityGroups: [] }
      : instance,
  );
  return {
    documents: withRouteStates(ended, interfaces),
    answer: { TerminatingInstances: changesOf(instances, ending) },
  };
};

/** StartInstances, StopInstances and TerminateInstances: done at once, and answered as under way. */
export const instanceChanges = { StartInstances: start, StopInstances: stop, TerminateInstances: terminate };
