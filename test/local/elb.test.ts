import {
  DescribeLoadBalancerAttributesCommand as DescribeClassicAttributesCommand,
  DescribeLoadBalancersCommand as DescribeClassicCommand,
} from '@aws-sdk/client-elastic-load-balancing';
import {
  CreateLoadBalancerCommand,
  DescribeListenersCommand,
  DescribeLoadBalancerAttributesCommand,
  DescribeLoadBalancersCommand,
  DescribeRulesCommand,
  DescribeTagsCommand,
  DescribeTargetGroupAttributesCommand,
  DescribeTargetGroupsCommand,
  DescribeTargetHealthCommand,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { list, part, text } from '../../lambda/snapshot/raw.ts';
import { parseElbQuery } from '../../local/elb/query.ts';
import { elbBuckets } from '../../local/elb/service.ts';
import { type NetworkOptions, type OpenNetwork, openNetwork } from '../support/describing.ts';
import { aClock } from '../support/ec2.ts';
import { wholeNetwork } from '../support/whole-network.ts';

let open: OpenNetwork;
const opened = async (options: NetworkOptions = {}): Promise<OpenNetwork> => {
  open = await openNetwork(() => wholeNetwork, options);
  return open;
};
afterEach(() => open.close());

const [balancer = {}] = wholeNetwork.LoadBalancers ?? [];
const LoadBalancerArn = text(balancer, 'LoadBalancerArn') ?? '';
const listeners = list(wholeNetwork.LoadBalancerListeners?.[0] ?? {}, 'Listeners');
const ListenerArn = text(listeners[1] ?? {}, 'ListenerArn') ?? '';
const TargetGroupArn = text(wholeNetwork.TargetGroups?.[2] ?? {}, 'TargetGroupArn') ?? '';

describe('load balancers of the second API', () => {
  test('are told in pages', async () => {
    const { elbv2 } = (await opened()).clients;
    const first = await elbv2.send(new DescribeLoadBalancersCommand({ PageSize: 3 }));
    expect(first.LoadBalancers).toHaveLength(3);
    const second = await elbv2.send(new DescribeLoadBalancersCommand({ PageSize: 3, Marker: first.NextMarker }));
    expect(JSON.parse(JSON.stringify([...(first.LoadBalancers ?? []), ...(second.LoadBalancers ?? [])]))).toEqual(
      wholeNetwork.LoadBalancers,
    );
    expect(second.NextMarker).toBeUndefined();
  });

  test('are told by ARN and by name', async () => {
    const { elbv2 } = (await opened()).clients;
    const byArn = await elbv2.send(new DescribeLoadBalancersCommand({ LoadBalancerArns: [LoadBalancerArn] }));
    expect(byArn.LoadBalancers?.map((found) => found.LoadBalancerName)).toEqual(['lb-0']);
    const byName = await elbv2.send(new DescribeLoadBalancersCommand({ Names: ['lb-3', 'lb-1'] }));
    expect(byName.LoadBalancers?.map((found) => found.LoadBalancerName)).toEqual(['lb-1', 'lb-3']);
  });

  test('have listeners, rules and attributes', async () => {
    const { elbv2 } = (await opened({ pageSize: 400 })).clients;
    const ofBalancer = await elbv2.send(new DescribeListenersCommand({ LoadBalancerArn }));
    expect(ofBalancer.Listeners).toEqual(listeners);
    const byArn = await elbv2.send(new DescribeListenersCommand({ ListenerArns: [ListenerArn] }));
    expect(byArn.Listeners).toEqual([listeners[1]]);
    const { Rules = [] } = await elbv2.send(new DescribeRulesCommand({ ListenerArn }));
    expect(Rules).toEqual(wholeNetwork.ListenerRules?.[1]?.Rules);
    const rule = await elbv2.send(new DescribeRulesCommand({ RuleArns: [Rules[2]?.RuleArn ?? ''] }));
    expect(rule.Rules).toEqual([Rules[2]]);
    const { Attributes } = await elbv2.send(new DescribeLoadBalancerAttributesCommand({ LoadBalancerArn }));
    expect(Attributes).toEqual(wholeNetwork.LoadBalancerAttributes?.[0]?.Attributes);
  });

  test('have target groups, whose targets can be asked for one by one', async () => {
    const { elbv2 } = (await opened()).clients;
    const { TargetGroups } = await elbv2.send(new DescribeTargetGroupsCommand({ LoadBalancerArn }));
    expect(TargetGroups?.map(({ TargetGroupName }) => TargetGroupName)).toEqual(['tg-0', 'tg-2']);
    const { Attributes } = await elbv2.send(new DescribeTargetGroupAttributesCommand({ TargetGroupArn }));
    expect(Attributes).toEqual([{ Key: 'preserve_client_ip.enabled', Value: 'true' }]);
    const all = await elbv2.send(new DescribeTargetHealthCommand({ TargetGroupArn }));
    expect(all.TargetHealthDescriptions).toHaveLength(5);
    const one = await elbv2.send(new DescribeTargetHealthCommand({ TargetGroupArn, Targets: [{ Id: 'i-3' }] }));
    expect(one.TargetHealthDescriptions?.map(({ Target }) => Target)).toEqual([{ Id: 'i-3', Port: 80 }]);
  });

  test('are refused in the service’s words', async () => {
    const { elbv2 } = (await opened()).clients;
    const refusals: readonly (readonly [Promise<unknown>, string])[] = [
      [elbv2.send(new DescribeLoadBalancersCommand({ LoadBalancerArns: ['x'] })), 'LoadBalancerNotFoundException'],
      [elbv2.send(new DescribeListenersCommand({ LoadBalancerArn: 'x' })), 'LoadBalancerNotFoundException'],
      [elbv2.send(new DescribeListenersCommand({ ListenerArns: ['x'] })), 'ListenerNotFoundException'],
      [elbv2.send(new DescribeListenersCommand({})), 'ValidationError'],
      [elbv2.send(new DescribeRulesCommand({ ListenerArn: 'x' })), 'ListenerNotFoundException'],
      [elbv2.send(new DescribeRulesCommand({ RuleArns: ['x'] })), 'RuleNotFoundException'],
      [elbv2.send(new DescribeTargetHealthCommand({ TargetGroupArn: 'x' })), 'TargetGroupNotFoundException'],
      [elbv2.send(new DescribeLoadBalancersCommand({ PageSize: 401 })), 'ValidationError'],
      [elbv2.send(new DescribeTagsCommand({ ResourceArns: ['x'] })), 'InvalidAction'],
    ];
    for (const [call, name] of refusals)
      await expect(call).rejects.toMatchObject({ name, $metadata: { httpStatusCode: 400 } });
  });
});

describe('Classic load balancers', () => {
  test('are told at the same endpoint, in pages, by name and with their attributes', async () => {
    const { elb } = (await opened()).clients;
    const first = await elb.send(new DescribeClassicCommand({}));
    expect(first.LoadBalancerDescriptions).toHaveLength(3);
    const second = await elb.send(new DescribeClassicCommand({ Marker: first.NextMarker }));
    expect(second.LoadBalancerDescriptions?.map(({ LoadBalancerName }) => LoadBalancerName)).toEqual(['classic-3']);
    const named = await elb.send(new DescribeClassicCommand({ LoadBalancerNames: ['classic-2'] }));
    expect(named.LoadBalancerDescriptions).toHaveLength(1);
    const { LoadBalancerAttributes } = await elb.send(
      new DescribeClassicAttributesCommand({ LoadBalancerName: 'classic-0' }),
    );
    expect(LoadBalancerAttributes).toEqual(
      part(wholeNetwork.ClassicLoadBalancerAttributes?.[0] ?? {}, 'LoadBalancerAttributes'),
    );
  });

  test('are refused in the service’s words', async () => {
    const { elb } = (await opened()).clients;
    for (const call of [
      elb.send(new DescribeClassicCommand({ LoadBalancerNames: ['x'] })),
      elb.send(new DescribeClassicAttributesCommand({ LoadBalancerName: 'x' })),
    ])
      await expect(call).rejects.toMatchObject({ name: 'AccessPointNotFoundException' });
  });
});

test('any operation of either client comes through as it was sent, and so does its answer', async () => {
  const inputs: unknown[] = [];
  const answer = {
    LoadBalancers: [
      { LoadBalancerName: 'a', SecurityGroups: [], CreatedTime: new Date(0), State: { Code: 'active' as const } },
    ],
  };
  const { elbv2 } = (
    await opened({
      elb: ({ second, classic }) => ({
        second: {
          ...second,
          CreateLoadBalancer: (input) => {
            inputs.push(input);
            return answer;
          },
        },
        classic,
      }),
    })
  ).clients;
  const request = {
    Name: 'a & "b"',
    SubnetMappings: [{ SubnetId: 's-1', AllocationId: 'e-1' }, { SubnetId: 's-2' }],
    SecurityGroups: [],
    Tags: [{ Key: 'a', Value: '<b>' }],
  };
  const { $metadata, ...answered } = await elbv2.send(new CreateLoadBalancerCommand(request));
  expect(answered).toEqual(answer);
  expect(inputs).toEqual([{ Version: '2015-12-01', ...request }]);
});

test.each([
  ['Version=2015-12-01', 'MissingAction'],
  ['Action=DescribeLoadBalancers', 'InvalidAction'],
  ['Action=DescribeLoadBalancers&Version=2016-11-15', 'InvalidAction'],
  ['Action=DescribeRules&Version=2012-06-01', 'InvalidAction'],
  ['Action=__proto__&Version=2012-06-01', 'InvalidAction'],
  ['Action=DescribeLoadBalancers&Version=2015-12-01&Flavour=mint', 'UnknownParameter'],
  ['Action=DescribeLoadBalancers&Version=2015-12-01&Names.1=a', 'UnknownParameter'],
  ['Action=DescribeLoadBalancers&Version=2015-12-01&Names.member.x=a', 'UnknownParameter'],
  ['Action=DescribeLoadBalancers&Version=2015-12-01&PageSize=many', 'InvalidParameterValue'],
])('%s is refused with %s', async (query, code) => {
  await opened();
  expect(() => parseElbQuery(query)).toThrow(expect.objectContaining({ code }));
});

test('calls that come too fast are throttled', async () => {
  const { elbv2 } = (await opened({ elbThrottle: elbBuckets(aClock().now) })).clients;
  for (let call = 0; call < 100; call += 1) await elbv2.send(new DescribeTargetGroupsCommand({}));
  await expect(elbv2.send(new DescribeTargetGroupsCommand({}))).rejects.toMatchObject({
    name: 'Throttling',
    $metadata: { httpStatusCode: 400, attempts: 3 },
  });
});
