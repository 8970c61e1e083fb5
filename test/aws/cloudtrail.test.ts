import { type CloudTrailClient, LookupEventsCommand } from '@aws-sdk/client-cloudtrail';
import { cloudTrailClient } from '../../lambda/aws/clients.ts';
import { callHistory } from '../../lambda/aws/cloudtrail.ts';
import { Fault, type FaultKind } from '../../lambda/domain/fault.ts';
import type { CallHistory } from '../../lambda/monitor/ports.ts';
import { type History, openHistory } from '../../local/cloudtrail/history.ts';
import { type CloudTrailRecord, recordOf } from '../../local/cloudtrail/record.ts';
import { cloudTrailBuckets, cloudTrailService } from '../../local/cloudtrail/service.ts';
import { type TrailSetup, usualTrail } from '../../local/cloudtrail/trails.ts';
import { useEmbeddedCredentials } from '../../local/credentials.ts';
import { type Disturbance, type Endpoint, openEndpoint, ServiceError } from '../../local/endpoint.ts';

const account = '111111111111';
const region = 'eu-west-1';
const table = 'rtb-0c7c2f4aff3677054';
const start = Date.parse('2026-11-22T10:00:00Z');
const since = '2026-11-22T09:00:00.000Z';
const until = '2026-11-22T11:00:00.000Z';

let clock: number;
let waits: number[];
let history: History;
let endpoint: Endpoint;
let client: CloudTrailClient;
let calls: CallHistory;

const open = async (trails: readonly TrailSetup[] = []): Promise<void> => {
  useEmbeddedCredentials();
  clock = start + 3600_000;
  waits = [];
  const now = () => new Date(clock);
  history = openHistory({ now, lagSeconds: 0 });
  endpoint = await openEndpoint(
    cloudTrailService({ account, region, history, trails, throttle: cloudTrailBuckets(now) }),
  );
  const patience = { requestTimeout: 2_000, maxAttempts: 2 };
  client = cloudTrailClient(region, endpoint.url, patience);
  calls = callHistory(client, {
    region,
    clientIn: (other) => cloudTrailClient(other, endpoint.url, patience),
    wait: async (milliseconds) => {
      waits.push(milliseconds);
      clock += milliseconds;
    },
  });
};

afterEach(async () => {
  client.destroy();
  await endpoint.close();
});

const keep = (eventID: string, seconds: number, over: { operation?: string; error?: ServiceError } = {}): void => {
  const { operation = 'DeleteRoute', error } = over;
  const record: CloudTrailRecord = recordOf(
    {
      operation,
      input: { RouteTableId: table, DestinationCidrBlock: '10.0.0.0/16' },
      request: {
        id: 'r',
        method: 'POST',
        path: '/',
        body: '',
        headers: new Headers({ 'user-agent': 'Terraform/1.9' }),
      },
      outcome: error === undefined ? { kind: 'answered', output: {} } : { kind: 'refused', error },
    },
    { account, region, now: () => new Date(start + seconds * 1000), principals: {}, newId: () => eventID },
  );
  history.keep(record);
};

const faultOf = async (call: Promise<unknown>): Promise<Fault> => {
  const thrown = await call.then(
    (value) => new Error(`answered ${JSON.stringify(value)}`),
    (error: unknown) => error,
  );
  if (thrown instanceof Fault) return thrown;
  throw thrown;
};

describe('the calls on a resource', () => {
  test('come newest first, with who made them, where from and by what', async () => {
    await open();
    keep('one', 1);
    keep('two', 2, { operation: 'CreateRoute' });
    expect(await calls.callsOn(table, since, until)).toMatchObject([
      { id: 'two', name: 'CreateRoute' },
      {
        id: 'one',
        at: '2026-11-22T10:00:01.000Z',
        source: 'cloudtrail',
        name: 'DeleteRoute',
        concern: { kind: 'resources', ids: [table] },
        author: {
          principal: 'arn:aws:iam::111111111111:user/operator',
          sourceAddress: '127.0.0.1',
          tool: 'Terraform',
        },
        details: { destinationCidrBlock: '10.0.0.0/16' },
      },
    ]);
  });

  test('are those of the resource, between the times', async () => {
    await open();
    for (const second of [0, 1, 2, 3]) keep(`e${second}`, second);
    expect(await calls.callsOn('rtb-0123456789abcdef0', since, until)).toEqual([]);
    const some = await calls.callsOn(table, '2026-11-22T10:00:01Z', '2026-11-22T10:00:02Z');
    expect(some.map(({ id }) => id)).toEqual(['e2', 'e1']);
  });

  test('are not those that were refused', async () => {
    await open();
    keep('refused', 1, { error: new ServiceError('InvalidRoute.NotFound', 'no route') });
    expect(await calls.callsOn(table, since, until)).toEqual([]);
  });

  test('are read page by page, two pages a second', async () => {
    await open();
    for (let index = 0; index < 120; index += 1) keep(`e${index}`, index);
    expect(await calls.callsOn(table, since, until)).toHaveLength(120);
    expect(endpoint.calls.map(({ operation }) => operation)).toEqual(Array(3).fill('LookupEvents'));
    expect(waits).toEqual([500, 500]);
  });

  test('end with the 200th event', async () => {
    await open();
    for (let index = 0; index < 260; index += 1) keep(`e${index}`, index);
    const found = await calls.callsOn(table, since, until);
    expect([found.length, found[0]?.id]).toEqual([200, 'e259']);
    expect(endpoint.calls).toHaveLength(4);
  });

  test('are looked up one after another, however many are asked for at once', async () => {
    await open();
    await Promise.all(['rtb-1', 'rtb-2', 'rtb-3', 'rtb-4'].map((id) => calls.callsOn(id, since, until)));
    expect(waits).toEqual([500, 500, 500]);
  });

  test('are found though others have used the second up', async () => {
    await open();
    keep('one', 1);
    await client.send(new LookupEventsCommand({}));
    await client.send(new LookupEventsCommand({}));
    let refused = 0;
    endpoint.disturb(() => {
      // The second attempt comes later, which the account's clock does not know.
      clock += refused * 1000;
      refused += 1;
      return undefined;
    });
    expect(await calls.callsOn(table, since, until)).toHaveLength(1);
    expect(refused).toBe(2);
  });

  test('whose record is missing are told by what the event says itself', async () => {
    await open();
    endpoint.disturb(() => ({
      kind: 'malformed',
      body: '{"Events":[{"EventId":"e1","EventName":"DeleteRoute","EventSource":"ec2.amazonaws.com","EventTime":1795341601}]}',
    }));
    expect(await calls.callsOn(table, since, until)).toMatchObject([
      { id: 'e1', name: 'DeleteRoute', at: new Date(1_795_341_601_000).toISOString(), concern: { kind: 'anything' } },
    ]);
  });
});

const organization = {
  ...usualTrail('999999999999', region),
  name: 'organization',
  organization: true,
};
const own = usualTrail(account, region);

describe('a trail', () => {
  test('that logs all management events is logging', async () => {
    await open([own]);
    expect(await calls.trail()).toEqual({ kind: 'logging', name: 'management-events' });
  });

  test('of another Region that covers this one is asked for its selectors at home', async () => {
    await open([{ ...own, homeRegion: 'us-east-1' }]);
    expect(await calls.trail()).toEqual({ kind: 'logging', name: 'management-events' });
  });

  test.each<[string, Partial<TrailSetup>]>([
    ['logs write events', { selectors: [{ ReadWriteType: 'WriteOnly' }] }],
    [
      'has a second selector for management events',
      { selectors: [{ IncludeManagementEvents: false }, { IncludeManagementEvents: true, ReadWriteType: 'All' }] },
    ],
    [
      'leaves out the events of KMS',
      { selectors: [{ ExcludeManagementEventSources: ['kms.amazonaws.com', 'rdsdata.amazonaws.com'] }] },
    ],
    [
      'has advanced selectors for management events',
      { advancedSelectors: [{ FieldSelectors: [{ Field: 'eventCategory', Equals: ['Management'] }] }] },
    ],
    [
      'has advanced selectors for write events without those of KMS',
      {
        advancedSelectors: [
          { FieldSelectors: [{ Field: 'eventCategory', Equals: ['Data'] }] },
          {
            FieldSelectors: [
              { Field: 'eventCategory', Equals: ['Management'] },
              { Field: 'readOnly', Equals: ['false'] },
              { Field: 'eventSource', NotEquals: ['kms.amazonaws.com'] },
            ],
          },
        ],
      },
    ],
  ])('that %s is logging', async (_, over) => {
    await open([{ ...own, ...over }]);
    expect(await calls.trail()).toMatchObject({ kind: 'logging' });
  });

  test.each<[string, Partial<TrailSetup>]>([
    ['logs read events only', { selectors: [{ ReadWriteType: 'ReadOnly' }] }],
    ['logs data events only', { selectors: [{ IncludeManagementEvents: false }] }],
    ['has no selector', { selectors: [] }],
    [
      'has advanced selectors for read events',
      {
        advancedSelectors: [
          {
            FieldSelectors: [
              { Field: 'eventCategory', Equals: ['Management'] },
              { Field: 'readOnly', Equals: ['true'] },
            ],
          },
        ],
      },
    ],
    [
      'has advanced selectors for some calls only',
      {
        advancedSelectors: [
          {
            FieldSelectors: [
              { Field: 'eventCategory', Equals: ['Management'] },
              { Field: 'eventName', StartsWith: ['Delete'] },
            ],
          },
        ],
      },
    ],
  ])('that %s is none', async (_, over) => {
    await open([{ ...own, ...over }]);
    expect(await calls.trail()).toEqual({
      kind: 'none',
      reason:
        'no trail of CloudTrail logs the write calls of eu-west-1: management-events does not log management write events',
    });
  });

  test('that is stopped is none', async () => {
    await open([{ ...own, logging: false }]);
    expect(await calls.trail()).toEqual({
      kind: 'none',
      reason: 'no trail of CloudTrail logs the write calls of eu-west-1: management-events is not logging',
    });
  });

  test('that is missing is none', async () => {
    await open([{ ...own, homeRegion: 'us-east-1', multiRegion: false }]);
    expect(await calls.trail()).toEqual({ kind: 'none', reason: 'no trail of CloudTrail covers eu-west-1' });
  });

  test('that cannot be read is not taken for none', async () => {
    await open([{ ...own, logging: false }, organization]);
    expect((await faultOf(calls.trail())).info).toMatchObject({ kind: 'denied', operation: 'GetEventSelectors' });
  });

  test('that cannot be read does not matter where another one is logging', async () => {
    await open([organization, own]);
    expect(await calls.trail()).toEqual({ kind: 'logging', name: 'management-events' });
  });
});

const operations: readonly (readonly [string, (history: CallHistory) => Promise<unknown>])[] = [
  ['LookupEvents', (history) => history.callsOn(table, since, until)],
  ['DescribeTrails', (history) => history.trail()],
  ['GetTrailStatus', (history) => history.trail()],
  ['GetEventSelectors', (history) => history.trail()],
];

const disturbances: readonly (readonly [string, Disturbance, FaultKind])[] = [
  ['throttling', { kind: 'error', status: 400, code: 'ThrottlingException' }, 'throttled'],
  ['a denial', { kind: 'error', status: 400, code: 'AccessDeniedException' }, 'denied'],
  ['a service that fails', { kind: 'error', status: 500, code: 'InternalFailure' }, 'unavailable'],
  ['a trail that is gone', { kind: 'error', status: 400, code: 'TrailNotFoundException' }, 'not-found'],
  ['a refused parameter', { kind: 'error', status: 400, code: 'InvalidTimeRangeException' }, 'invalid'],
  ['an answer that is no JSON', { kind: 'malformed', body: '<html>' }, 'malformed'],
  ['a connection that breaks', { kind: 'reset' }, 'no-answer'],
];

test.each(operations.flatMap(([name, ask]) => disturbances.map((each) => [name, ask, ...each] as const)))(
  '%s: %2$s is a fault of its kind',
  async (operation, ask, _, disturbance, kind) => {
    await open([own]);
    endpoint.disturb((call) => (call.operation === operation ? disturbance : undefined));
    const fault = await faultOf(ask(calls));
    expect(fault.info).toMatchObject({ kind, operation });
    expect(fault.cause).toBeDefined();
  },
);

test('selectors that are missing from an answer are no selectors', async () => {
  await open([own]);
  endpoint.disturb(({ operation }) =>
    operation === 'GetEventSelectors' ? { kind: 'malformed', body: '{}' } : undefined,
  );
  expect((await faultOf(calls.trail())).info).toMatchObject({ kind: 'malformed', operation: 'GetEventSelectors' });
});
