import {
  DescribeLoadBalancerAttributesCommand,
  type ElasticLoadBalancingClient,
  paginateDescribeLoadBalancers,
} from '@aws-sdk/client-elastic-load-balancing';
import { text } from '../snapshot/raw.ts';
import { describedEach, describedWhole, type Lane, type Parts, plain } from './described.ts';
import { calling, having } from './fault.ts';

/** Classic load balancers: 1 call for each page of 400, and 1 for each load balancer. */
export const describeElb = async (client: ElasticLoadBalancingClient, lane: Lane): Promise<Parts> => {
  const LoadBalancerDescriptions = await describedWhole(lane, 'DescribeLoadBalancers', 'LoadBalancerDescriptions', () =>
    paginateDescribeLoadBalancers({ client, pageSize: 400 }, {}),
  );
  const operation = 'DescribeLoadBalancerAttributes';
  const ClassicLoadBalancerAttributes = await describedEach(LoadBalancerDescriptions, operation, async (balancer) => {
    const LoadBalancerName = having(text(balancer, 'LoadBalancerName'), 'LoadBalancerName', 'DescribeLoadBalancers');
    const answer = await lane(() =>
      calling(operation, () => client.send(new DescribeLoadBalancerAttributesCommand({ LoadBalancerName }))),
    );
    const attributes = having(answer.LoadBalancerAttributes, 'LoadBalancerAttributes', operation);
    return { LoadBalancerName, LoadBalancerAttributes: plain([attributes], operation)[0] };
  });
  return { LoadBalancerDescriptions, ClassicLoadBalancerAttributes };
};
