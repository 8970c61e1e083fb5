import { list, type Raw, text } from '../../lambda/snapshot/raw.ts';
import type { Documents } from '../../lambda/snapshot/snapshot.ts';
import { ServiceError } from '../endpoint.ts';
import { type DescribeCall, describeCalls } from './describe-calls.ts';
import { type Filter, matcher } from './filter.ts';
import { checkDryRun, invalidValue, required } from './insights-rules.ts';
import { type Paged, type PageRequest, type PageSize, pageOf } from './page.ts';
import type { Operations } from './service.ts';
import { type RouteSearch, searchRoutes } from './transit-gateway-routes.ts';

interface Request extends PageRequest {
  readonly DryRun?: boolean;
  readonly Filters?: readonly Filter[];
  /** What DescribeNatGateways calls its filters. */
  readonly Filter?: readonly Filter[];
}

/** The parameters that are no list of ids. */
const common = new Set(['DryRun', 'Filters', 'Filter', 'MaxResults', 'NextToken']);

/** A page no larger than `pageSize`: EC2 too may give fewer than were asked for. */
const pageWithin = (
  elements: readonly Raw[],
  request: PageRequest,
  pageSize: number,
  [least, most]: readonly [number, number] = [5, 1000],
): Paged<Raw> => {
  const asked = request.MaxResults;
  if (asked !== undefined && (asked < least || asked > most)) throw invalidValue(asked, 'maxResults');
  return pageOf(elements, { ...request, MaxResults: Math.min(asked ?? pageSize, pageSize) }, pageSize);
};

const paged = (key: string, { items, ...next }: Paged<Raw>): object => ({ [key]: items, ...next });

/** What a call asks for: its id lists, of which each id must be there, and its filters. */
const selector = (call: DescribeCall, request: Request, candidates: readonly Raw[]): ((element: Raw) => boolean) => {
  const asked = Object.entries(request).flatMap(([member, ids]): (readonly [string, readonly string[]])[] => {
    if (common.has(member)) return [];
    const known = call.ids[member];
    if (known === undefined || !Array.isArray(ids)) throw invalidValue(ids, member);
    const [field, code] = known;
    const missing = ids.find((id) => !candidates.some((element) => element[field] === id));
    if (missing !== undefined) throw new ServiceError(code, `The ID '${missing}' does not exist`);
    return [[field, ids]];
  });
  const matches = matcher(request.Filters ?? request.Filter ?? [], call.filters);
  return (element) => asked.every(([field, ids]) => ids.includes(`${element[field]}`)) && matches(element);
};

const describe = (call: DescribeCall, documents: Documents, request: Request, pageSize: number): object => {
  const elements = documents[call.key] ?? [];
  checkDryRun(request.DryRun);
  const found = (): readonly Raw[] => {
    if (call.key !== 'Reservations') return elements.filter(selector(call, request, elements));
    // What is asked for are the instances; a reservation is told with those of its own that fit.
    const instances = elements.flatMap((reservation) => list(reservation, 'Instances'));
    const fits = selector(call, request, instances);
    return elements.flatMap((reservation) => {
      const Instances = list(reservation, 'Instances').filter(fits);
      return Instances.length === 0 ? [] : [{ ...reservation, Instances }];
    });
  };
  const field = call.field ?? call.key;
  if (call.most === 'unpaged') return { [field]: found() };
  // Prefix lists are paged from one on, all else from five.
  const least = call.key === 'ManagedPrefixLists' || call.key === 'PrefixLists' ? 1 : 5;
  return paged(field, pageWithin(found(), request, pageSize, [least, call.most]));
};

const propagationFilters = {
  'resource-id': 'ResourceId',
  'resource-type': 'ResourceType',
  'transit-gateway-attachment-id': 'TransitGatewayAttachmentId',
};

/** Throws `code` for an id that none of the elements has. */
const checkExists = (known: readonly Raw[], field: string, id: string, code: string): void => {
  if (!known.some((element) => text(element, field) === id))
    throw new ServiceError(code, `The ID '${id}' does not exist`);
};

const tableOf = (documents: Documents, request: { readonly TransitGatewayRouteTableId?: string }): string => {
  const id = required(request.TransitGatewayRouteTableId, 'TransitGatewayRouteTableId');
  const known = documents.TransitGatewayRouteTables ?? [];
  checkExists(known, 'TransitGatewayRouteTableId', id, 'InvalidRouteTableID.NotFound');
  return id;
};

const propagations = (
  documents: Documents,
  request: Request & { readonly TransitGatewayRouteTableId?: string },
  pageSize: number,
): object => {
  const id = tableOf(documents, request);
  checkDryRun(request.DryRun);
  const field = 'TransitGatewayRouteTablePropagations';
  const found = (documents.TransitGatewayPropagations ?? [])
    .filter((element) => text(element, 'TransitGatewayRouteTableId') === id)
    .flatMap((element) => list(element, field));
  const fitting = found.filter(matcher(request.Filters ?? [], propagationFilters));
  return paged(field, pageWithin(fitting, request, pageSize));
};

/** Lists that are described without entries of their own have the addresses of DescribePrefixLists. */
const entriesOf = (documents: Documents, id: string): readonly Raw[] => {
  const isIt = (element: Raw): boolean => text(element, 'PrefixListId') === id;
  const element = (documents.PrefixListEntries ?? []).find(isIt);
  if (element !== undefined) return list(element, 'Entries');
  const { Cidrs = [] } = (documents.PrefixLists ?? []).find(isIt) ?? {};
  return Array.isArray(Cidrs) ? Cidrs.map((Cidr) => ({ Cidr })) : [];
};

const entries = (
  documents: Documents,
  request: Request & { readonly PrefixListId?: string },
  pageSize: number,
): object => {
  const id = required(request.PrefixListId, 'PrefixListId');
  const { ManagedPrefixLists = [], PrefixLists = [], PrefixListEntries = [] } = documents;
  const known = [...ManagedPrefixLists, ...PrefixLists, ...PrefixListEntries];
  checkExists(known, 'PrefixListId', id, 'InvalidPrefixListID.NotFound');
  checkDryRun(request.DryRun);
  return paged('Entries', pageWithin(entriesOf(documents, id), request, pageSize, [1, 100]));
};

const untouched = { InternetGatewayBlockMode: 'off', State: 'default-state' };

/**
 * The Describe calls of the network in `documents`, read anew at every call, with the calls that read routes, propagations
 * and prefix list entries. A page has at most `pageSize` elements, asked at every call.
 */
export const describeNetwork = (documents: () => Documents, pageSize: PageSize = () => 1000): Operations => ({
  ...Object.fromEntries(
    Object.entries(describeCalls).map(([operation, call]) => [
      operation,
      (request: Request) => describe(call, documents(), request, pageSize()),
    ]),
  ),
  DescribeVpcBlockPublicAccessOptions: ({ DryRun }: Request) => {
    checkDryRun(DryRun);
    return { VpcBlockPublicAccessOptions: documents().VpcBlockPublicAccessOptions?.[0] ?? untouched };
  },
  GetManagedPrefixListEntries: (request: Request) => entries(documents(), request, pageSize()),
  GetTransitGatewayRouteTablePropagations: (request: Request) => propagations(documents(), request, pageSize()),
  SearchTransitGatewayRoutes: (request: RouteSearch) => {
    const network = documents();
    const found = searchRoutes(network, tableOf(network, request), request);
    checkDryRun(request.DryRun);
    const { items, ...next } = pageWithin(found, request, pageSize());
    return { Routes: items, AdditionalRoutesAvailable: next.NextToken !== undefined, ...next };
  },
});
