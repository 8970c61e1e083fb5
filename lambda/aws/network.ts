import {
  DescribeVpnGatewaysCommand,
  type EC2Client,
  paginateDescribeInstances,
  paginateDescribeInternetGateways,
  paginateDescribeNetworkInterfaces,
  paginateDescribeTransitGatewayAttachments,
  paginateDescribeTransitGateways,
  paginateDescribeVpcEndpoints,
  paginateDescribeVpcPeeringConnections,
} from '@aws-sdk/client-ec2';
import type { FaultInfo } from '../domain/fault.ts';
import type { Network } from '../monitor/ports.ts';
import type { DocumentKey, Documents, Snapshot } from '../snapshot/snapshot.ts';
import { asFault, calling, having } from './fault.ts';

type Page = Partial<Record<DocumentKey, unknown[] | undefined>>;

interface Part {
  readonly key: DocumentKey;
  readonly operation: string;
  readonly pages: (ec2: EC2Client) => AsyncIterable<Page>;
}

/** `DescribeVpnGateways` is the one call that EC2 does not page. */
async function* vpnGateways(ec2: EC2Client): AsyncGenerator<Page> {
  yield await ec2.send(new DescribeVpnGatewaysCommand({}));
}

const parts: readonly Part[] = [
  { key: 'Reservations', operation: 'DescribeInstances', pages: (client) => paginateDescribeInstances({ client }, {}) },
  {
    key: 'NetworkInterfaces',
    operation: 'DescribeNetworkInterfaces',
    pages: (client) => paginateDescribeNetworkInterfaces({ client }, {}),
  },
  {
    key: 'TransitGatewayAttachments',
    operation: 'DescribeTransitGatewayAttachments',
    pages: (client) => paginateDescribeTransitGatewayAttachments({ client }, {}),
  },
  {
    key: 'TransitGateways',
    operation: 'DescribeTransitGateways',
    pages: (client) => paginateDescribeTransitGateways({ client }, {}),
  },
  {
    key: 'InternetGateways',
    operation: 'DescribeInternetGateways',
    pages: (client) => paginateDescribeInternetGateways({ client }, {}),
  },
  {
    key: 'VpcEndpoints',
    operation: 'DescribeVpcEndpoints',
    pages: (client) => paginateDescribeVpcEndpoints({ client }, {}),
  },
  {
    key: 'VpcPeeringConnections',
    operation: 'DescribeVpcPeeringConnections',
    pages: (client) => paginateDescribeVpcPeeringConnections({ client }, {}),
  },
  { key: 'VpnGateways', operation: 'DescribeVpnGateways', pages: vpnGateways },
];

/** Calls in flight at once: well within EC2's buckets, which the analyzer draws on too. */
const lanes = 4;

/** EC2 sends an empty list where there is nothing; a page without one is not an answer to this question. */
const describedPart = ({ key, operation, pages }: Part, ec2: EC2Client): Promise<readonly unknown[]> =>
  calling(operation, async () => {
    const items: unknown[] = [];
    for await (const page of pages(ec2)) items.push(...having(page[key], key, operation));
    // Dates become ISO strings: a snapshot is plain JSON.
    return JSON.parse(JSON.stringify(items));
  });

/** The network's configuration by EC2's Describe calls, all pages. What is refused is in `unreadable`; it never throws. */
export const network = (ec2: EC2Client, now: () => Date): Network => ({
  snapshot: async (): Promise<Snapshot> => {
    const takenAt = now().toISOString();
    const documents: Partial<Record<DocumentKey, readonly unknown[]>> = {};
    const unreadable: Partial<Record<DocumentKey, FaultInfo>> = {};
    const waiting = [...parts];
    const lane = async (): Promise<void> => {
      for (let part = waiting.shift(); part !== undefined; part = waiting.shift()) {
        try {
          documents[part.key] = await describedPart(part, ec2);
        } catch (error) {
          unreadable[part.key] = asFault(error, part.operation).info;
        }
      }
    };
    await Promise.all(Array.from({ length: lanes }, lane));
    // The SDK has read each part by EC2's own schema; the domain types name a part of that.
    return { takenAt, documents: documents as Documents, unreadable };
  },
});
