import { network } from '../../lambda/aws/network.ts';
import { list, type Raw, text } from '../../lambda/snapshot/raw.ts';
import type { Documents, Snapshot } from '../../lambda/snapshot/snapshot.ts';
import type { Operations } from '../../local/ec2/service.ts';
import { openNetwork } from '../support/describing.ts';
import { aClock } from '../support/ec2.ts';
import { account, transitRoute } from '../support/whole-network.ts';

const { now } = aClock();

const withRoutes = (Routes: readonly Raw[]): Documents => ({
  TransitGateways: [{ TransitGatewayId: 'tgw-0', OwnerId: account }],
  TransitGatewayRouteTables: [{ TransitGatewayRouteTableId: 'tgw-rtb-0', TransitGatewayId: 'tgw-0' }],
  TransitGatewayRoutes: [{ TransitGatewayRouteTableId: 'tgw-rtb-0', Routes }],
});

interface Found {
  readonly snapshot: Snapshot;
  readonly routes: readonly Raw[];
  readonly additional: unknown;
  readonly searches: number;
}

const found = async (documents: Documents, around?: (operations: Operations) => Operations): Promise<Found> => {
  const open = await openNetwork(() => documents, { pageSize: 1000, ...(around === undefined ? {} : { ec2: around }) });
  const snapshot = await network(open.clients, account, now).snapshot();
  await open.close();
  const [table = {}] = snapshot.documents.TransitGatewayRoutes ?? [];
  const searches = open.calls().filter(({ operation }) => operation === 'SearchTransitGatewayRoutes').length;
  return { snapshot, routes: list(table, 'Routes'), additional: table.AdditionalRoutesAvailable, searches };
};

const search = (operations: Operations) => async (input: never) => {
  const answer = await operations.SearchTransitGatewayRoutes?.(input);
  return { ...answer };
};

/** A service that says that there are more, and gives no token for them, as EC2 did before it paged this call. */
const withoutTokens = (operations: Operations): Operations => ({
  ...operations,
  SearchTransitGatewayRoutes: async (input: never) => ({ ...(await search(operations)(input)), NextToken: undefined }),
});

/** The same, where in addition a block is no subnet of itself. */
const withoutSelf = (operations: Operations): Operations => ({
  ...operations,
  SearchTransitGatewayRoutes: async (input: never) => {
    const { Filters = [] } = input as {
      readonly Filters?: readonly { readonly Name: string; readonly Values: string[] }[];
    };
    const within = Filters.find(({ Name }) => Name === 'route-search.subnet-of-match')?.Values[0];
    const answer: { readonly Routes?: readonly Raw[] } = await search(operations)(input);
    const Routes = answer.Routes?.filter((route) => text(route, 'DestinationCidrBlock') !== within);
    return { ...answer, Routes, NextToken: undefined };
  },
});

const many = (count: number, cidr: (index: number) => string, over: Raw = {}): readonly Raw[] =>
  Array.from({ length: count }, (_, index) => transitRoute(cidr(index), over));

const byDestination = (routes: readonly Raw[]): readonly string[] =>
  routes.map((route) => `${text(route, 'DestinationCidrBlock')} ${text(route, 'Type')}`).sort();

/** 2,500 routes that crowd in one corner of the address space, with those to whole halves of it. */
const crowded: readonly Raw[] = [
  ...many(1, () => '0.0.0.0/0'),
  ...many(1, () => '::/0'),
  ...many(1, () => '10.0.0.0/8', { State: 'blackhole' }),
  ...many(1, () => '10.0.0.0/9'),
  ...many(1400, (i) => `10.${i >> 8}.${i & 255}.0/24`),
  ...many(1096, (i) => `10.64.${i >> 8}.${i & 255}/32`, { Type: 'propagated' }),
];

test('2,500 routes of a table are all seen, page after page', async () => {
  const { routes, additional, searches } = await found(withRoutes(crowded));
  expect(crowded).toHaveLength(2500);
  expect(byDestination(routes)).toEqual(byDestination(crowded));
  expect(additional).toBe(false);
  expect(searches).toBe(3);
});

test('2,500 routes of a table are all seen without tokens, also where a block is no subnet of itself', async () => {
  const { routes, additional, searches } = await found(withRoutes(crowded), withoutSelf);
  expect(byDestination(routes)).toEqual(byDestination(crowded));
  expect(additional).toBe(false);
  expect(searches).toBeLessThan(130);
});

test('routes of both families are all seen without tokens', async () => {
  const both = [
    ...many(1100, (i) => `10.${i >> 8}.${i & 255}.0/24`),
    ...many(1100, (i) => `2600:1f00:0:${i.toString(16)}::/64`, { Type: 'propagated' }),
  ];
  const { routes, additional, searches } = await found(withRoutes(both), withoutTokens);
  expect(byDestination(routes)).toEqual(byDestination(both));
  expect(additional).toBe(false);
  expect(searches).toBeLessThan(256);
});

test('what cannot be seen is said, and the searches are bounded', async () => {
  const endless = (operations: Operations): Operations => ({
    ...operations,
    SearchTransitGatewayRoutes: async () => ({ Routes: [transitRoute('10.0.0.0/8')], AdditionalRoutesAvailable: true }),
  });
  const { routes, additional, searches } = await found(withRoutes([]), endless);
  expect(routes).toHaveLength(1);
  expect(additional).toBe(true);
  expect(searches).toBe(256);
});

test('both states are asked for, and nothing else is left out', async () => {
  const open = await openNetwork(() => withRoutes(crowded.slice(0, 10)));
  const { documents } = await network(open.clients, account, now).snapshot();
  await open.close();
  const [call] = open.calls().filter(({ operation }) => operation === 'SearchTransitGatewayRoutes');
  expect(call?.input).toEqual({
    TransitGatewayRouteTableId: 'tgw-rtb-0',
    Filters: [{ Name: 'state', Values: ['active', 'blackhole'] }],
    MaxResults: 1000,
  });
  expect(documents).not.toHaveProperty('TransitGatewayStaticRoutes');
});

test("another account's transit gateway is not asked for its routes, and one whose owner is unknown is", async () => {
  const tables = ['own', 'foreign', 'unknown'].map((name) => ({
    TransitGatewayRouteTableId: `tgw-rtb-${name}`,
    TransitGatewayId: `tgw-${name}`,
  }));
  const documents: Documents = {
    TransitGateways: [
      { TransitGatewayId: 'tgw-own', OwnerId: account },
      { TransitGatewayId: 'tgw-foreign', OwnerId: '222222222222' },
    ],
    TransitGatewayRouteTables: tables,
  };
  const { snapshot } = await found(documents);
  const asked = (key: 'TransitGatewayRoutes' | 'TransitGatewayPropagations') =>
    snapshot.documents[key]?.map((element) => text(element, 'TransitGatewayRouteTableId'));
  expect(asked('TransitGatewayRoutes')).toEqual(['tgw-rtb-own', 'tgw-rtb-unknown']);
  expect(asked('TransitGatewayPropagations')).toEqual(['tgw-rtb-own', 'tgw-rtb-unknown']);
  expect(snapshot.documents.TransitGatewayRouteTables).toHaveLength(3);
  expect(snapshot.unreadable).toEqual({});
});
