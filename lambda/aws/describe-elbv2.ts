import {
  DescribeLoadBalancerAttributesCommand,
  DescribeTargetGroupAttributesCommand,
  DescribeTargetHealthCommand,
  type ElasticLoadBalancingV2Client,
  paginateDescribeListeners,
  paginateDescribeLoadBalancers,
  paginateDescribeRules,
  paginateDescribeTargetGroups,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { list, type Raw, text } from '../snapshot/raw.ts';
import {
  type Described,
  describedEach,
  describedWhole,
  elementsOf,
  gathered,
  type Lane,
  type Parts,
} from './described.ts';
import { having } from './fault.ts';

const pageSize = 400;

/** Only an application load balancer's listeners have rules beyond their default action. */
const ruledListeners = (balancers: Described, listeners: Described): Described => {
  if ('fault' in listeners) return listeners;
  const application = new Set(
    elementsOf(balancers)
      .filter((balancer) => text(balancer, 'Type') === 'application')
      .map((balancer) => text(balancer, 'LoadBalancerArn')),
  );
  return {
    elements: listeners.elements
      .filter((element) => application.has(text(element, 'LoadBalancerArn')))
      .flatMap((element) => list(element, 'Listeners')),
  };
};

/**
 * Application, network and gateway load balancers: 2 calls, 2 more for each load balancer, 2 for each target group, 1 for
 * each listener of an application load balancer, and 1 for each further page of 400.
 */
export const describeElbV2 = async (client: ElasticLoadBalancingV2Client, lane: Lane): Promise<Parts> => {
  /** One element an item: the item's ARN under `name`, and what the pages of its call have under `field`. */
  const each = (
    items: Described,
    name: 'LoadBalancerArn' | 'ListenerArn' | 'TargetGroupArn',
    operation: string,
    field: string,
    pages: (arn: string) => AsyncIterable<object>,
  ): Promise<Described> =>
    describedEach(items, operation, async (item: Raw) => {
      const arn = having(text(item, name), name, operation);
      return { [name]: arn, [field]: await lane(() => gathered(operation, field, () => pages(arn))) };
    });
  async function* one(answer: Promise<object>): AsyncGenerator<object> {
    yield await answer;
  }

  const [LoadBalancers, TargetGroups] = await Promise.all([
    describedWhole(lane, 'DescribeLoadBalancers', 'LoadBalancers', () =>
      paginateDescribeLoadBalancers({ client, pageSize }, {}),
    ),
    describedWhole(lane, 'DescribeTargetGroups', 'TargetGroups', () =>
      paginateDescribeTargetGroups({ client, pageSize }, {}),
    ),
  ]);
  const [LoadBalancerAttributes, LoadBalancerListeners, TargetGroupAttributes, LoadBalancerTargetHealth] =
    await Promise.all([
      each(LoadBalancers, 'LoadBalancerArn', 'DescribeLoadBalancerAttributes', 'Attributes', (LoadBalancerArn) =>
        one(client.send(new DescribeLoadBalancerAttributesCommand({ LoadBalancerArn }))),
      ),
      each(LoadBalancers, 'LoadBalancerArn', 'DescribeListeners', 'Listeners', (LoadBalancerArn) =>
        paginateDescribeListeners({ client, pageSize }, { LoadBalancerArn }),
      ),
      each(TargetGroups, 'TargetGroupArn', 'DescribeTargetGroupAttributes', 'Attributes', (TargetGroupArn) =>
        one(client.send(new DescribeTargetGroupAttributesCommand({ TargetGroupArn }))),
      ),
      each(TargetGroups, 'TargetGroupArn', 'DescribeTargetHealth', 'TargetHealthDescriptions', (TargetGroupArn) =>
        one(client.send(new DescribeTargetHealthCommand({ TargetGroupArn }))),
      ),
    ]);
  const ListenerRules = await each(
    ruledListeners(LoadBalancers, LoadBalancerListeners),
    'ListenerArn',
    'DescribeRules',
    'Rules',
    (ListenerArn) => paginateDescribeRules({ client, pageSize }, { ListenerArn }),
  );
  return {
    LoadBalancers,
    LoadBalancerAttributes,
    LoadBalancerListeners,
    ListenerRules,
    TargetGroups,
    TargetGroupAttributes,
    LoadBalancerTargetHealth,
  };
};
