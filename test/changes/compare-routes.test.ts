import { compareFacts } from '../../lambda/changes/compare.ts';
import type { Raw } from '../../lambda/snapshot/raw.ts';
import type { Documents } from '../../lambda/snapshot/snapshot.ts';
import { cidrA, ids } from '../../local/scenario/ids.ts';
import { broken } from '../support/scenario-network.ts';
import { asked, changed, changesOf, healthy, items } from './asked.ts';

const routesB = (change: (routes: readonly Raw[]) => readonly Raw[]): Documents =>
  changed('RouteTables', ids.routesB, (table) => ({ ...table, Routes: change(items(table.Routes)) }));
const toA = (change: (route: Raw) => Raw): Documents =>
  routesB((routes) => routes.map((route) => (route.DestinationCidrBlock === cidrA ? change(route) : route)));

const elsewhere = { DestinationCidrBlock: '10.0.20.0/24', NetworkInterfaceId: ids.interfaceB, State: 'active' };
const byGateway = `10.0.0.0/16 → ${ids.transitGateway}`;
const byAttachment = `10.0.0.0/16 → ${ids.attachmentA} (${ids.vpcA})`;

describe('a route of a VPC', () => {
  test('that is gone is said to be', () => {
    expect(changesOf(broken('vpc-route-missing'))).toEqual([
      {
        component: ids.routesB,
        kind: 'removed',
        what: 'route',
        before: byGateway,
        message: `${ids.routesB} lost its route ${byGateway}`,
      },
    ]);
  });

  test('that is gone, and leaves packets to a shorter one, is gone all the same', () => {
    const documents = routesB((routes) => [
      ...routes.filter(({ DestinationCidrBlock }) => DestinationCidrBlock !== cidrA),
      { ...elsewhere, DestinationCidrBlock: '10.0.0.0/8' },
    ]);
    expect(changesOf(documents)).toEqual([
      {
        component: ids.routesB,
        kind: 'removed',
        what: 'route',
        before: byGateway,
        message: `${ids.routesB} lost its route ${byGateway}, and packets take 10.0.0.0/8 → ${ids.interfaceB}`,
      },
    ]);
  });

  test('that is new and longer is added, and nothing is said to be gone', () => {
    expect(changesOf(routesB((routes) => [...routes, elsewhere]))).toEqual([
      {
        component: ids.routesB,
        kind: 'added',
        what: 'route',
        after: `10.0.20.0/24 → ${ids.interfaceB}`,
        message: `${ids.routesB} got the route 10.0.20.0/24 → ${ids.interfaceB}, which goes before ${byGateway}`,
      },
    ]);
  });

  test('that leads elsewhere has changed', () => {
    const documents = toA(({ TransitGatewayId: _, ...route }) => ({ ...route, NetworkInterfaceId: ids.interfaceB }));
    expect(changesOf(documents)).toEqual([
      {
        component: ids.routesB,
        kind: 'changed',
        what: 'route',
        before: byGateway,
        after: `10.0.0.0/16 → ${ids.interfaceB}`,
        message: `${ids.routesB} routes 10.0.0.0/16 to ${ids.interfaceB}, no longer to ${ids.transitGateway}`,
      },
    ]);
  });

  test('that became a blackhole has changed, and back', () => {
    const documents = toA((route) => ({ ...route, State: 'blackhole' }));
    const blackhole = `${byGateway} (blackhole)`;
    expect(changesOf(documents)).toMatchObject([
      { kind: 'changed', after: blackhole, message: `the route ${byGateway} of ${ids.routesB} became a blackhole` },
    ]);
    expect(compareFacts(asked(documents).facts, healthy)).toMatchObject([
      {
        kind: 'changed',
        before: blackhole,
        message: `the route ${byGateway} of ${ids.routesB} is no blackhole any more`,
      },
    ]);
  });
});

describe('a route of a transit gateway', () => {
  test('that is gone is said to be', () => {
    expect(changesOf(broken('transit-route-missing'))).toEqual([
      {
        component: ids.transitRoutesB,
        kind: 'removed',
        what: 'route',
        before: byAttachment,
        message: `${ids.transitRoutesB} lost its route ${byAttachment}`,
      },
    ]);
  });

  test.each([
    [{ State: 'blackhole' }, `${byAttachment} (blackhole)`],
    [{ Type: 'propagated' }, `10.0.0.0/16 → ${ids.attachmentA} (${ids.vpcA}, propagated)`],
  ])('that has %j has changed', (fields, after) => {
    const documents = changed('TransitGatewayRoutes', ids.transitRoutesB, (table) => ({
      ...table,
      Routes: items(table.Routes).map((route) => ({ ...route, ...fields })),
    }));
    expect(changesOf(documents)).toMatchObject([
      { component: ids.transitRoutesB, kind: 'changed', what: 'route', before: byAttachment, after },
    ]);
  });
});

test('a route before which another goes is told where nothing else changed', () => {
  const facts = (...hidden: readonly object[]) => ({
    'routes of rtb-a to 10.0.20.236': JSON.stringify({
      kind: 'found',
      thing: { matches: [{ route: { destination: cidrA, target: { id: 'tgw-a' } }, equals: [], hidden }], flaws: [] },
    }),
  });
  const hidden = { destination: cidrA, target: { id: 'vgw-a' }, isPropagated: true };
  const words = '10.0.0.0/16 → vgw-a (propagated)';
  expect(compareFacts(facts(hidden), facts())).toMatchObject([
    { kind: 'removed', before: words, message: `rtb-a lost the route ${words}, before which another goes` },
  ]);
  expect(compareFacts(facts(), facts(hidden))).toMatchObject([{ kind: 'added', after: words }]);
});
