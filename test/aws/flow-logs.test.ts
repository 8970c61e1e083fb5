import { CloudWatchLogsClient, StartQueryCommand, type StartQueryCommandInput } from '@aws-sdk/client-cloudwatch-logs';
import type { FlowLog } from '@aws-sdk/client-ec2';
import { behaviour } from '../../lambda/aws/behaviour.ts';
import { flowLogs } from '../../lambda/aws/flow-logs.ts';
import type { FaultKind } from '../../lambda/domain/fault.ts';
import { defaultFormat } from '../../lambda/flows/format.ts';
import { queryText } from '../../lambda/flows/query.ts';
import type { FlowLogs } from '../../lambda/monitor/ports.ts';
import { useEmbeddedCredentials } from '../../local/credentials.ts';
import { describeFlowLogs } from '../../local/ec2/flow-logs.ts';
import { type Disturbance, type Endpoint, openEndpoint } from '../../local/endpoint.ts';
import type { LogEvent } from '../../local/logs/evaluate.ts';
import { logsBuckets, logsService } from '../../local/logs/service.ts';
import { addressA, addressB, ids } from '../../local/scenario/ids.ts';
import { aClock, type Clock, faultOfCall, type OpenEc2, openEc2 } from '../support/ec2.ts';

const place = { interfaceId: ids.interfaceB, subnetId: ids.subnetB, vpcId: ids.vpcB };
const braced = (names: readonly string[]): string => names.map((name) => `\${${name}}`).join(' ');

const described = (over: Partial<FlowLog> = {}): FlowLog => ({
  FlowLogId: 'fl-0123456789abcdef0',
  FlowLogStatus: 'ACTIVE',
  DeliverLogsStatus: 'SUCCESS',
  ResourceId: ids.vpcB,
  TrafficType: 'ALL',
  LogDestinationType: 'cloud-watch-logs',
  LogGroupName: 'flows',
  LogFormat: braced(defaultFormat),
  MaxAggregationInterval: 60,
  ...over,
});

const record = `2 111111111111 ${ids.interfaceB} ${addressA} ${addressB} 49795 3389 6 3 152 1621151386 1621151388 ACCEPT OK`;
const event: LogEvent = { stream: `${ids.interfaceB}-all`, at: 1_621_151_386_000, message: record };
const window = ['2021-05-16T07:49:00.000Z', '2021-05-16T07:50:00.000Z'] as const;
const rdp = {
  sources: [addressA],
  destinations: [addressB],
  protocol: 'tcp',
  ports: [{ from: 3389, to: 3389 }],
} as const;
const text = (format = defaultFormat): string => {
  const query = queryText(format, [ids.interfaceB], rdp);
  return query.ok ? query.value : query.message;
};

let ec2: OpenEc2;
let logs: Endpoint;
let client: CloudWatchLogsClient;
let port: FlowLogs;
let clock: Clock;
let known: readonly FlowLog[];
let groups: Map<string, readonly LogEvent[]>;

beforeEach(async () => {
  useEmbeddedCredentials();
  clock = aClock();
  known = [described()];
  groups = new Map([['flows', [event]]]);
  let count = 0;
  const newId = () => {
    count += 1;
    return `query-${count}`;
  };
  ec2 = await openEc2(
    describeFlowLogs(
      () => known,
      () => 5,
    ),
  );
  const options = { groups: () => groups, now: clock.now, runSeconds: 2, newId };
  logs = await openEndpoint(logsService(options, logsBuckets(clock.now)));
  client = new CloudWatchLogsClient(behaviour('eu-west-1', logs.url, { requestTimeout: 500, maxAttempts: 1 }));
  port = flowLogs(ec2.ec2, client);
});

afterEach(async () => {
  client.destroy();
  await Promise.all([ec2.close(), logs.close()]);
});

describe('the flow logs of interfaces', () => {
  test('are those of the interface, of its subnet and of its VPC, on however many pages', async () => {
    const own = Array.from({ length: 12 }, (_, index) => described({ FlowLogId: `fl-${index}` }));
    known = [...own, described({ FlowLogId: 'fl-other', ResourceId: ids.vpcA })];
    const { logs: found, elsewhere } = await port.of([place, place]);
    expect([found.length, elsewhere]).toEqual([12, 0]);
    expect(found[0]).toEqual({
      id: 'fl-0',
      resourceId: ids.vpcB,
      logGroup: 'flows',
      fields: defaultFormat,
      traffic: 'ALL',
      aggregation: 60,
    });
    expect(ec2.endpoint.calls).toHaveLength(3);
    expect(ec2.endpoint.calls[0]?.input).toMatchObject({
      Filter: [{ Name: 'resource-id', Values: [ids.interfaceB, ids.subnetB, ids.vpcB] }],
    });
  });

  test('are asked for by two hundred ids at a time', async () => {
    const places = Array.from({ length: 70 }, (_, index) => ({
      interfaceId: `eni-${index}`,
      subnetId: `subnet-${index}`,
      vpcId: `vpc-${index}`,
    }));
    await port.of(places);
    expect(ec2.endpoint.calls).toHaveLength(2);
    expect(await port.of([])).toEqual({ logs: [], elsewhere: 0 });
  });

  test.each<[string, Partial<FlowLog>]>([
    ['delivers to S3', { LogDestinationType: 's3' }],
    ['delivers to Firehose', { LogDestinationType: 'kinesis-data-firehose' }],
    ['delivers to another account', { DeliverCrossAccountRole: 'arn:aws:iam::222222222222:role/r' }],
    ['fails to deliver', { DeliverLogsStatus: 'FAILED' }],
    ['has a form that cannot be read', { LogFormat: '<xml>' }],
  ])('one that %s cannot be asked, and is counted', async (_, over) => {
    known = [described(over)];
    expect(await port.of([place])).toEqual({ logs: [], elsewhere: 1 });
  });

  test('one that is not active is none', async () => {
    known = [described({ FlowLogStatus: 'DELETING' })];
    expect(await port.of([place])).toEqual({ logs: [], elsewhere: 0 });
  });
});

describe('a query', () => {
  test('runs, and answers rows with what it scanned', async () => {
    const { queryId } = await port.start({ logGroup: 'flows' }, text(), window, 500);
    expect(await port.read(queryId)).toEqual({ kind: 'running' });
    clock.pass(1);
    expect(await port.read(queryId)).toEqual({ kind: 'running' });
    clock.pass(1);
    expect(await port.read(queryId)).toEqual({
      kind: 'complete',
      rows: [
        {
          interfaceId: ids.interfaceB,
          logStatus: 'OK',
          action: 'ACCEPT',
          srcAddr: addressA,
          dstAddr: addressB,
          flowPackets: '3',
          flowRecords: '1',
          flowLast: '1621151388',
        },
      ],
      bytesScanned: record.length,
    });
    expect(logs.calls[0]?.input).toEqual({
      logGroupName: 'flows',
      queryString: text(),
      startTime: 1_621_151_340,
      endTime: 1_621_151_400,
      limit: 500,
    });
  });

  test('of a custom format finds the same', async () => {
    const format = ['interface-id', 'action', 'dstport', 'srcport', 'pkt-srcaddr', 'pkt-dstaddr', 'end', 'vpc-id'];
    const message = `${ids.interfaceB} ACCEPT 3389 49795 ${addressA} ${addressB} 1621151388 ${ids.vpcB}`;
    groups.set('flows', [
      { ...event, message },
      { ...event, message: message.replace('3389', '443') },
    ]);
    const { queryId } = await port.start({ logGroup: 'flows' }, text(format), window, 500);
    clock.pass(2);
    expect(await port.read(queryId)).toMatchObject({
      rows: [{ flowInterface: ids.interfaceB, flowAction: 'ACCEPT', flowRecords: '1', flowLast: '1621151388' }],
    });
  });

  test('scans what began in its window, and nothing else', async () => {
    groups.set('flows', [event, { ...event, at: event.at - 3_600_000 }]);
    const { queryId } = await port.start({ logGroup: 'flows' }, text(), window, 500);
    clock.pass(2);
    expect(await port.read(queryId)).toMatchObject({ bytesScanned: record.length });
  });

  test('that is stopped has failed; one that has ended, or that nobody knows, is stopped already', async () => {
    const { queryId } = await port.start({ logGroup: 'flows' }, text(), window, 500);
    await port.stop(queryId);
    expect(await port.read(queryId)).toEqual({
      kind: 'failed',
      reason: 'the query of the flow log ended as Cancelled',
    });
    await port.stop(queryId);
    await port.stop('unknown');
  });

  test('is never started twice by itself: the eleventh within a second is a fault', async () => {
    const start = () => port.start({ logGroup: 'flows' }, text(), window, 500);
    for (let index = 0; index < 10; index += 1) await start();
    expect(await faultOfCall(start())).toMatchObject({ kind: 'throttled', code: 'ThrottlingException' });
    clock.pass(1);
    await start();
    expect(logs.calls).toHaveLength(12);
  });
});

const valid: StartQueryCommandInput = {
  logGroupName: 'flows',
  startTime: 1,
  endTime: 2,
  queryString: 'filter action = "ACCEPT"',
};

test.each<[string, Partial<StartQueryCommandInput>, string]>([
  ['a query of 10,001 characters', { queryString: ' '.repeat(10_001) }, 'InvalidParameterException'],
  ['no rows', { limit: 0 }, 'InvalidParameterException'],
  ['too many rows', { limit: 100_001 }, 'InvalidParameterException'],
  ['milliseconds', { endTime: 1_621_151_400_000 }, 'InvalidParameterException'],
  ['a window that runs backwards', { startTime: 3 }, 'MalformedQueryException'],
  ['51 groups', { logGroupName: undefined, logGroupNames: Array(51).fill('flows') }, 'InvalidParameterException'],
  ['two ways to name groups', { logGroupNames: ['flows'] }, 'InvalidParameterException'],
  ['a group that is not there', { logGroupName: 'none' }, 'ResourceNotFoundException'],
  ['a command that is none', { queryString: 'delete everything' }, 'MalformedQueryException'],
  ['a quote that does not end', { queryString: 'filter action = "ACC' }, 'MalformedQueryException'],
  ['a pattern with too few *', { queryString: 'parse @message "* *" as a' }, 'MalformedQueryException'],
  ['a field that is defined twice', { queryString: 'parse @message "* *" as a, a' }, 'MalformedQueryException'],
])('the loopback service refuses %s', async (_, over, name) => {
  await expect(client.send(new StartQueryCommand({ ...valid, ...over }))).rejects.toMatchObject({ name });
});

const disturbances: readonly (readonly [string, Disturbance, FaultKind])[] = [
  ['throttling', { kind: 'error', status: 400, code: 'ThrottlingException' }, 'throttled'],
  ['429', { kind: 'error', status: 429, code: 'TooManyRequestsException', retryAfter: 1 }, 'throttled'],
  ['a quota', { kind: 'error', status: 400, code: 'LimitExceededException' }, 'quota'],
  ['a denial', { kind: 'error', status: 400, code: 'AccessDeniedException' }, 'denied'],
  ['a malformed query', { kind: 'error', status: 400, code: 'MalformedQueryException' }, 'invalid'],
  ['a group that is gone', { kind: 'error', status: 400, code: 'ResourceNotFoundException' }, 'not-found'],
  ['a service that fails', { kind: 'error', status: 503, code: 'ServiceUnavailableException' }, 'unavailable'],
  ['an answer that is no JSON', { kind: 'malformed', body: '<html>' }, 'malformed'],
  ['an answer that says nothing', { kind: 'malformed', body: '{}' }, 'malformed'],
  ['a connection that breaks', { kind: 'reset' }, 'no-answer'],
  ['an answer that does not come', { kind: 'delay', milliseconds: 800 }, 'no-answer'],
];

test.each(disturbances)('%s is a fault of its kind, after one attempt', async (_, disturbance, kind) => {
  logs.disturb(() => disturbance);
  expect(await faultOfCall(port.start({ logGroup: 'flows' }, text(), window, 500))).toMatchObject({
    kind,
    operation: 'StartQuery',
  });
  expect(await faultOfCall(port.read('query-1'))).toMatchObject({ kind, operation: 'GetQueryResults' });
  expect(logs.calls).toHaveLength(2);
});

test('a cell that is no text is left out of its row', async () => {
  const row = [
    { field: 'srcAddr', value: '10.0.0.1' },
    { field: 'dstAddr', value: true },
    { field: 7, value: '1' },
  ];
  const body = JSON.stringify({ status: 'Complete', results: [row], statistics: { bytesScanned: 'many' } });
  logs.disturb(() => ({ kind: 'malformed', body }));
  expect(await port.read('query-1')).toEqual({
    kind: 'complete',
    rows: [{ srcAddr: '10.0.0.1' }],
    bytesScanned: 0,
  });
});

test('the flow logs cannot be listed: a fault', async () => {
  ec2.endpoint.disturb(() => ({ kind: 'error', status: 403, code: 'UnauthorizedOperation' }));
  expect(await faultOfCall(port.of([place]))).toMatchObject({ kind: 'denied', operation: 'DescribeFlowLogs' });
});
