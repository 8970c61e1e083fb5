import { NetworkManagerClient, type RouteAnalysisPath } from '@aws-sdk/client-networkmanager';
import { z } from 'zod';
import { type Endpoint, openEndpoint } from '../../local/endpoint.ts';
import { openRouteAnalyses, type RouteAnalyses } from '../../local/network-manager/service.ts';
import { loopback } from './loopback.ts';

export const globalNetworkId = 'global-network-00aa0aaa0b0aaa000';
export const transitGatewayArn = 'arn:aws:ec2:us-east-1:111111111111:transit-gateway/tgw-0123456789abcdef0';
const attachments = 'arn:aws:ec2:us-east-1:111111111111:transit-gateway-attachment';
export const sourceAttachmentArn = `${attachments}/tgw-attach-0aaaaaaaaaaaaaaaa`;
export const destinationAttachmentArn = `${attachments}/tgw-attach-0bbbbbbbbbbbbbbbb`;

/** From one attachment over one route table to the other; the destination first, as the sequence counts. */
export const connectedPath = (from = sourceAttachmentArn, to = destinationAttachmentArn): RouteAnalysisPath => ({
  CompletionStatus: { ResultCode: 'CONNECTED' },
  Path: [
    { Sequence: 0, Resource: { ResourceArn: to, ResourceType: 'transit-gateway-attachment' } },
    {
      Sequence: 1,
      Resource: {
        RegisteredGatewayArn: transitGatewayArn,
        ResourceArn: 'arn:aws:ec2:us-east-1:111111111111:transit-gateway-route-table/tgw-rtb-05c9fa8db5415ce07',
        ResourceType: 'transit-gateway-route-table',
        NameTag: 'shared',
        IsMiddlebox: false,
      },
      DestinationCidrBlock: '172.16.0.0/16',
    },
    { Sequence: 2, Resource: { ResourceArn: from, ResourceType: 'transit-gateway-attachment' } },
  ],
});

/** A path that ends at the route table. */
export const brokenPath = (reason: string, context: Record<string, string> = {}): RouteAnalysisPath => ({
  // The client's type of the reason codes is what is not to be relied on.
  CompletionStatus: { ResultCode: 'NOT_CONNECTED', ReasonCode: reason as never, ReasonContext: context },
  Path: [{ Sequence: 0, Resource: { ResourceArn: sourceAttachmentArn, ResourceType: 'transit-gateway-attachment' } }],
});

/** An account with one global network and one transit gateway in it, connected both ways. */
export const aRegisteredNetwork = (over: Partial<RouteAnalyses> = {}): RouteAnalyses => ({
  globalNetworks: [{ GlobalNetworkId: globalNetworkId, State: 'AVAILABLE', CreatedAt: new Date(0) }],
  registrations: [
    { GlobalNetworkId: globalNetworkId, TransitGatewayArn: transitGatewayArn, State: { Code: 'AVAILABLE' } },
  ],
  answer: () => ({
    status: 'COMPLETED',
    forward: connectedPath(),
    back: connectedPath(destinationAttachmentArn, sourceAttachmentArn),
  }),
  now: () => new Date('2026-11-22T10:00:00.000Z'),
  runSeconds: 0,
  ...over,
});

/**
 * Jest runs tests in a realm of their own, in which the errors of Node's sockets are no `Error`: the client would wrap
 * them, and their name and code would be lost. Nowhere else does it happen.
 */
const inThisRealm = (error: unknown): Error => {
  const { name, code, message } = z.object({ name: z.string(), code: z.string(), message: z.string() }).parse(error);
  return Object.assign(new Error(message), { name, code });
};

/** The SDK's own client, with its own retries (three attempts) but without their waits. */
const networkManagerAt = async (endpoint: string): Promise<NetworkManagerClient> => {
  const config = loopback(endpoint);
  const strategy = await new NetworkManagerClient(config).config.retryStrategy();
  if (!('refreshRetryTokenForRetry' in strategy)) throw new Error('the client retries by a strategy of the first kind');
  const client = new NetworkManagerClient({
    ...config,
    retryStrategy: {
      acquireInitialRetryToken: (scope) => strategy.acquireInitialRetryToken(scope),
      refreshRetryTokenForRetry: async (token, error) => ({
        ...(await strategy.refreshRetryTokenForRetry(token, error)),
        getRetryDelay: () => 1,
      }),
      recordSuccess: (token) => strategy.recordSuccess(token),
    },
  });
  client.middlewareStack.add(
    (next) => async (request) => {
      try {
        return await next(request);
      } catch (error) {
        throw error instanceof Error ? error : inThisRealm(error);
      }
    },
    { step: 'finalizeRequest', priority: 'low' },
  );
  return client;
};

/** Opens the service of such an account, and gives it with a client; both are closed after `use`. */
export const withNetworkManager = async (
  over: Partial<RouteAnalyses>,
  use: (client: NetworkManagerClient, endpoint: Endpoint) => Promise<void>,
): Promise<void> => {
  const endpoint = await openEndpoint(openRouteAnalyses(aRegisteredNetwork(over)));
  const client = await networkManagerAt(endpoint.url);
  try {
    await use(client, endpoint);
  } finally {
    client.destroy();
    await endpoint.close();
  }
};
