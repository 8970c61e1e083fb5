import { ElasticLoadBalancingClient } from '@aws-sdk/client-elastic-load-balancing';
import { ElasticLoadBalancingV2Client } from '@aws-sdk/client-elastic-load-balancing-v2';
import { ConfiguredRetryStrategy } from '@smithy/core/retry';
import type { Clients } from '../../lambda/aws/clients.ts';
import type { Documents } from '../../lambda/snapshot/snapshot.ts';
import { describeNetwork } from '../../local/ec2/describe.ts';
import { ec2Service, type Operations } from '../../local/ec2/service.ts';
import type { Throttle } from '../../local/ec2/throttle.ts';
import { describeLoadBalancing } from '../../local/elb/describe.ts';
import { type ElbOperations, elbService } from '../../local/elb/service.ts';
import { type Call, type Disturbance, type Endpoint, openEndpoint } from '../../local/endpoint.ts';
import { ec2At } from './ec2.ts';
import { loopback } from './loopback.ts';

/** EC2 and load balancing over a network, with the SDK's clients for them. */
export interface OpenNetwork {
  readonly clients: Pick<Clients, 'ec2' | 'elbv2' | 'elb'>;
  readonly ec2: Endpoint;
  readonly elb: Endpoint;
  readonly calls: () => readonly Call[];
  readonly disturb: (plan: (call: Call) => Disturbance | undefined) => void;
  readonly close: () => Promise<void>;
}

export interface NetworkOptions {
  readonly pageSize?: number;
  readonly throttle?: Throttle;
  readonly elbThrottle?: Throttle;
  /** What stands between the services and the network. */
  readonly ec2?: (operations: Operations) => Operations;
  readonly elb?: (operations: ElbOperations) => ElbOperations;
}

/** The SDK's own clients, with their own retries (three attempts) but without their waits. */
export const elbClientsAt = (endpoint: string): Pick<Clients, 'elbv2' | 'elb'> => {
  const config = {
    ...loopback(endpoint),
    retryStrategy: new ConfiguredRetryStrategy(3, () => 1),
  };
  return { elbv2: new ElasticLoadBalancingV2Client(config), elb: new ElasticLoadBalancingClient(config) };
};

const asTheyAre = <Given>(given: Given): Given => given;

export const openNetwork = async (documents: () => Documents, options: NetworkOptions = {}): Promise<OpenNetwork> => {
  const { pageSize = 3, ec2: ec2Around = asTheyAre, elb: elbAround = asTheyAre } = options;
  const size = () => pageSize;
  const ec2 = await openEndpoint(ec2Service(ec2Around(describeNetwork(documents, size)), options.throttle));
  const elb = await openEndpoint(elbService(elbAround(describeLoadBalancing(documents, size)), options.elbThrottle));
  const clients = { ec2: ec2At(ec2.url), ...elbClientsAt(elb.url) };
  return {
    clients,
    ec2,
    elb,
    calls: () => [...ec2.calls, ...elb.calls],
    disturb: (plan) => {
      ec2.disturb(plan);
      elb.disturb(plan);
    },
    close: async () => {
      for (const client of Object.values(clients)) client.destroy();
      await Promise.all([ec2.close(), elb.close()]);
    },
  };
};
