import type { CreateRouteRequest, DeleteRouteRequest, ReplaceRouteRequest } from '@aws-sdk/client-ec2';
import { integer, list, type Raw, text } from '../../lambda/snapshot/raw.ts';
import type { Documents } from '../../lambda/snapshot/snapshot.ts';
import { required } from '../ec2/insights-rules.ts';
import { ServiceError } from '../endpoint.ts';
import type { Change, Context } from './change.ts';
import { checkedCidr, isWithin } from './cidr.ts';
import { cidrsOfVpc, elementOf, omit, withElement } from './elements.ts';
import { named } from './resource.ts';
import { stateOf } from './route-state.ts';
import { targetOf, targetParts } from './route-target.ts';

type DestinationField = 'DestinationCidrBlock' | 'DestinationIpv6CidrBlock' | 'DestinationPrefixListId';

interface Destination {
  readonly field: DestinationField;
  readonly value: string;
}

const fields = ['DestinationCidrBlock', 'DestinationIpv6CidrBlock', 'DestinationPrefixListId'] as const;

const checkPrefixList = (documents: Documents, id: string): string => {
  if (elementOf(documents, 'PrefixLists', id) === undefined) {
    named(documents, 'ManagedPrefixLists', id, 'DestinationPrefixListId');
  }
  return id;
};

const destinationOf = (documents: Documents, request: DeleteRouteRequest): Destination => {
  const [field = 'DestinationCidrBlock', ...more] = fields.filter((one) => request[one] !== undefined);
  if (more.length > 0) {
    const message = `The parameter ${field} may not be used in combination with the parameter ${more[0]}`;
    throw new ServiceError('InvalidParameterCombination', message);
  }
  const value = required(request[field], 'destinationCidrBlock');
  switch (field) {
    case 'DestinationCidrBlock':
      return { field, value: checkedCidr(value, 'IPv4', 'destinationCidrBlock') };
    case 'DestinationIpv6CidrBlock':
      return { field, value: checkedCidr(value, 'IPv6', 'destinationIpv6CidrBlock') };
    case 'DestinationPrefixListId':
      return { field, value: checkPrefixList(documents, value) };
  }
};

const tableOf = (documents: Documents, request: DeleteRouteRequest): Raw =>
  named(documents, 'RouteTables', request.RouteTableId, 'RouteTableId');

const isLocal = (route: Raw): boolean => text(route, 'GatewayId') === 'local';

/** The local route of a VPC's block, wherever it was led to. */
const isOfVpc = (route: Raw): boolean => isLocal(route) || text(route, 'Origin') === 'CreateRouteTable';

const isPropagated = (route: Raw): boolean => text(route, 'Origin') === 'EnableVgwRoutePropagation';

const matching = (table: Raw, { field, value }: Destination): Raw | undefined =>
  list(table, 'Routes').find((route) => text(route, field) === value && !isPropagated(route));

/** What is inside the VPC can be led only to what looks at packets: an interface, a NAT gateway, an endpoint. */
const checkInside = (documents: Documents, table: Raw, { value }: Destination, target: Raw): void => {
  const VpcId = text(table, 'VpcId') ?? '';
  const inside = cidrsOfVpc(elementOf(documents, 'Vpcs', VpcId) ?? {}).some((cidr) => isWithin(value, cidr));
  const canInspect =
    ['NetworkInterfaceId', 'NatGatewayId'].some((field) => field in target) ||
    text(target, 'GatewayId')?.startsWith('vpce-') === true;
  if (inside && !canInspect) {
    const message = `The destination CIDR block ${value} is equal to or more specific than one of this VPC's CIDR blocks. This route can target only an interface or an instance.`;
    throw new ServiceError('InvalidParameterValue', message);
  }
};

/** A prefix list counts as its greatest size; propagated routes do not count. */
const checkCount = (documents: Documents, routes: readonly Raw[], { quotas }: Context): void => {
  const weight = (route: Raw): number => {
    const list = text(route, 'DestinationPrefixListId');
    return list === undefined
      ? 1
      : (integer(elementOf(documents, 'ManagedPrefixLists', list) ?? {}, 'MaxEntries') ?? 1);
  };
  const count = routes.filter((route) => !isPropagated(route)).reduce((sum, route) => sum + weight(route), 0);
  if (count > quotas.routesPerTable) {
    throw new ServiceError('RouteLimitExceeded', 'The maximum number of routes per route table has been reached.');
  }
};

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateRoute.html */
const create: Change<CreateRouteRequest> = (documents, request, context) => {
  const table = tableOf(documents, request);
  const destination = destinationOf(documents, request);
  const target = targetOf(documents, table, request);
  checkInside(documents, table, destination, target);
  const { field, value } = destination;
  if (matching(table, destination) !== undefined) {
    throw new ServiceError('RouteAlreadyExists', `The route identified by ${value} already exists.`);
  }
  const route = { [field]: value, ...target, Origin: 'CreateRoute', State: stateOf(documents, target) };
  const Routes = [...list(table, 'Routes'), route];
  checkCount(documents, Routes, context);
  return { documents: withElement(documents, 'RouteTables', { ...table, Routes }), answer: { Return: true } };
};

const replace: Change<ReplaceRouteRequest> = (documents, request) => {
  const table = tableOf(documents, request);
  const destination = destinationOf(documents, request);
  const before = matching(table, destination);
  if (before === undefined) {
    const message = `There is no route defined for '${destination.value}' in the route table. Use CreateRoute instead.`;
    throw new ServiceError('InvalidParameterValue', message);
  }
  const { LocalTarget, ...asked } = request;
  if (LocalTarget === true && !isOfVpc(before)) {
    const message = `The route '${destination.value}' is not a local route, so it has no local target.`;
    throw new ServiceError('InvalidParameterValue', message);
  }
  const target = LocalTarget === true ? { GatewayId: 'local' } : targetOf(documents, table, asked);
  if (LocalTarget !== true) checkInside(documents, table, destination, target);
  const after = { ...omit(before, targetParts), ...target, State: stateOf(documents, target) };
  const Routes = list(table, 'Routes').map((route) => (route === before ? after : route));
  return { documents: withElement(documents, 'RouteTables', { ...table, Routes }), answer: {} };
};

const remove: Change<DeleteRouteRequest> = (documents, request) => {
  const table = tableOf(documents, request);
  const destination = destinationOf(documents, request);
  const where = `${destination.value} in route table ${text(table, 'RouteTableId')}`;
  const route = matching(table, destination);
  if (route === undefined) {
    throw new ServiceError('InvalidRoute.NotFound', `no route with destination-cidr-block ${where}`);
  }
  if (isOfVpc(route)) throw new ServiceError('InvalidParameterValue', `cannot remove local route ${where}`);
  const Routes = list(table, 'Routes').filter((one) => one !== route);
  return { documents: withElement(documents, 'RouteTables', { ...table, Routes }), answer: { Return: true } };
};

/** CreateRoute, ReplaceRoute and DeleteRoute. */
export const routeChanges = { CreateRoute: create, ReplaceRoute: replace, DeleteRoute: remove };
