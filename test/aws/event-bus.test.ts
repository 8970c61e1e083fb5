import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { putEvent } from '../../lambda/aws/event-bus.ts';
import { Fault, type FaultKind } from '../../lambda/domain/fault.ts';
import { type Endpoint, openEndpoint } from '../../local/endpoint.ts';
import { openPutEvents, type PutEvents } from '../../local/events/put-events.ts';
import { loopback } from '../support/loopback.ts';

let bus: PutEvents;
let endpoint: Endpoint;
let client: EventBridgeClient;

beforeEach(async () => {
  bus = openPutEvents({ buses: ['pagers'], now: () => new Date(0) });
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

const put = (detail: object = { a: 1 }, to = 'pagers') => putEvent(client, to, detail, '2026-11-22T03:11:52.000Z');

const faultOf = async (call: Promise<void>): Promise<Fault> => {
  const thrown: unknown = await call.then(
    () => new Error('it was put'),
    (error: unknown) => error,
  );
  if (thrown instanceof Fault) return thrown;
  throw thrown;
};

test('an event is put on the bus, under the names that rules match', async () => {
  await put();
  expect(bus.taken).toMatchObject([
    {
      bus: 'pagers',
      source: 'pathwatch',
      detailType: 'Pathwatch Alert',
      detail: { a: 1 },
      time: '2026-11-22T03:11:52.000Z',
    },
  ]);
});

test('a bus that does not exist is waited for', async () => {
  expect((await faultOf(put({}, 'gone'))).info).toMatchObject({ kind: 'not-found', code: 'InvalidArgument' });
});

test('an event that is too large will never be taken', async () => {
  expect((await faultOf(put({ text: 'x'.repeat(262_144) }))).info).toMatchObject({ kind: 'invalid' });
  expect(bus.taken).toEqual([]);
});

test.each<[string, FaultKind]>([
  ['ThrottlingException', 'throttled'],
  ['InternalFailure', 'unavailable'],
  ['InternalException', 'unavailable'],
  ['AccessDeniedException', 'denied'],
  ['NotAuthorizedForSourceException', 'denied'],
  ['NotAuthorizedForDetailTypeException', 'denied'],
  ['InvalidAccountIdException', 'invalid'],
  ['MalformedDetail', 'invalid'],
])('an entry that fails with %s in an answer of 200 is a fault', async (ErrorCode, kind) => {
  const answer = { FailedEntryCount: 1, Entries: [{ ErrorCode, ErrorMessage: 'said by the service' }] };
  endpoint.disturb(() => ({ kind: 'malformed', body: JSON.stringify(answer) }));
  expect((await faultOf(put())).info).toEqual({
    kind,
    operation: 'PutEvents',
    code: ErrorCode,
    message: 'said by the service',
  });
});

test.each([
  '{}',
  '{"FailedEntryCount":0,"Entries":[]}',
  '{"FailedEntryCount":0,"Entries":[{}]}',
  '{"FailedEntryCount":1,"Entries":[{"EventId":"1"}]}',
  '{"Entries":[{"EventId":"1"}]}',
  '<html>',
])('an answer of %s proves nothing', async (body) => {
  endpoint.disturb(() => ({ kind: 'malformed', body }));
  expect((await faultOf(put())).info.kind).toBe('malformed');
});

test('a service that fails is unavailable', async () => {
  endpoint.disturb(() => ({ kind: 'error', status: 500, code: 'InternalException' }));
  expect((await faultOf(put())).info.kind).toBe('unavailable');
});
