import type {
  CreateTransitGatewayRouteRequest,
  DeleteTransitGatewayRouteRequest,
  ReplaceTransitGatewayRouteRequest,
} from '@aws-sdk/client-ec2';
import { type Raw, text } from '../../lambda/snapshot/raw.ts';
import type { Documents } from '../../lambda/snapshot/snapshot.ts';
import { required } from '../ec2/insights-rules.ts';
import { ServiceError } from '../endpoint.ts';
import type { Change } from './change.ts';
import { checkedCidr } from './cidr.ts';
import { attachmentNamed, destinationOf, endOf, isStatic, routesOf, tableNamed, withRoutes } from './transit-table.ts';

const cidrOf = (given: string | undefined): string => {
  const cidr = required(given, 'DestinationCidrBlock');
  return checkedCidr(cidr, cidr.includes(':') ? 'IPv6' : 'IPv4', 'destinationCidrBlock');
};

/** The static route that a request asks for: to an attachment, or to nowhere. */
const routeOf = (documents: Documents, table: Raw, request: CreateTransitGatewayRouteRequest): Raw => {
  const { TransitGatewayAttachmentId, Blackhole } = request;
  if (Blackhole === true && TransitGatewayAttachmentId !== undefined) {
    const message =
      'The parameter Blackhole may not be used in combination with the parameter TransitGatewayAttachmentId';
    throw new ServiceError('InvalidParameterCombination', message);
  }
  const DestinationCidrBlock = cidrOf(request.DestinationCidrBlock);
  if (Blackhole === true) return { DestinationCidrBlock, Type: 'static', State: 'blackhole' };
  const attachment = attachmentNamed(documents, TransitGatewayAttachmentId, table);
  return {
    DestinationCidrBlock,
    TransitGatewayAttachments: [endOf(attachment)],
    Type: 'static',
    State: 'active',
  };
};

const idOf = (table: Raw): string => text(table, 'TransitGatewayRouteTableId') ?? '';

/** The static route to the destination; undefined where there is none, or a propagated one alone. */
const staticRoute = (routes: readonly Raw[], destination: string): Raw | undefined =>
  routes.find((route) => isStatic(route) && destinationOf(route) === destination);

const absent = (destination: string, table: Raw): ServiceError =>
  new ServiceError(
    'InvalidRoute.NotFound',
    `Route ${destination} does not exist in Transit Gateway Route Table ${idOf(table)}.`,
  );

const create: Change<CreateTransitGatewayRouteRequest> = (documents, request) => {
  const table = tableNamed(documents, request.TransitGatewayRouteTableId);
  const route = routeOf(documents, table, request);
  const routes = routesOf(documents, idOf(table));
  const destination = destinationOf(route);
  if (staticRoute(routes, destination) !== undefined) {
    const message = `Route ${destination} already exists in Transit Gateway Route Table ${idOf(table)}.`;
    throw new ServiceError('RouteAlreadyExists', message);
  }
  return { documents: withRoutes(documents, idOf(table), [...routes, route]), answer: { Route: route } };
};

const replace: Change<ReplaceTransitGatewayRouteRequest> = (documents, request) => {
  const table = tableNamed(documents, request.TransitGatewayRouteTableId);
  const after = routeOf(documents, table, request);
  const routes = routesOf(documents, idOf(table));
  const before = staticRoute(routes, destinationOf(after));
  if (before === undefined) throw absent(destinationOf(after), table);
  const replaced = routes.map((route) => (route === before ? after : route));
  return { documents: withRoutes(documents, idOf(table), replaced), answer: { Route: after } };
};

const remove: Change<DeleteTransitGatewayRouteRequest> = (documents, request) => {
  const table = tableNamed(documents, request.TransitGatewayRouteTableId);
  const destination = cidrOf(request.DestinationCidrBlock);
  const routes = routesOf(documents, idOf(table));
  const gone = staticRoute(routes, destination);
  if (gone === undefined) throw absent(destination, table);
  const left = routes.filter((route) => route !== gone);
  return {
    documents: withRoutes(documents, idOf(table), left),
    answer: { Route: { ...gone, State: 'deleted' } },
  };
};

/** CreateTransitGatewayRoute, ReplaceTransitGatewayRoute and DeleteTransitGatewayRoute: static routes alone. */
export const transitRouteChanges = {
  CreateTransitGatewayRoute: create,
  ReplaceTransitGatewayRoute: replace,
  DeleteTransitGatewayRoute: remove,
};
