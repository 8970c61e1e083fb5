import { alarmsNamed } from '../../lambda/aws/alarms.ts';
import { type Endpoint, openEndpoint } from '../../local/endpoint.ts';
import { jsonService } from '../../local/json/service.ts';
import { faultOfCall } from '../support/ec2.ts';

const before = { ...process.env };
let endpoint: Endpoint;
/** Alarms of all names that are asked for, two a page; `over` is what they are beside that. */
let over: object;

beforeEach(async () => {
  over = { StateValue: 'OK' };
  endpoint = await openEndpoint(
    jsonService('cloudwatch', 'GraniteServiceVersion20100801', {
      DescribeAlarms: ({ AlarmNames, NextToken = '0' }) => {
        const names = Array.isArray(AlarmNames) ? AlarmNames : [];
        const from = Number(NextToken);
        const next = from + 60 < names.length ? { NextToken: `${from + 60}` } : {};
        return { MetricAlarms: names.slice(from, from + 60).map((AlarmName) => ({ AlarmName, ...over })), ...next };
      },
    }),
  );
  Object.assign(process.env, {
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_ENDPOINT_URL_CLOUDWATCH: endpoint.url,
  });
});
afterEach(async () => {
  process.env = { ...before };
  await endpoint.close();
});

test('alarms are asked for a hundred names at a time, and all pages are read', async () => {
  const names = Array.from({ length: 130 }, (_, index) => `alarm-${index}`);
  expect((await alarmsNamed('eu-west-1', names)).map(({ name }) => name)).toEqual(names);
  expect(endpoint.calls).toHaveLength(3);
});

test('of no name nothing is asked: that would be all alarms of the account', async () => {
  expect(await alarmsNamed('eu-west-1', [])).toEqual([]);
  expect(endpoint.calls).toEqual([]);
});

test('an alarm tells its state, and whether it tells anybody', async () => {
  over = { StateValue: 'ALARM', AlarmDescription: 'sweeps fail', ActionsEnabled: false };
  expect(await alarmsNamed('eu-west-1', ['a'])).toEqual([
    { name: 'a', description: 'sweeps fail', state: 'ALARM', acts: false },
  ]);
});

test('one without a state is a fault, and so is a refusal', async () => {
  over = {};
  expect(await faultOfCall(alarmsNamed('eu-west-1', ['a']))).toMatchObject({ kind: 'malformed' });
  endpoint.disturb(() => ({ kind: 'error', status: 403, code: 'AccessDenied' }));
  expect(await faultOfCall(alarmsNamed('eu-west-1', ['a']))).toMatchObject({
    kind: 'denied',
    operation: 'DescribeAlarms',
  });
});
