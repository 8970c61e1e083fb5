import {
  DescribeInstancesCommand,
  DescribeInternetGatewaysCommand,
  DescribeManagedPrefixListsCommand,
  DescribeNatGatewaysCommand,
  DescribeNetworkInterfacesCommand,
  DescribeRouteTablesCommand,
  DescribeSecurityGroupsCommand,
  DescribeVpcBlockPublicAccessOptionsCommand,
  DescribeVpcsCommand,
  type Filter,
  GetManagedPrefixListEntriesCommand,
  GetTransitGatewayRouteTablePropagationsCommand,
  SearchTransitGatewayRoutesCommand,
} from '@aws-sdk/client-ec2';
import type { Documents } from '../../lambda/snapshot/snapshot.ts';
import { describeCalls } from '../../local/ec2/describe-calls.ts';
import { operationSchema } from '../../local/ec2/operations.ts';
import { type OpenNetwork, openNetwork } from '../support/describing.ts';
import { transitRoute, wholeNetwork } from '../support/whole-network.ts';

let open: OpenNetwork;
let documents: Documents;
beforeEach(async () => {
  documents = wholeNetwork;
  open = await openNetwork(() => documents, { pageSize: 1000 });
});
afterEach(() => open.close());

const filter = (Name: string, ...Values: string[]): Filter[] => [{ Name, Values }];

test('every parameter and field of the calls that are served is one of the SDK’s', () => {
  for (const [operation, { key, field = key, ids, most }] of Object.entries(describeCalls)) {
    const schema = operationSchema(operation);
    const members = new Set([...(schema?.input.structIterator() ?? [])].map(([name]) => name));
    expect([operation, Object.keys(ids).filter((member) => !members.has(member))]).toEqual([operation, []]);
    expect([operation, members.has('MaxResults')]).toEqual([operation, most !== 'unpaged']);
    expect([...(schema?.output.structIterator() ?? [])].map(([name]) => name)).toContain(field);
  }
});

describe('a description', () => {
  const idsOf = async (Filters: Filter[]): Promise<readonly unknown[]> => {
    const { Reservations = [] } = await open.clients.ec2.send(new DescribeInstancesCommand({ Filters }));
    return Reservations.flatMap(({ Instances = [] }) => Instances.map(({ InstanceId }) => InstanceId));
  };

  test('is of the ids that are asked for', async () => {
    const { Vpcs } = await open.clients.ec2.send(new DescribeVpcsCommand({ VpcIds: ['vpc-3', 'vpc-1'] }));
    expect(Vpcs?.map(({ VpcId }) => VpcId)).toEqual(['vpc-1', 'vpc-3']);
    const { Reservations } = await open.clients.ec2.send(new DescribeInstancesCommand({ InstanceIds: ['i-2'] }));
    expect(Reservations).toHaveLength(1);
    expect(Reservations?.[0]?.Instances?.[0]?.InstanceId).toBe('i-2');
    const { SecurityGroups } = await open.clients.ec2.send(
      new DescribeSecurityGroupsCommand({ GroupNames: ['group-2'] }),
    );
    expect(SecurityGroups?.map(({ GroupId }) => GroupId)).toEqual(['sg-2']);
  });

  test.each([
    ['instance-id', ['i-1', 'i-3'], ['i-1', 'i-3']],
    ['instance-id', ['i-?'], ['i-0', 'i-1', 'i-2', 'i-3', 'i-4']],
    ['instance-id', ['i.1'], []],
    ['vpc-id', ['vpc-1'], ['i-1', 'i-3']],
    ['instance-state-name', ['stopped'], ['i-4']],
    ['tag:Name', ['*"2"'], ['i-2']],
    ['tag:Nobody', ['*'], []],
    ['tag-key', ['Name'], ['i-0', 'i-1', 'i-2', 'i-3', 'i-4']],
  ])('is filtered by %s %j', async (name, values, ids) => {
    expect(await idsOf(filter(name, ...values))).toEqual(ids);
  });

  test('must fit every filter', async () => {
    expect(await idsOf([...filter('vpc-id', 'vpc-0'), ...filter('instance-state-name', 'running')])).toEqual([
      'i-0',
      'i-2',
    ]);
  });

  test('is filtered through lists, by tags of network interfaces, and by NAT gateways’ other name of filters', async () => {
    const { ec2 } = open.clients;
    const tables = await ec2.send(
      new DescribeRouteTablesCommand({ Filters: filter('route.transit-gateway-id', 'tgw-0') }),
    );
    expect(tables.RouteTables).toHaveLength(4);
    const gateways = await ec2.send(
      new DescribeInternetGatewaysCommand({ Filters: filter('attachment.vpc-id', 'vpc-9') }),
    );
    expect(gateways.InternetGateways).toEqual([]);
    const interfaces = await ec2.send(new DescribeNetworkInterfacesCommand({ Filters: filter('tag:Name', 'e3') }));
    expect(interfaces.NetworkInterfaces?.map(({ NetworkInterfaceId }) => NetworkInterfaceId)).toEqual(['eni-3']);
    const nat = await ec2.send(new DescribeNatGatewaysCommand({ Filter: filter('nat-gateway-id', 'nat-1') }));
    expect(nat.NatGateways).toHaveLength(1);
  });

  test('is refused in EC2’s words where it cannot be given', async () => {
    const { ec2 } = open.clients;
    const refusals: readonly (readonly [Promise<unknown>, string])[] = [
      [ec2.send(new DescribeVpcsCommand({ VpcIds: ['vpc-9'] })), 'InvalidVpcID.NotFound'],
      [ec2.send(new DescribeInstancesCommand({ InstanceIds: ['i-9'] })), 'InvalidInstanceID.NotFound'],
      [ec2.send(new DescribeNatGatewaysCommand({ NatGatewayIds: ['nat-9'] })), 'NatGatewayNotFound'],
      [ec2.send(new DescribeVpcsCommand({ Filters: filter('colour', 'red') })), 'InvalidParameterValue'],
      [ec2.send(new DescribeVpcsCommand({ Filters: filter('constructor', 'red') })), 'InvalidParameterValue'],
      [ec2.send(new DescribeInstancesCommand({ IncludeManagedResources: true })), 'InvalidParameterValue'],
      [ec2.send(new DescribeVpcsCommand({ MaxResults: 1001 })), 'InvalidParameterValue'],
      [ec2.send(new DescribeVpcsCommand({ MaxResults: 4 })), 'InvalidParameterValue'],
      [ec2.send(new DescribeRouteTablesCommand({ MaxResults: 101 })), 'InvalidParameterValue'],
      [ec2.send(new DescribeVpcsCommand({ DryRun: true })), 'DryRunOperation'],
      [ec2.send(new GetManagedPrefixListEntriesCommand({ PrefixListId: 'pl-9' })), 'InvalidPrefixListID.NotFound'],
    ];
    for (const [call, name] of refusals) await expect(call).rejects.toMatchObject({ name });
  });

  test('comes in pages of what is asked for', async () => {
    const first = await open.clients.ec2.send(new DescribeVpcsCommand({ MaxResults: 5 }));
    expect(first.Vpcs).toHaveLength(5);
    const second = await open.clients.ec2.send(new DescribeVpcsCommand({ MaxResults: 5, NextToken: first.NextToken }));
    expect(second.Vpcs?.map(({ VpcId }) => VpcId)).toEqual(['vpc-5', 'vpc-6']);
    expect(second.NextToken).toBeUndefined();
    const lists = await open.clients.ec2.send(new DescribeManagedPrefixListsCommand({ MaxResults: 1 }));
    expect(lists.PrefixLists).toHaveLength(1);
  });

  test('is of the network as it is at the call', async () => {
    documents = { ...wholeNetwork, Vpcs: [] };
    expect((await open.clients.ec2.send(new DescribeVpcsCommand({}))).Vpcs).toEqual([]);
  });

  test('of an account that never touched it says that public access is not blocked', async () => {
    documents = {};
    const { VpcBlockPublicAccessOptions } = await open.clients.ec2.send(
      new DescribeVpcBlockPublicAccessOptionsCommand({}),
    );
    expect(VpcBlockPublicAccessOptions).toEqual({ InternetGatewayBlockMode: 'off', State: 'default-state' });
  });

  test("has the entries of AWS's own lists from their description, where there are no others", async () => {
    documents = { PrefixLists: wholeNetwork.PrefixLists ?? [] };
    const { Entries } = await open.clients.ec2.send(
      new GetManagedPrefixListEntriesCommand({ PrefixListId: 'pl-route' }),
    );
    expect(Entries).toEqual([{ Cidr: '203.0.113.0/24' }]);
  });

  test('of propagations is of one table, and filtered', async () => {
    const { TransitGatewayRouteTablePropagations } = await open.clients.ec2.send(
      new GetTransitGatewayRouteTablePropagationsCommand({
        TransitGatewayRouteTableId: 'tgw-rtb-0',
        Filters: filter('resource-id', 'vpc-3'),
      }),
    );
    expect(TransitGatewayRouteTablePropagations?.map(({ ResourceId }) => ResourceId)).toEqual(['vpc-3']);
  });
});

describe('a search for routes', () => {
  const table = 'tgw-rtb-0';
  const routes = [
    transitRoute('0.0.0.0/0'),
    transitRoute('10.0.0.0/8', { State: 'blackhole', TransitGatewayAttachments: [] }),
    transitRoute('10.1.0.0/16', { Type: 'propagated' }),
    transitRoute('10.1.2.0/24', { PrefixListId: 'pl-1' }),
    transitRoute('2600:1f00::/24', {
      TransitGatewayAttachments: [
        { TransitGatewayAttachmentId: 'tgw-attach-9', ResourceId: 'vpn-1', ResourceType: 'vpn' },
      ],
    }),
  ];
  beforeEach(() => {
    documents = { ...wholeNetwork, TransitGatewayRoutes: [{ TransitGatewayRouteTableId: table, Routes: routes }] };
  });

  const destinations = async (...Filters: Filter[]): Promise<readonly unknown[]> => {
    const request = { TransitGatewayRouteTableId: table, Filters };
    const { Routes = [] } = await open.clients.ec2.send(new SearchTransitGatewayRoutesCommand(request));
    return Routes.map(({ DestinationCidrBlock }) => DestinationCidrBlock);
  };

  test.each([
    ['state', 'blackhole', ['10.0.0.0/8']],
    ['type', 'propagated', ['10.1.0.0/16']],
    ['prefix-list-id', 'pl-1', ['10.1.2.0/24']],
    ['attachment.transit-gateway-attachment-id', 'tgw-attach-9', ['2600:1f00::/24']],
    ['attachment.resource-id', 'vpn-1', ['2600:1f00::/24']],
    ['attachment.resource-type', 'vpc', ['0.0.0.0/0', '10.1.0.0/16', '10.1.2.0/24']],
    ['route-search.exact-match', '10.1.0.0/16', ['10.1.0.0/16']],
    ['route-search.exact-match', '10.1.0.0/17', []],
    ['route-search.subnet-of-match', '10.1.0.0/16', ['10.1.0.0/16', '10.1.2.0/24']],
    ['route-search.subnet-of-match', '::/0', ['2600:1f00::/24']],
    ['route-search.supernet-of-match', '10.1.0.0/16', ['0.0.0.0/0', '10.0.0.0/8', '10.1.0.0/16']],
    ['route-search.longest-prefix-match', '10.1.2.3', ['10.1.2.0/24']],
    ['route-search.longest-prefix-match', '10.1.3.0/24', ['10.1.0.0/16']],
    ['route-search.longest-prefix-match', '2600:1f00::1', ['2600:1f00::/24']],
    ['route-search.longest-prefix-match', '2001:db8::1', []],
  ])('by %s %s', async (name, value, expected) => {
    expect(await destinations(...filter(name, value))).toEqual(expected);
  });

  test('must fit every filter', async () => {
    const filters = [...filter('type', 'static'), ...filter('route-search.subnet-of-match', '10.0.0.0/8')];
    expect(await destinations(...filters)).toEqual(['10.0.0.0/8', '10.1.2.0/24']);
  });

  test('says that there are more, and gives them', async () => {
    const request = {
      TransitGatewayRouteTableId: table,
      Filters: filter('type', 'static', 'propagated'),
      MaxResults: 5,
    };
    documents = {
      ...wholeNetwork,
      TransitGatewayRoutes: [{ TransitGatewayRouteTableId: table, Routes: [...routes, transitRoute('192.0.2.0/24')] }],
    };
    const first = await open.clients.ec2.send(new SearchTransitGatewayRoutesCommand(request));
    expect(first).toMatchObject({ AdditionalRoutesAvailable: true, NextToken: expect.any(String) });
    const next = await open.clients.ec2.send(
      new SearchTransitGatewayRoutesCommand({ ...request, NextToken: first.NextToken }),
    );
    expect(next).toMatchObject({
      AdditionalRoutesAvailable: false,
      Routes: [{ DestinationCidrBlock: '192.0.2.0/24' }],
    });
  });

  test('is refused where there is no such table, no filter, or one that is not known', async () => {
    const ask = (input: object) =>
      open.clients.ec2.send(
        new SearchTransitGatewayRoutesCommand({ TransitGatewayRouteTableId: table, Filters: [], ...input }),
      );
    const name = (code: string) => expect.objectContaining({ name: code });
    await expect(ask({ TransitGatewayRouteTableId: 'tgw-rtb-9', Filters: filter('state', 'active') })).rejects.toEqual(
      name('InvalidRouteTableID.NotFound'),
    );
    await expect(ask({})).rejects.toEqual(name('MissingParameter'));
    await expect(ask({ Filters: filter('tag:Name', 'x') })).resolves.toMatchObject({ Routes: [] });
    await expect(ask({ Filters: filter('colour', 'x') })).rejects.toEqual(name('InvalidParameterValue'));
    await expect(ask({ Filters: filter('route-search.exact-match', 'x') })).rejects.toEqual(
      name('InvalidParameterValue'),
    );
  });

  test('of a network that knows static routes and propagations gives what VPCs propagate, under the static ones', async () => {
    documents = {
      ...wholeNetwork,
      TransitGatewayRoutes: [],
      Vpcs: [
        {
          VpcId: 'vpc-0',
          CidrBlockAssociationSet: [{ CidrBlock: '10.0.0.0/16' }, { CidrBlock: '10.9.0.0/16' }],
          Ipv6CidrBlockAssociationSet: [{ Ipv6CidrBlock: '2600:1f00::/56' }],
        },
      ],
      TransitGatewayStaticRoutes: [
        { TransitGatewayRouteTableId: table, Routes: [transitRoute('10.9.0.0/16', { State: 'blackhole' })] },
      ],
    };
    expect(await destinations(...filter('type', 'static'))).toEqual(['10.9.0.0/16']);
    expect(await destinations(...filter('type', 'propagated'))).toEqual(['10.0.0.0/16', '2600:1f00::/56']);
  });
});
