import {
  AssociateTransitGatewayRouteTableCommand,
  CreateTransitGatewayRouteCommand,
  type CreateTransitGatewayRouteRequest,
  DeleteTransitGatewayRouteCommand,
  DisableTransitGatewayRouteTablePropagationCommand,
  DisassociateTransitGatewayRouteTableCommand,
  EnableTransitGatewayRouteTablePropagationCommand,
  ReplaceTransitGatewayRouteCommand,
} from '@aws-sdk/client-ec2';
import { list } from '../../../lambda/snapshot/raw.ts';
import { ids } from '../../../local/scenario/ids.ts';
import { scenario } from '../../../local/scenario.ts';
import { type OpenNetwork, openEmbeddedNetwork } from '../../support/embedded-network.ts';

let open: OpenNetwork;
beforeEach(async () => {
  open = await openEmbeddedNetwork();
});
afterEach(() => open.close());

const table = { TransitGatewayRouteTableId: ids.transitRoutesB };
const toA = { TransitGatewayAttachmentId: ids.attachmentA };
const toB = { TransitGatewayAttachmentId: ids.attachmentB };

const create = (input: Partial<CreateTransitGatewayRouteRequest>) =>
  open.ec2.send(new CreateTransitGatewayRouteCommand({ DestinationCidrBlock: '10.9.0.0/16', ...table, ...input }));
const remove = (DestinationCidrBlock: string) =>
  open.ec2.send(new DeleteTransitGatewayRouteCommand({ ...table, DestinationCidrBlock }));
const enable = (end: { TransitGatewayAttachmentId: string }) =>
  open.ec2.send(new EnableTransitGatewayRouteTablePropagationCommand({ ...table, ...end }));
const disable = (end: { TransitGatewayAttachmentId: string }) =>
  open.ec2.send(new DisableTransitGatewayRouteTablePropagationCommand({ ...table, ...end }));

const routes = (key: 'TransitGatewayRoutes' | 'TransitGatewayStaticRoutes' = 'TransitGatewayRoutes') =>
  list(open.element(key, ids.transitRoutesB), 'Routes').map((route) => [
    route.DestinationCidrBlock,
    route.Type,
    route.State,
  ]);

test('a static route is made, replaced and deleted', async () => {
  const { Route } = await create({ DestinationCidrBlock: '10.9.8.7/16', ...toA });
  expect(Route).toEqual({
    DestinationCidrBlock: '10.9.0.0/16',
    TransitGatewayAttachments: [{ ...toA, ResourceId: ids.vpcA, ResourceType: 'vpc' }],
    Type: 'static',
    State: 'active',
  });
  await open.ec2.send(
    new ReplaceTransitGatewayRouteCommand({ DestinationCidrBlock: '10.9.0.0/16', ...table, Blackhole: true }),
  );
  const both = [
    ['10.0.0.0/16', 'static', 'active'],
    ['10.9.0.0/16', 'static', 'blackhole'],
  ];
  expect(routes()).toEqual(both);
  expect(routes('TransitGatewayStaticRoutes')).toEqual(both);
  const deleted = await remove('10.9.1.1/16');
  expect(deleted.Route?.State).toBe('deleted');
  await remove('10.0.0.0/16');
  expect(routes()).toEqual([]);
  await expect(remove('10.0.0.0/16')).rejects.toMatchObject({ name: 'InvalidRoute.NotFound' });
});

test.each<readonly [string, string, Partial<CreateTransitGatewayRouteRequest>]>([
  ['a destination that is there', 'RouteAlreadyExists', { DestinationCidrBlock: '10.0.20.0/16', ...toA }],
  ['a block that is none', 'InvalidParameterValue', { DestinationCidrBlock: '10', ...toA }],
  ['neither attachment nor blackhole', 'MissingParameter', {}],
  ['an attachment and a blackhole', 'InvalidParameterCombination', { ...toA, Blackhole: true }],
  [
    'an attachment that is not there',
    'InvalidTransitGatewayAttachmentID.NotFound',
    { TransitGatewayAttachmentId: 'tgw-attach-0123456789abcdef0' },
  ],
  [
    'a table that is not there',
    'InvalidRouteTableID.NotFound',
    { TransitGatewayRouteTableId: 'tgw-rtb-0123456789abcdef0', ...toA },
  ],
])('a route is not made with %s', async (_what, name, input) => {
  const before = open.network.documents();
  await expect(create(input)).rejects.toMatchObject({ name });
  expect(open.network.documents()).toBe(before);
});

test('a route that is not there is not replaced', async () => {
  const request = { DestinationCidrBlock: '10.9.0.0/16', ...table, ...toA };
  await expect(open.ec2.send(new ReplaceTransitGatewayRouteCommand(request))).rejects.toMatchObject({
    name: 'InvalidRoute.NotFound',
  });
});

test('an attachment leaves its table and joins another', async () => {
  const { ec2, element } = open;
  const here = { ...table, ...toB };
  const there = { TransitGatewayRouteTableId: ids.transitRoutesA, ...toB };
  await expect(ec2.send(new AssociateTransitGatewayRouteTableCommand(there))).rejects.toMatchObject({
    name: 'Resource.AlreadyAssociated',
  });
  await expect(ec2.send(new DisassociateTransitGatewayRouteTableCommand(there))).rejects.toMatchObject({
    name: 'InvalidAssociation.NotFound',
  });
  const left = await ec2.send(new DisassociateTransitGatewayRouteTableCommand(here));
  expect(left.Association).toEqual({ ...here, ResourceId: ids.vpcB, ResourceType: 'vpc', State: 'disassociating' });
  expect(element('TransitGatewayAttachments', ids.attachmentB)).not.toHaveProperty('Association');
  const joined = await ec2.send(new AssociateTransitGatewayRouteTableCommand(there));
  expect(joined.Association).toMatchObject({ ...there, State: 'associating' });
  expect(element('TransitGatewayAttachments', ids.attachmentB).Association).toEqual({
    TransitGatewayRouteTableId: ids.transitRoutesA,
    State: 'associated',
  });
});

describe('propagation', () => {
  test('brings the routes of the VPC, and takes them away', async () => {
    const { Propagation } = await enable(toB);
    expect(Propagation).toEqual({ ...table, ...toB, ResourceId: ids.vpcB, ResourceType: 'vpc', State: 'enabled' });
    expect(routes()).toEqual([
      ['10.0.0.0/16', 'static', 'active'],
      ['172.16.0.0/16', 'propagated', 'active'],
    ]);
    expect(routes('TransitGatewayStaticRoutes')).toHaveLength(1);
    expect(open.element('TransitGatewayPropagations', ids.transitRoutesB)).toMatchObject({
      TransitGatewayRouteTablePropagations: [{ ...toB, State: 'enabled' }],
    });
    await expect(enable(toB)).rejects.toMatchObject({ name: 'TransitGatewayRouteTablePropagation.Duplicate' });
    await expect(remove('172.16.0.0/16')).rejects.toMatchObject({ name: 'InvalidRoute.NotFound' });
    await disable(toB);
    expect(routes()).toHaveLength(1);
    await expect(disable(toB)).rejects.toMatchObject({ name: 'TransitGatewayRouteTablePropagation.NotFound' });
  });

  test('leaves the static routes to its attachment when it ends', async () => {
    await create(toB);
    await enable(toB);
    await disable(toB);
    expect(routes()).toEqual([
      ['10.0.0.0/16', 'static', 'active'],
      ['10.9.0.0/16', 'static', 'active'],
    ]);
  });

  test('is hidden by a static route, and comes back with its end', async () => {
    await enable(toA);
    expect(routes()).toEqual([['10.0.0.0/16', 'static', 'active']]);
    await remove('10.0.0.0/16');
    expect(routes()).toEqual([['10.0.0.0/16', 'propagated', 'active']]);
    await create({ DestinationCidrBlock: '10.0.0.0/16', Blackhole: true });
    expect(routes()).toEqual([['10.0.0.0/16', 'static', 'blackhole']]);
  });
});

test('an attachment of another transit gateway is refused', async () => {
  await open.close();
  const stranger = 'tgw-attach-0123456789abcdef0';
  const other = { TransitGatewayAttachmentId: stranger, TransitGatewayId: 'tgw-0123456789abcdef0', State: 'available' };
  open = await openEmbeddedNetwork({
    ...scenario,
    TransitGatewayAttachments: [...(scenario.TransitGatewayAttachments ?? []), other],
  });
  const refused = { name: 'InvalidParameterValue' };
  await expect(create({ TransitGatewayAttachmentId: stranger })).rejects.toMatchObject(refused);
  await expect(enable({ TransitGatewayAttachmentId: stranger })).rejects.toMatchObject(refused);
});

test('a network of which only static routes are kept keeps only those', async () => {
  await open.close();
  const { TransitGatewayRoutes: _, ...documents } = scenario;
  open = await openEmbeddedNetwork(documents);
  await enable(toB);
  await create(toA);
  expect(routes('TransitGatewayStaticRoutes')).toHaveLength(2);
  expect(open.network.documents()).not.toHaveProperty('TransitGatewayRoutes');
});
