import {
  DescribeInstancesCommand,
  DescribeNetworkInsightsAnalysesCommand,
  DescribeRegionsCommand,
  RunInstancesCommand,
} from '@aws-sdk/client-ec2';
import { describeNetwork } from '../../local/ec2/describe.ts';
import { parseQuery } from '../../local/ec2/query.ts';
import { tokenBuckets } from '../../local/ec2/throttle.ts';
import { aClock, openEc2 } from '../support/ec2.ts';

describe('a query', () => {
  test('becomes the input of its operation, whatever the order of its parameters', () => {
    const query =
      'Action=CreateNetworkInsightsPath&Version=2016-11-15&TagSpecification.1.Tag.2.Key=b&TagSpecification.1.Tag.1.Key=a' +
      '&TagSpecification.1.Tag.1.Value=x%26y+z&TagSpecification.1.ResourceType=network-insights-path' +
      '&FilterAtSource.DestinationPortRange.FromPort=1&FilterAtSource.DestinationPortRange.ToPort=65535&DryRun=false';
    expect(parseQuery(query)).toEqual({
      operation: 'CreateNetworkInsightsPath',
      input: {
        TagSpecifications: [
          { ResourceType: 'network-insights-path', Tags: [{ Key: 'a', Value: 'x&y z' }, { Key: 'b' }] },
        ],
        FilterAtSource: { DestinationPortRange: { FromPort: 1, ToPort: 65535 } },
        DryRun: false,
      },
    });
  });

  test('has its list in the order of the numbers, not of their digits', () => {
    const ids = Array.from({ length: 12 }, (_, index) => `i-${index + 1}`);
    const query = ids.map((id, index) => `InstanceId.${index + 1}=${id}`).reverse();
    expect(parseQuery(`Action=DescribeInstances&${query.join('&')}`).input).toEqual({ InstanceIds: ids });
  });

  test.each([
    ['Version=2016-11-15', 'MissingAction'],
    ['Action=MakeCoffee', 'InvalidAction'],
    ['Action=toString', 'InvalidAction'],
    ['Action=__proto__', 'InvalidAction'],
    ['Action=DescribeInstances&Flavour=mint', 'UnknownParameter'],
    ['Action=DescribeInstances&Filter.1.Flavour=mint', 'UnknownParameter'],
    ['Action=DescribeInstances&InstanceId.x=i-1', 'UnknownParameter'],
    ['Action=DescribeInstances&MaxResults=many', 'InvalidParameterValue'],
    ['Action=DescribeInstances&DryRun=perhaps', 'InvalidParameterValue'],
    ['Action=DescribeNetworkInsightsAnalyses&AnalysisStartTime=soon', 'InvalidParameterValue'],
  ])('%s is refused with %s', (query, code) => {
    expect(() => parseQuery(query)).toThrow(expect.objectContaining({ code }));
  });
});

test('a call comes through as it was sent, and so does its answer', async () => {
  const inputs: unknown[] = [];
  const since = new Date('2026-11-22T12:00:00.000Z');
  const instance = {
    InstanceId: 'i-1',
    LaunchTime: since,
    EbsOptimized: true,
    AmiLaunchIndex: 0,
    SecurityGroups: [],
    Tags: [{ Key: 'Name', Value: '<a> & "b"' }],
    State: { Code: 16, Name: 'running' as const },
  };
  const { ec2, close } = await openEc2({
    RunInstances: (input) => {
      inputs.push(input);
      return { ReservationId: 'r-1', Instances: [instance] };
    },
    DescribeNetworkInsightsAnalyses: (input) => {
      inputs.push(input);
      return { NetworkInsightsAnalyses: [] };
    },
  });
  const request = {
    MinCount: 1,
    MaxCount: 2,
    ImageId: 'ami-1',
    SecurityGroupIds: ['sg-1', 'sg-2'],
    BlockDeviceMappings: [{ DeviceName: '/dev/sda', Ebs: { VolumeSize: 8, Encrypted: true } }],
    ClientToken: 'token',
  };
  const { $metadata, ...answer } = await ec2.send(new RunInstancesCommand(request));
  await ec2.send(
    new DescribeNetworkInsightsAnalysesCommand({
      AnalysisStartTime: since,
      Filters: [{ Name: 'a', Values: ['b', 'c'] }],
    }),
  );
  await close();
  expect($metadata.httpStatusCode).toBe(200);
  expect(answer).toEqual({ ReservationId: 'r-1', Instances: [instance] });
  expect(inputs).toEqual([request, { AnalysisStartTime: since, Filters: [{ Name: 'a', Values: ['b', 'c'] }] }]);
});

test('an operation that is served must be listed with its schema', async () => {
  await expect(openEc2({ MakeCoffee: () => ({}) })).rejects.toThrow('local/ec2/operations.ts does not list MakeCoffee');
});

test('an operation that nobody serves is refused, and the refusal reads as EC2 words it', async () => {
  const { ec2, close } = await openEc2({});
  await expect(ec2.send(new DescribeRegionsCommand({}))).rejects.toMatchObject({
    name: 'InvalidAction',
    message: 'The action DescribeRegions is not valid for this web service.',
    $metadata: { httpStatusCode: 400 },
  });
  await close();
});

test('times recorded as strings are sent as times', async () => {
  const recorded = { Reservations: [{ Instances: [{ InstanceId: 'i-1', LaunchTime: '2019-02-11 19:02:03+00:00' }] }] };
  const { ec2, close } = await openEc2(describeNetwork(() => recorded));
  const { Reservations } = await ec2.send(new DescribeInstancesCommand({}));
  await close();
  expect(Reservations?.[0]?.Instances?.[0]?.LaunchTime).toEqual(new Date('2019-02-11T19:02:03.000Z'));
});

test('a page token that was never given is refused', async () => {
  const { ec2, close } = await openEc2(describeNetwork(() => ({})));
  await expect(ec2.send(new DescribeInstancesCommand({ NextToken: 'x' }))).rejects.toMatchObject({
    name: 'InvalidPaginationToken',
  });
  await close();
});

describe('token buckets', () => {
  const taken = (take: () => void): number => {
    let count = 0;
    try {
      for (; count < 1000; count += 1) take();
    } catch {
      return count;
    }
    return count;
  };

  test.each([
    ['DescribeInstances', 100, 20],
    ['SearchTransitGatewayRoutes', 100, 20],
    ['StartNetworkInsightsAnalysis', 50, 5],
  ])('%s has %d at once and %d more each second', (operation, burst, perSecond) => {
    const clock = aClock();
    const throttle = tokenBuckets(clock.now);
    const take = () => throttle(operation);
    expect(taken(take)).toBe(burst);
    clock.pass(1);
    expect(taken(take)).toBe(perSecond);
    clock.pass(3600);
    expect(taken(take)).toBe(burst);
  });

  test('one operation does not use up another', () => {
    const throttle = tokenBuckets(aClock().now);
    expect(taken(() => throttle('DescribeInstances'))).toBe(100);
    expect(() => throttle('DescribeVpcs')).not.toThrow();
  });

  test('an empty bucket is RequestLimitExceeded with status 503 to the client', async () => {
    const { ec2, endpoint, close } = await openEc2(
      describeNetwork(() => ({})),
      tokenBuckets(aClock().now),
    );
    for (let call = 0; call < 100; call += 1) await ec2.send(new DescribeInstancesCommand({}));
    await expect(ec2.send(new DescribeInstancesCommand({}))).rejects.toMatchObject({
      name: 'RequestLimitExceeded',
      $metadata: { httpStatusCode: 503, attempts: 3 },
    });
    await close();
    expect(endpoint.calls).toHaveLength(103);
  });
});
