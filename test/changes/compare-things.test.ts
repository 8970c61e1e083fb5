import { compareFacts, type Facts } from '../../lambda/changes/compare.ts';
import type { Raw } from '../../lambda/snapshot/raw.ts';
import type { Documents } from '../../lambda/snapshot/snapshot.ts';
import { ids } from '../../local/scenario/ids.ts';
import { scenario } from '../../local/scenario.ts';
import { changed, changesOf, items } from './asked.ts';

describe('an association', () => {
  const other = 'rtb-0000000000000000a';

  test('of a subnet with a route table has changed', () => {
    const tables = items(scenario.RouteTables);
    const documents: Documents = {
      ...scenario,
      RouteTables: tables.flatMap((table) => {
        if (table.RouteTableId !== ids.routesB) return [table];
        const of = (isMoved: boolean) =>
          items(table.Associations).filter(({ SubnetId }) => (SubnetId === ids.subnetB) === isMoved);
        return [
          { ...table, Associations: of(false) },
          { ...table, RouteTableId: other, Associations: of(true) },
        ];
      }),
    };
    expect(changesOf(documents)).toEqual([
      {
        component: ids.subnetB,
        kind: 'changed',
        what: 'association',
        before: ids.routesB,
        after: other,
        message: `${ids.subnetB} has the route table ${other}, no longer ${ids.routesB}`,
      },
    ]);
  });

  test('of an attachment with a route table has changed, told once', () => {
    const documents = changed('TransitGatewayAttachments', ids.attachmentB, (attachment) => ({
      ...attachment,
      Association: { State: 'associated', TransitGatewayRouteTableId: ids.transitRoutesA },
    }));
    expect(changesOf(documents)).toMatchObject([
      {
        component: ids.attachmentB,
        kind: 'changed',
        what: 'association',
        before: ids.transitRoutesB,
        after: ids.transitRoutesA,
      },
    ]);
  });

  test.each([
    ['{"kind":"absent"}', '{"kind":"found","thing":"igw-a"}', 'added', 'vpc-a got the internet gateway igw-a'],
    ['{"kind":"found","thing":"igw-a"}', '{"kind":"absent"}', 'removed', 'vpc-a lost its internet gateway igw-a'],
  ])('of a VPC with its gateway: %s → %s', (before, after, kind, message) => {
    const key = 'internet gateway of vpc-a';
    expect(compareFacts({ [key]: before }, { [key]: after })).toMatchObject([
      { component: 'vpc-a', kind, what: 'association', message },
    ]);
  });
});

describe('an attribute', () => {
  const interfaceB = (fields: Raw): Documents =>
    changed('NetworkInterfaces', ids.interfaceB, (one) => ({ ...one, ...fields }));

  test('the security groups of an interface', () => {
    expect(changesOf(interfaceB({ Groups: [{ GroupId: ids.groupA }] }))).toEqual([
      {
        component: ids.interfaceB,
        kind: 'changed',
        what: 'attribute',
        before: ids.groupB,
        after: ids.groupA,
        message: `the security groups of ${ids.interfaceB} of ${ids.instanceB}: ${ids.groupA}, no longer ${ids.groupB}`,
      },
    ]);
  });

  test('its source/destination check', () => {
    expect(changesOf(interfaceB({ SourceDestCheck: false }))).toMatchObject([
      { component: ids.interfaceB, before: 'on', after: 'off' },
    ]);
  });

  test('its addresses, as people write them', () => {
    const key = 'interface eni-a';
    const thing = (...addresses: readonly object[]) =>
      JSON.stringify({ kind: 'found', thing: { addresses, own: addresses } });
    const changes = compareFacts(
      { [key]: thing({ private: '2rrtx8fxt8' }) },
      { [key]: thing({ private: '2rrv678iu1', public: '2rrtx8fxt9' }) },
    );
    expect(changes).toMatchObject([{ before: '10.0.20.236', after: '172.16.0.89 (10.0.20.237)' }]);
    expect(changes).toHaveLength(1);
  });

  test('the CIDRs of a VPC', () => {
    const key = 'vpc vpc-a';
    const thing = (...cidrs: readonly (readonly string[])[]) =>
      JSON.stringify({ kind: 'found', thing: { id: 'vpc-a', cidrs } });
    expect(compareFacts({ [key]: thing() }, { [key]: thing(['2rrtx8ftog', '2rrtx8h88w']) })).toMatchObject([
      { component: 'vpc-a', what: 'attribute', before: 'nothing', after: '10.0.0.0/16' },
    ]);
  });

  test('the state of an instance', () => {
    const documents = {
      ...scenario,
      Reservations: items(scenario.Reservations).map((reservation) => ({
        ...reservation,
        Instances: items(reservation.Instances).map((one) =>
          one.InstanceId === ids.instanceB ? { ...one, State: { Code: 80, Name: 'stopped' } } : one,
        ),
      })),
    };
    expect(changesOf(documents)).toEqual([
      {
        component: ids.instanceB,
        kind: 'changed',
        what: 'attribute',
        before: 'running',
        after: 'stopped',
        message: `${ids.instanceB} is stopped, no longer running`,
      },
    ]);
  });

  test('block public access', () => {
    const key = 'public access of vpc-a, subnet-b';
    const mode = (name: string): Facts => ({ [key]: JSON.stringify({ mode: name, exclusions: [] }) });
    expect(compareFacts(mode('off'), mode('block-ingress'))).toEqual([
      {
        component: 'vpc-a',
        kind: 'changed',
        what: 'attribute',
        before: 'off',
        after: 'block-ingress',
        message: 'block public access of vpc-a, subnet-b, mode: block-ingress, no longer off',
      },
    ]);
  });
});
