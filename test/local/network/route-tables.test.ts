import {
  AssociateRouteTableCommand,
  CreateRouteTableCommand,
  DeleteRouteTableCommand,
  DisassociateRouteTableCommand,
  ReplaceRouteTableAssociationCommand,
} from '@aws-sdk/client-ec2';
import { list, type Raw } from '../../../lambda/snapshot/raw.ts';
import { ids } from '../../../local/scenario/ids.ts';
import { scenario } from '../../../local/scenario.ts';
import { type OpenNetwork, openEmbeddedNetwork } from '../../support/embedded-network.ts';

const gateway = 'igw-0123456789abcdef0';

let open: OpenNetwork;
beforeEach(async () => {
  const InternetGateways = [{ InternetGatewayId: gateway, Attachments: [{ VpcId: ids.vpcB, State: 'available' }] }];
  open = await openEmbeddedNetwork({ ...scenario, InternetGateways });
});
afterEach(() => open.close());

const create = async (VpcId: string = ids.vpcB): Promise<string> => {
  const { RouteTable } = await open.ec2.send(new CreateRouteTableCommand({ VpcId }));
  return RouteTable?.RouteTableId ?? '';
};

const associate = (input: { RouteTableId: string; SubnetId?: string; GatewayId?: string }) =>
  open.ec2.send(new AssociateRouteTableCommand(input));

const associations = (table: string): readonly Raw[] => list(open.element('RouteTables', table), 'Associations');

const mainOf = (table: string) => associations(table).find((one) => one.Main === true);

test('a new table has the local route alone, and can be deleted', async () => {
  const id = await create();
  expect(open.element('RouteTables', id)).toMatchObject({
    VpcId: ids.vpcB,
    Associations: [],
    Routes: [
      { DestinationCidrBlock: '172.16.0.0/16', GatewayId: 'local', Origin: 'CreateRouteTable', State: 'active' },
    ],
  });
  await open.ec2.send(new DeleteRouteTableCommand({ RouteTableId: id }));
  expect(open.network.documents().RouteTables).toHaveLength(2);
});

test('a subnet and a gateway are associated and disassociated, each with one table', async () => {
  const id = await create();
  const { AssociationId, AssociationState } = await associate({ RouteTableId: id, SubnetId: ids.transitSubnetB });
  expect(AssociationState).toEqual({ State: 'associated' });
  expect(associations(id)).toMatchObject([
    { RouteTableAssociationId: AssociationId, SubnetId: ids.transitSubnetB, Main: false },
  ]);
  await associate({ RouteTableId: id, GatewayId: gateway });
  await expect(associate({ RouteTableId: id, SubnetId: ids.subnetB })).rejects.toMatchObject({
    name: 'Resource.AlreadyAssociated',
  });
  await expect(associate({ RouteTableId: id, SubnetId: ids.subnetA })).rejects.toMatchObject({
    name: 'InvalidParameterValue',
  });
  await expect(open.ec2.send(new DeleteRouteTableCommand({ RouteTableId: id }))).rejects.toMatchObject({
    name: 'DependencyViolation',
  });
  await open.ec2.send(new DisassociateRouteTableCommand({ AssociationId }));
  expect(associations(id)).toMatchObject([{ GatewayId: gateway }]);
});

test('an association moves to another table of its VPC, the main one too', async () => {
  const id = await create();
  const replace = (AssociationId: unknown, RouteTableId = id) =>
    open.ec2.send(new ReplaceRouteTableAssociationCommand({ AssociationId: `${AssociationId}`, RouteTableId }));
  const main = mainOf(ids.routesB)?.RouteTableAssociationId;
  await expect(open.ec2.send(new DisassociateRouteTableCommand({ AssociationId: `${main}` }))).rejects.toMatchObject({
    name: 'InvalidParameterValue',
  });
  const { NewAssociationId } = await replace(main);
  expect(mainOf(ids.routesB)).toBeUndefined();
  expect(mainOf(id)).toMatchObject({ RouteTableAssociationId: NewAssociationId, RouteTableId: id });
  const [subnet] = associations(ids.routesB);
  await replace(subnet?.RouteTableAssociationId);
  expect(associations(id)).toHaveLength(2);
  await replace(NewAssociationId);
  expect(associations(id)).toHaveLength(2);
  await expect(replace('rtbassoc-0123456789abcdef0')).rejects.toMatchObject({ name: 'InvalidAssociationID.NotFound' });
  await expect(replace(mainOf(id)?.RouteTableAssociationId, ids.routesA)).rejects.toMatchObject({
    name: 'InvalidParameterValue',
  });
});

test('what is not there is refused', async () => {
  await expect(create('vpc-0123456789abcdef0')).rejects.toMatchObject({ name: 'InvalidVpcID.NotFound' });
  const RouteTableId = 'rtb-0123456789abcdef0';
  await expect(open.ec2.send(new DeleteRouteTableCommand({ RouteTableId }))).rejects.toMatchObject({
    name: 'InvalidRouteTableID.NotFound',
  });
  const nowhere = { RouteTableId: ids.routesB, SubnetId: 'subnet-0123456789abcdef0' };
  await expect(associate(nowhere)).rejects.toMatchObject({ name: 'InvalidSubnetID.NotFound' });
});
