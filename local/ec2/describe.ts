import type { DocumentKey, Documents } from '../../lambda/snapshot/snapshot.ts';
import type { PageRequest } from './page.ts';
import { pageOf } from './page.ts';
import type { Operations } from './service.ts';

/** Which part of the network each Describe call answers with. */
const parts: Readonly<Record<string, DocumentKey>> = {
  DescribeInstances: 'Reservations',
  DescribeNetworkInterfaces: 'NetworkInterfaces',
  DescribeTransitGatewayAttachments: 'TransitGatewayAttachments',
  DescribeTransitGateways: 'TransitGateways',
  DescribeInternetGateways: 'InternetGateways',
  DescribeVpcEndpoints: 'VpcEndpoints',
  DescribeVpcPeeringConnections: 'VpcPeeringConnections',
};

/**
 * The Describe calls of the network in `documents`, read anew at every call. `pageSize` holds where the caller names
 * no `MaxResults`. Id lists and filters are not looked at: the monitor describes everything.
 */
export const describeNetwork = (documents: () => Documents, pageSize = 1000): Operations => ({
  ...Object.fromEntries(
    Object.entries(parts).map(([operation, key]) => [
      operation,
      (request: PageRequest) => {
        const { items, ...next } = pageOf<unknown>(documents()[key] ?? [], request, pageSize);
        return { [key]: items, ...next };
      },
    ]),
  ),
  // EC2 does not page this one.
  DescribeVpnGateways: () => ({ VpnGateways: documents().VpnGateways ?? [] }),
});
