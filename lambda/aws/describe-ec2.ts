import {
  DescribeAddressesCommand,
  DescribeAvailabilityZonesCommand,
  DescribeCustomerGatewaysCommand,
  DescribeVpcBlockPublicAccessExclusionsCommand,
  DescribeVpcBlockPublicAccessOptionsCommand,
  DescribeVpnConnectionsCommand,
  DescribeVpnGatewaysCommand,
  type EC2Client,
  paginateDescribeEgressOnlyInternetGateways,
  paginateDescribeInstances,
  paginateDescribeInternetGateways,
  paginateDescribeManagedPrefixLists,
  paginateDescribeNatGateways,
  paginateDescribeNetworkAcls,
  paginateDescribeNetworkInterfaces,
  paginateDescribePrefixLists,
  paginateDescribeRouteTables,
  paginateDescribeSecurityGroups,
  paginateDescribeSubnets,
  paginateDescribeTransitGatewayAttachments,
  paginateDescribeTransitGatewayRouteTables,
  paginateDescribeTransitGateways,
  paginateDescribeTransitGatewayVpcAttachments,
  paginateDescribeVpcEndpoints,
  paginateDescribeVpcPeeringConnections,
  paginateDescribeVpcs,
} from '@aws-sdk/client-ec2';
import type { DocumentKey } from '../snapshot/snapshot.ts';
import { describedWhole, type Lane, type Parts } from './described.ts';

type Pages = (client: EC2Client) => AsyncIterable<object>;

/** The calls that EC2 does not page. */
const one = (ask: (client: EC2Client) => Promise<object>): Pages =>
  async function* (client) {
    yield await ask(client);
  };

/** The SDK has no paginator for it. */
async function* blockPublicAccessExclusions(client: EC2Client): AsyncGenerator<object> {
  let NextToken: string | undefined;
  do {
    const page = await client.send(new DescribeVpcBlockPublicAccessExclusionsCommand({ MaxResults: 1000, NextToken }));
    yield page;
    NextToken = page.NextToken;
  } while (NextToken !== undefined);
}

/** One answer, as a list of it. */
const blockPublicAccessOptions = one(async (client) => {
  const { VpcBlockPublicAccessOptions } = await client.send(new DescribeVpcBlockPublicAccessOptionsCommand({}));
  return { VpcBlockPublicAccessOptions: VpcBlockPublicAccessOptions && [VpcBlockPublicAccessOptions] };
});

/**
 * Each part with its call, and with the answer's field where that is named otherwise. Pages are as large as the API takes them, which is also the cheap way: unpaged, some of these
 * have a smaller bucket (https://docs.aws.amazon.com/ec2/latest/devguide/ec2-api-throttling.html).
 */
// biome-ignore format: a table, one line a part
const parts: readonly (readonly [DocumentKey, operation: string, Pages, field?: string])[] = [
  ['Reservations', 'DescribeInstances', (client) => paginateDescribeInstances({ client, pageSize: 1000 }, {})],
  ['NetworkInterfaces', 'DescribeNetworkInterfaces', (client) => paginateDescribeNetworkInterfaces({ client, pageSize: 1000 }, {})],
  ['SecurityGroups', 'DescribeSecurityGroups', (client) => paginateDescribeSecurityGroups({ client, pageSize: 1000 }, {})],
  ['RouteTables', 'DescribeRouteTables', (client) => paginateDescribeRouteTables({ client, pageSize: 100 }, {})],
  ['NetworkAcls', 'DescribeNetworkAcls', (client) => paginateDescribeNetworkAcls({ client, pageSize: 1000 }, {})],
  ['Subnets', 'DescribeSubnets', (client) => paginateDescribeSubnets({ client, pageSize: 1000 }, {})],
  ['Vpcs', 'DescribeVpcs', (client) => paginateDescribeVpcs({ client, pageSize: 1000 }, {})],
  ['TransitGateways', 'DescribeTransitGateways', (client) => paginateDescribeTransitGateways({ client, pageSize: 1000 }, {})],
  ['TransitGatewayRouteTables', 'DescribeTransitGatewayRouteTables', (client) => paginateDescribeTransitGatewayRouteTables({ client, pageSize: 1000 }, {})],
  ['TransitGatewayAttachments', 'DescribeTransitGatewayAttachments', (client) => paginateDescribeTransitGatewayAttachments({ client, pageSize: 1000 }, {})],
  ['TransitGatewayVpcAttachments', 'DescribeTransitGatewayVpcAttachments', (client) => paginateDescribeTransitGatewayVpcAttachments({ client, pageSize: 1000 }, {})],
  ['InternetGateways', 'DescribeInternetGateways', (client) => paginateDescribeInternetGateways({ client, pageSize: 1000 }, {})],
  ['EgressOnlyInternetGateways', 'DescribeEgressOnlyInternetGateways', (client) => paginateDescribeEgressOnlyInternetGateways({ client, pageSize: 255 }, {})],
  ['NatGateways', 'DescribeNatGateways', (client) => paginateDescribeNatGateways({ client, pageSize: 1000 }, {})],
  ['VpcPeeringConnections', 'DescribeVpcPeeringConnections', (client) => paginateDescribeVpcPeeringConnections({ client, pageSize: 1000 }, {})],
  ['VpcEndpoints', 'DescribeVpcEndpoints', (client) => paginateDescribeVpcEndpoints({ client, pageSize: 1000 }, {})],
  ['PrefixLists', 'DescribePrefixLists', (client) => paginateDescribePrefixLists({ client }, {})],
  ['ManagedPrefixLists', 'DescribeManagedPrefixLists', (client) => paginateDescribeManagedPrefixLists({ client, pageSize: 100 }, {}), 'PrefixLists'],
  ['VpnGateways', 'DescribeVpnGateways', one((client) => client.send(new DescribeVpnGatewaysCommand({})))],
  ['VpnConnections', 'DescribeVpnConnections', one((client) => client.send(new DescribeVpnConnectionsCommand({})))],
  ['CustomerGateways', 'DescribeCustomerGateways', one((client) => client.send(new DescribeCustomerGatewaysCommand({})))],
  ['Addresses', 'DescribeAddresses', one((client) => client.send(new DescribeAddressesCommand({})))],
  ['AvailabilityZones', 'DescribeAvailabilityZones', one((client) => client.send(new DescribeAvailabilityZonesCommand({})))],
  ['VpcBlockPublicAccessOptions', 'DescribeVpcBlockPublicAccessOptions', blockPublicAccessOptions],
  ['VpcBlockPublicAccessExclusions', 'DescribeVpcBlockPublicAccessExclusions', blockPublicAccessExclusions],
];

/** Every part that one EC2 call describes whole: 25 calls, and one more for each further page. */
export const describeEc2 = async (ec2: EC2Client, lane: Lane): Promise<Parts> =>
  Object.fromEntries(
    await Promise.all(
      parts.map(async ([key, operation, pages, field = key]) => [
        key,
        await describedWhole(lane, operation, field, () => pages(ec2)),
      ]),
    ),
  );
