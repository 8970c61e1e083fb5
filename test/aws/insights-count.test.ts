import { countInsightsPaths } from '../../lambda/aws/insights-count.ts';
import { transitGatewayArns } from '../../lambda/aws/transit-gateways.ts';
import { faultOfCall, openEc2 } from '../support/ec2.ts';

/** So many insights paths, a hundred a page. */
const insightsPaths = (count: number) => ({
  DescribeNetworkInsightsPaths: ({ NextToken = '0' }: { readonly NextToken?: string }) => {
    const from = Number(NextToken);
    const page = Array.from({ length: Math.min(100, count - from) }, (_, index) => ({
      NetworkInsightsPathId: `nip-${from + index}`,
    }));
    return { NetworkInsightsPaths: page, ...(from + 100 < count ? { NextToken: `${from + 100}` } : {}) };
  },
});

test.each([
  [0, { paths: 0, more: false }, 1],
  [100, { paths: 100, more: false }, 1],
  [250, { paths: 250, more: false }, 3],
  [3000, { paths: 3000, more: false }, 30],
  [3001, { paths: 3000, more: true }, 30],
])('of %d insights paths %j are counted, by %d calls', async (count, expected, calls) => {
  const { ec2, endpoint, close } = await openEc2(insightsPaths(count));
  expect(await countInsightsPaths(ec2)).toEqual(expected);
  expect(endpoint.calls).toHaveLength(calls);
  await close();
});

test('transit gateways that are going are none', async () => {
  const arn = (id: string) => `arn:aws:ec2:us-east-1:111111111111:transit-gateway/${id}`;
  const gateways = ['available', 'pending', 'modifying', 'deleting', 'deleted'].map((State) => ({
    State,
    TransitGatewayArn: arn(State),
  }));
  const { ec2, endpoint, close } = await openEc2({
    DescribeTransitGateways: () => ({ TransitGateways: gateways }),
  });
  expect(await transitGatewayArns(ec2)).toEqual([arn('available'), arn('pending'), arn('modifying')]);
  endpoint.disturb(() => ({ kind: 'error', status: 403, code: 'UnauthorizedOperation' }));
  expect(await faultOfCall(transitGatewayArns(ec2))).toMatchObject({ kind: 'denied' });
  await close();
});
