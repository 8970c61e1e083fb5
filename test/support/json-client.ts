import { type Endpoint, openEndpoint } from '../../local/endpoint.ts';
import { jsonService } from '../../local/json/service.ts';
import { loopback } from './loopback.ts';

type Operations = Parameters<typeof jsonService>[2];

/** Opens a service of those operations, and a client of the SDK for it; both are closed after `use`. */
export const withJsonService = async <Client extends { destroy(): void }, Value>(
  make: (config: ReturnType<typeof loopback> & { readonly maxAttempts: number }) => Client,
  [target, operations]: readonly [target: string, operations: Operations],
  use: (client: Client, endpoint: Endpoint) => Promise<Value>,
): Promise<Value> => {
  const endpoint = await openEndpoint(jsonService(target, target, operations));
  const client = make({ ...loopback(endpoint.url), maxAttempts: 1 });
  try {
    return await use(client, endpoint);
  } finally {
    client.destroy();
    await endpoint.close();
  }
};
