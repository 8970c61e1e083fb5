import {
  type EC2Client,
  type Filter,
  paginateGetTransitGatewayRouteTablePropagations,
  SearchTransitGatewayRoutesCommand,
  type TransitGatewayRoute,
} from '@aws-sdk/client-ec2';
import { type Raw, text } from '../snapshot/raw.ts';
import { type Block, cidrOf, everything, halvesOf } from './address-halves.ts';
import { type Described, describedEach, elementsOf, gathered, type Lane, type Parts, plain } from './described.ts';
import { calling, having } from './fault.ts';

/**
 * Searches of one table at most. Where the service pages its answers, the 10,000 routes of a transit gateway's quota take
 * ten; where it does not, thousands that crowd in a corner of the address space take a hundred or two.
 */
const mostSearches = 256;

const matching = (Name: string, ...Values: string[]): Filter => ({ Name, Values });
const inForce = matching('state', 'active', 'blackhole');

const keyOf = (route: TransitGatewayRoute): string =>
  `${route.DestinationCidrBlock} ${route.PrefixListId} ${route.Type}`;

/**
 * All routes in force of one table: {TransitGatewayRouteTableId, Routes, AdditionalRoutesAvailable}. What a search leaves
 * out is searched for in narrower parts, by type and then by halves of the address space; where the bound is met, the
 * element says `AdditionalRoutesAvailable: true`.
 */
const routesOf = async (ec2: EC2Client, lane: Lane, TransitGatewayRouteTableId: string): Promise<Raw> => {
  const operation = 'SearchTransitGatewayRoutes';
  const found = new Map<string, TransitGatewayRoute>();
  let searches = 0;

  /** Answers whether all that fits was given. */
  const search = async (...filters: Filter[]): Promise<boolean> => {
    let NextToken: string | undefined;
    for (;;) {
      if (searches === mostSearches) return false;
      searches += 1;
      const request = { TransitGatewayRouteTableId, Filters: [inForce, ...filters], MaxResults: 1000, NextToken };
      const answer = await lane(() => ec2.send(new SearchTransitGatewayRoutesCommand(request)));
      for (const route of having(answer.Routes, 'Routes', operation)) found.set(keyOf(route), route);
      NextToken = answer.NextToken;
      if (NextToken === undefined) return answer.AdditionalRoutesAvailable !== true;
    }
  };

  const searchWithin = async (type: Filter, block: Block): Promise<boolean> => {
    const cidr = cidrOf(block);
    if (await search(type, matching('route-search.subnet-of-match', cidr))) return true;
    if (searches === mostSearches) return false;
    // The block's own route is in neither half.
    let all = await search(type, matching('route-search.exact-match', cidr));
    for (const half of halvesOf(block)) all = (await searchWithin(type, half)) && all;
    return all;
  };

  const searchType = async (name: string): Promise<boolean> => {
    const type = matching('type', name);
    if (await search(type)) return true;
    let all = true;
    for (const block of everything) all = (await searchWithin(type, block)) && all;
    return all;
  };

  const searchAll = async (): Promise<boolean> =>
    (await search()) || ((await searchType('static')) && (await searchType('propagated')));

  const all = await calling(operation, searchAll);
  const Routes = plain([...found.values()], operation);
  return { TransitGatewayRouteTableId, Routes, AdditionalRoutesAvailable: !all };
};

const gone = new Set(['deleting', 'deleted']);

/** The tables that answer to `account`: those of another account's transit gateway do not, nor do those that are gone. */
export const ownTables = (parts: Parts, account: string): Described => {
  const tables = parts.TransitGatewayRouteTables ?? { elements: [] };
  if ('fault' in tables) return tables;
  const owners = new Map(
    elementsOf(parts.TransitGateways).map((gateway) => [text(gateway, 'TransitGatewayId'), text(gateway, 'OwnerId')]),
  );
  const isOwn = (table: Raw): boolean => (owners.get(text(table, 'TransitGatewayId')) ?? account) === account;
  return {
    elements: tables.elements.filter((table) => isOwn(table) && !gone.has(text(table, 'State') ?? '')),
  };
};

const idOf = (table: Raw): string =>
  having(text(table, 'TransitGatewayRouteTableId'), 'TransitGatewayRouteTableId', 'DescribeTransitGatewayRouteTables');

/** One search for each table, and one more for each further thousand of its routes. */
export const describeRoutes = (ec2: EC2Client, lane: Lane, tables: Described): Promise<Described> =>
  describedEach(tables, 'SearchTransitGatewayRoutes', (table) => routesOf(ec2, lane, idOf(table)));

/** One call for each table and page. */
export const describePropagations = (client: EC2Client, lane: Lane, tables: Described): Promise<Described> => {
  const operation = 'GetTransitGatewayRouteTablePropagations';
  const field = 'TransitGatewayRouteTablePropagations';
  return describedEach(tables, operation, async (table) => {
    const TransitGatewayRouteTableId = idOf(table);
    const pages = () =>
      paginateGetTransitGatewayRouteTablePropagations({ client, pageSize: 1000 }, { TransitGatewayRouteTableId });
    return { TransitGatewayRouteTableId, [field]: await lane(() => gathered(operation, field, pages)) };
  });
};
