import {
  CreateRouteCommand,
  type CreateRouteRequest,
  DeleteRouteCommand,
  ReplaceRouteCommand,
  type ReplaceRouteRequest,
} from '@aws-sdk/client-ec2';
import { list } from '../../../lambda/snapshot/raw.ts';
import { ids } from '../../../local/scenario/ids.ts';
import { scenario } from '../../../local/scenario.ts';
import { type OpenNetwork, openEmbeddedNetwork } from '../../support/embedded-network.ts';

const gateway = 'igw-0123456789abcdef0';
const prefixList = 'pl-0123456789abcdef0';
const endpoint = 'vpce-0123456789abcdef0';
const nat = 'nat-0123456789abcdef0';

const peering = (id: string, accepter: string) => ({
  VpcPeeringConnectionId: id,
  Status: { Code: 'active' },
  RequesterVpcInfo: { VpcId: ids.vpcA },
  AccepterVpcInfo: { VpcId: accepter },
});

const documents = {
  ...scenario,
  VpcPeeringConnections: [
    peering('pcx-0123456789abcdef0', ids.vpcB),
    peering('pcx-0123456789abcdef1', 'vpc-0123456789abcdef0'),
  ],
  InternetGateways: [
    { InternetGatewayId: gateway, Attachments: [{ VpcId: ids.vpcB, State: 'available' }] },
    { InternetGatewayId: 'igw-0123456789abcdef1', Attachments: [{ VpcId: ids.vpcA, State: 'available' }] },
    { InternetGatewayId: 'igw-0123456789abcdef2', Attachments: [] },
  ],
  ManagedPrefixLists: [{ PrefixListId: prefixList, MaxEntries: 10 }],
  VpcEndpoints: [{ VpcEndpointId: endpoint, VpcId: ids.vpcB }],
  NatGateways: [{ NatGatewayId: nat, VpcId: ids.vpcB }],
  TransitGateways: [...(scenario.TransitGateways ?? []), { TransitGatewayId: 'tgw-0123456789abcdef0' }],
};

let open: OpenNetwork;
beforeEach(async () => {
  open = await openEmbeddedNetwork(documents);
});
afterEach(() => open.close());

const create = (input: Partial<CreateRouteRequest>) =>
  open.ec2.send(new CreateRouteCommand({ RouteTableId: ids.routesB, ...input }));
const replace = (input: Partial<ReplaceRouteRequest>) =>
  open.ec2.send(new ReplaceRouteCommand({ RouteTableId: ids.routesB, ...input }));
const remove = (DestinationCidrBlock: string, RouteTableId: string = ids.routesB) =>
  open.ec2.send(new DeleteRouteCommand({ RouteTableId, DestinationCidrBlock }));

const routes = () => list(open.element('RouteTables', ids.routesB), 'Routes');

test('a route is made in canonical form, and leads where it was told', async () => {
  await create({ DestinationCidrBlock: '10.99.20.236/16', TransitGatewayId: ids.transitGateway });
  await create({ DestinationIpv6CidrBlock: '2001:DB8::1/32', NetworkInterfaceId: ids.interfaceB });
  await create({ DestinationPrefixListId: prefixList, GatewayId: gateway });
  await create({ DestinationCidrBlock: '192.168.0.0/16', InstanceId: ids.instanceB });
  await create({ DestinationCidrBlock: '172.16.10.0/24', VpcEndpointId: endpoint });
  await create({ DestinationCidrBlock: '0.0.0.0/0', NatGatewayId: nat });
  await create({ DestinationCidrBlock: '10.7.0.0/16', VpcPeeringConnectionId: 'pcx-0123456789abcdef0' });
  const made = { Origin: 'CreateRoute', State: 'active' };
  const instance = { NetworkInterfaceId: ids.interfaceB, InstanceId: ids.instanceB, InstanceOwnerId: '111111111111' };
  expect(routes().slice(2)).toEqual([
    { DestinationCidrBlock: '10.99.0.0/16', TransitGatewayId: ids.transitGateway, ...made },
    { DestinationIpv6CidrBlock: '2001:db8::/32', ...instance, ...made },
    { DestinationPrefixListId: prefixList, GatewayId: gateway, ...made },
    { DestinationCidrBlock: '192.168.0.0/16', ...instance, ...made },
    { DestinationCidrBlock: '172.16.10.0/24', GatewayId: endpoint, ...made },
    { DestinationCidrBlock: '0.0.0.0/0', NatGatewayId: nat, ...made },
    { DestinationCidrBlock: '10.7.0.0/16', VpcPeeringConnectionId: 'pcx-0123456789abcdef0', ...made },
  ]);
});

const to = { TransitGatewayId: ids.transitGateway };

test.each<readonly [string, string, Partial<CreateRouteRequest>]>([
  ['a destination that is there', 'RouteAlreadyExists', { DestinationCidrBlock: '10.0.1.2/16', ...to }],
  [
    'the local destination',
    'RouteAlreadyExists',
    { DestinationCidrBlock: '172.16.0.0/16', NetworkInterfaceId: ids.interfaceB },
  ],
  [
    'a way out of the VPC for what is inside',
    'InvalidParameterValue',
    { DestinationCidrBlock: '172.16.10.0/24', ...to },
  ],
  ['a block that is none', 'InvalidParameterValue', { DestinationCidrBlock: '10.0.0/16', ...to }],
  ['an IPv6 block as IPv4', 'InvalidParameterValue', { DestinationCidrBlock: '::/0', ...to }],
  ['no destination', 'MissingParameter', to],
  [
    'two destinations',
    'InvalidParameterCombination',
    { DestinationCidrBlock: '10.9.0.0/16', DestinationIpv6CidrBlock: '::/0', ...to },
  ],
  ['no target', 'MissingParameter', { DestinationCidrBlock: '10.9.0.0/16' }],
  ['two targets', 'InvalidParameterCombination', { DestinationCidrBlock: '10.9.0.0/16', ...to, GatewayId: gateway }],
  [
    'a table that is not there',
    'InvalidRouteTableID.NotFound',
    { RouteTableId: 'rtb-0123456789abcdef0', DestinationCidrBlock: '10.9.0.0/16', ...to },
  ],
  [
    'a table id that is none',
    'InvalidRouteTableId.Malformed',
    { RouteTableId: 'main', DestinationCidrBlock: '10.9.0.0/16', ...to },
  ],
  [
    'a gateway that is not there',
    'InvalidGatewayID.NotFound',
    { DestinationCidrBlock: '0.0.0.0/0', GatewayId: 'igw-00000000000000000' },
  ],
  [
    'a gateway of another VPC',
    'InvalidParameterValue',
    { DestinationCidrBlock: '0.0.0.0/0', GatewayId: 'igw-0123456789abcdef1' },
  ],
  [
    'a gateway of no VPC',
    'Gateway.NotAttached',
    { DestinationCidrBlock: '0.0.0.0/0', GatewayId: 'igw-0123456789abcdef2' },
  ],
  [
    'a transit gateway that is not there',
    'InvalidTransitGatewayID.NotFound',
    { DestinationCidrBlock: '0.0.0.0/0', TransitGatewayId: 'tgw-00000000000000000' },
  ],
  [
    'a transit gateway without the VPC',
    'InvalidTransitGatewayID.NotFound',
    { DestinationCidrBlock: '0.0.0.0/0', TransitGatewayId: 'tgw-0123456789abcdef0' },
  ],
  [
    'a NAT gateway that is not there',
    'InvalidNatGatewayID.NotFound',
    { DestinationCidrBlock: '0.0.0.0/0', NatGatewayId: 'nat-00000000000000000' },
  ],
  [
    'an interface of another VPC',
    'InvalidParameterValue',
    { DestinationCidrBlock: '0.0.0.0/0', NetworkInterfaceId: ids.interfaceA },
  ],
  [
    'a peering that is not there',
    'InvalidVpcPeeringConnectionID.NotFound',
    { DestinationCidrBlock: '0.0.0.0/0', VpcPeeringConnectionId: 'pcx-00000000000000000' },
  ],
  [
    'a peering of other VPCs',
    'InvalidParameterValue',
    { DestinationCidrBlock: '0.0.0.0/0', VpcPeeringConnectionId: 'pcx-0123456789abcdef1' },
  ],
  [
    'a prefix list that is not there',
    'InvalidPrefixListID.NotFound',
    { DestinationPrefixListId: 'pl-00000000000000000', ...to },
  ],
  ['a target of another kind', 'UnsupportedOperation', { DestinationCidrBlock: '0.0.0.0/0', LocalGatewayId: 'lgw-1' }],
])('a route is not made for %s', async (_what, name, input) => {
  const before = open.network.documents();
  await expect(create(input)).rejects.toMatchObject({ name });
  expect(open.network.documents()).toBe(before);
});

test('a block around the VPC may lead out of it', async () => {
  await create({ DestinationCidrBlock: '172.16.0.0/12', ...to });
  expect(routes()).toHaveLength(3);
});

test('a route is replaced, and the local one can be led elsewhere and back', async () => {
  await replace({ DestinationCidrBlock: '10.0.0.0/16', GatewayId: gateway });
  expect(routes()[0]).toEqual({
    DestinationCidrBlock: '10.0.0.0/16',
    GatewayId: gateway,
    Origin: 'CreateRoute',
    State: 'active',
  });
  await replace({ DestinationCidrBlock: '172.16.0.0/16', NetworkInterfaceId: ids.interfaceB });
  expect(routes()[1]).toMatchObject({ NetworkInterfaceId: ids.interfaceB, Origin: 'CreateRouteTable' });
  await replace({ DestinationCidrBlock: '172.16.0.0/16', LocalTarget: true });
  expect(routes()[1]).toEqual(list(scenario.RouteTables?.[1] ?? {}, 'Routes')[1]);
  await expect(replace({ DestinationCidrBlock: '10.8.0.0/16', ...to })).rejects.toMatchObject({
    name: 'InvalidParameterValue',
  });
  await expect(replace({ DestinationCidrBlock: '10.0.0.0/16', LocalTarget: true })).rejects.toMatchObject({
    name: 'InvalidParameterValue',
  });
});

test('a route is deleted, but not the local one', async () => {
  await remove('10.0.20.236/16');
  expect(routes()).toHaveLength(1);
  await expect(remove('10.0.0.0/16')).rejects.toMatchObject({ name: 'InvalidRoute.NotFound' });
  await expect(remove('172.16.0.0/16')).rejects.toMatchObject({
    name: 'InvalidParameterValue',
    message: `cannot remove local route 172.16.0.0/16 in route table ${ids.routesB}`,
  });
});

test('a table has as many routes as its quota, a prefix list counted as its greatest size', async () => {
  await open.close();
  open = await openEmbeddedNetwork(documents, { quotas: { routesPerTable: 11 } });
  await expect(create({ DestinationPrefixListId: prefixList, ...to })).rejects.toMatchObject({
    name: 'RouteLimitExceeded',
  });
  await create({ DestinationCidrBlock: '10.9.0.0/16', ...to });
});

test('a propagated route neither hinders a static one to the same destination nor can be deleted', async () => {
  await open.close();
  const [tableA = {}, tableB = {}] = scenario.RouteTables ?? [];
  const propagated = { DestinationCidrBlock: '10.9.0.0/16', GatewayId: 'vgw-1', Origin: 'EnableVgwRoutePropagation' };
  open = await openEmbeddedNetwork({
    ...documents,
    RouteTables: [tableA, { ...tableB, Routes: [...list(tableB, 'Routes'), propagated] }],
  });
  await expect(remove('10.9.0.0/16')).rejects.toMatchObject({ name: 'InvalidRoute.NotFound' });
  await create({ DestinationCidrBlock: '10.9.0.0/16', ...to });
  await remove('10.9.0.0/16');
  expect(routes()[2]).toEqual(propagated);
});
