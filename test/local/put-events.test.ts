import { EventBridgeClient, PutEventsCommand, type PutEventsRequestEntry } from '@aws-sdk/client-eventbridge';
import { type Endpoint, openEndpoint } from '../../local/endpoint.ts';
import { openPutEvents, type PutEvents } from '../../local/events/put-events.ts';
import { loopback } from '../support/loopback.ts';

let bus: PutEvents;
let endpoint: Endpoint;
let client: EventBridgeClient;

beforeEach(async () => {
  bus = openPutEvents({ buses: [], now: () => new Date('2026-11-22T10:00:00.000Z') });
  endpoint = await openEndpoint(bus.service);
  client = new EventBridgeClient({
    ...loopback(endpoint.url),
    maxAttempts: 1,
  });
});

afterEach(async () => {
  client.destroy();
  await endpoint.close();
});

const entry = { Source: 's', DetailType: 't', Detail: '{}' };
const put = (Entries: PutEventsRequestEntry[]) => client.send(new PutEventsCommand({ Entries }));

test('of several entries each is taken or refused by itself', async () => {
  const answer = await put([
    entry,
    { ...entry, Detail: '[]' },
    { ...entry, Detail: '{' },
    { ...entry, Source: '' },
    { ...entry, DetailType: undefined },
    { ...entry, Source: 'aws.ec2' },
    { ...entry, EventBusName: 'gone' },
    { ...entry, EventBusName: 'arn:aws:events:us-east-1:111111111111:event-bus/default' },
  ]);
  expect(answer.FailedEntryCount).toBe(6);
  expect(
    answer.Entries?.map(({ ErrorCode, EventId }) => ErrorCode ?? (EventId === undefined ? 'none' : 'taken')),
  ).toEqual([
    'taken',
    'MalformedDetail',
    'MalformedDetail',
    'InvalidArgument',
    'InvalidArgument',
    'NotAuthorizedForSourceException',
    'InvalidArgument',
    'taken',
  ]);
  expect(bus.taken).toHaveLength(2);
  expect(bus.taken[0]).toMatchObject({ bus: 'default', time: '2026-11-22T10:00:00.000Z' });
});

const ofBytes = (bytes: number) => ({ ...entry, Detail: JSON.stringify({ a: 'x'.repeat(bytes - 2 - 8) }) });

test('entries below 256 KB in all are taken', async () => {
  expect(await put([ofBytes(262_143)])).toMatchObject({ FailedEntryCount: 0 });
});

test.each([
  ['of 256 KB', [ofBytes(262_144)]],
  ['of 256 KB together', [ofBytes(131_072), ofBytes(131_072)]],
  ['of 256 KB with their times', [{ ...ofBytes(262_130), Time: new Date(0) }]],
  ['more than ten', Array.from({ length: 11 }, () => entry)],
  ['none', []],
])('%s: the call is refused', async (_, entries) => {
  await expect(put(entries)).rejects.toMatchObject({ name: 'ValidationException' });
  expect(bus.taken).toEqual([]);
});
