import ipaddr from 'ipaddr.js';
import { list, type Raw, text } from '../../lambda/snapshot/raw.ts';
import type { Documents } from '../../lambda/snapshot/snapshot.ts';
import { type Filter, matcher } from './filter.ts';
import { invalidValue, required } from './insights-rules.ts';
import type { PageRequest } from './page.ts';

export interface RouteSearch extends PageRequest {
  readonly TransitGatewayRouteTableId?: string;
  readonly Filters?: readonly Filter[];
  readonly DryRun?: boolean;
}

type Cidr = ReturnType<typeof ipaddr.parseCIDR>;

/** An address alone is a block of one. */
const cidrOf = (value: string): Cidr => {
  if (ipaddr.isValidCIDR(value)) return ipaddr.parseCIDR(value);
  if (!ipaddr.isValid(value)) throw invalidValue(value, 'Filter');
  const address = ipaddr.parse(value);
  return [address, address.kind() === 'ipv4' ? 32 : 128];
};

/** Whether the one block is all within the other. */
const isWithin = ([address, length]: Cidr, other: Cidr): boolean =>
  address.kind() === other[0].kind() && length >= other[1] && address.match(other);

const fields = {
  state: 'State',
  type: 'Type',
  'prefix-list-id': 'PrefixListId',
  'attachment.transit-gateway-attachment-id': 'TransitGatewayAttachments.TransitGatewayAttachmentId',
  'attachment.resource-id': 'TransitGatewayAttachments.ResourceId',
  'attachment.resource-type': 'TransitGatewayAttachments.ResourceType',
};

const blockOf = (route: Raw): Cidr | undefined => {
  const destination = text(route, 'DestinationCidrBlock');
  return destination !== undefined && ipaddr.isValidCIDR(destination) ? ipaddr.parseCIDR(destination) : undefined;
};

type Search = (routes: readonly Raw[], block: Cidr) => readonly Raw[];

const where =
  (fits: (route: Cidr, block: Cidr) => boolean): Search =>
  (routes, block) =>
    routes.filter((route) => {
      const own = blockOf(route);
      return own !== undefined && fits(own, block);
    });

const supernets = where((route, block) => isWithin(block, route));

/** A block is within itself, and so both a subnet and a supernet of itself. */
const searches: ReadonlyMap<string, Search> = new Map([
  ['route-search.exact-match', where((route, block) => isWithin(route, block) && isWithin(block, route))],
  ['route-search.subnet-of-match', where(isWithin)],
  ['route-search.supernet-of-match', supernets],
  [
    'route-search.longest-prefix-match',
    (routes, block) => {
      const found = supernets(routes, block);
      const longest = Math.max(...found.map((route) => blockOf(route)?.[1] ?? 0));
      return found.filter((route) => blockOf(route)?.[1] === longest);
    },
  ],
]);

/** What a VPC propagates: its blocks, over its attachment. */
const propagated = (documents: Documents, tableId: string): readonly Raw[] =>
  (documents.TransitGatewayPropagations ?? [])
    .filter((element) => text(element, 'TransitGatewayRouteTableId') === tableId)
    .flatMap((element) => list(element, 'TransitGatewayRouteTablePropagations'))
    .filter((propagation) => text(propagation, 'State') === 'enabled' && text(propagation, 'ResourceType') === 'vpc')
    .flatMap(({ TransitGatewayAttachmentId, ResourceId, ResourceType }) =>
      (documents.Vpcs ?? [])
        .filter((vpc) => text(vpc, 'VpcId') === ResourceId)
        .flatMap((vpc) => [
          ...list(vpc, 'CidrBlockAssociationSet').map((association) => text(association, 'CidrBlock')),
          ...list(vpc, 'Ipv6CidrBlockAssociationSet').map((association) => text(association, 'Ipv6CidrBlock')),
        ])
        .map((DestinationCidrBlock) => ({
          DestinationCidrBlock,
          TransitGatewayAttachments: [{ TransitGatewayAttachmentId, ResourceId, ResourceType }],
          Type: 'propagated',
          State: 'active',
        })),
    );

/** The routes in force, or, where only static ones and propagations are known, those with what VPCs propagate. */
const routesOf = (documents: Documents, tableId: string): readonly Raw[] => {
  const isIt = (element: Raw): boolean => text(element, 'TransitGatewayRouteTableId') === tableId;
  const whole = (documents.TransitGatewayRoutes ?? []).find(isIt);
  if (whole !== undefined) return list(whole, 'Routes');
  const fixed = (documents.TransitGatewayStaticRoutes ?? []).filter(isIt).flatMap((element) => list(element, 'Routes'));
  // A static route goes before a propagated one to the same block:
  // https://docs.aws.amazon.com/vpc/latest/tgw/how-transit-gateways-work.html#tgw-route-evaluation-overview
  const taken = new Set(fixed.map((route) => text(route, 'DestinationCidrBlock')));
  return [
    ...fixed,
    ...propagated(documents, tableId).filter((route) => !taken.has(text(route, 'DestinationCidrBlock'))),
  ];
};

/** The routes of a table that fit every filter, of which there must be one. */
export const searchRoutes = (documents: Documents, tableId: string, request: RouteSearch): readonly Raw[] => {
  const filters = required(request.Filters, 'Filters');
  const plain = filters.filter(({ Name = '' }) => !searches.has(Name));
  return filters.reduce(
    (routes, { Name = '', Values = [] }) => {
      const search = searches.get(Name);
      if (search === undefined) return routes;
      const found = new Set(Values.flatMap((value) => search(routes, cidrOf(value))));
      return routes.filter((route) => found.has(route));
    },
    routesOf(documents, tableId).filter(matcher(plain, fields)),
  );
};
