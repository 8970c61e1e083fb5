import {
  CloudTrailClient,
  DescribeTrailsCommand,
  GetEventSelectorsCommand,
  GetTrailStatusCommand,
  ListTrailsCommand,
  LookupEventsCommand,
  type LookupEventsCommandInput,
} from '@aws-sdk/client-cloudtrail';
import { type History, openHistory } from '../../../local/cloudtrail/history.ts';
import { type CloudTrailRecord, recordOf } from '../../../local/cloudtrail/record.ts';
import { cloudTrailBuckets, cloudTrailService } from '../../../local/cloudtrail/service.ts';
import { type TrailSetup, usualTrail } from '../../../local/cloudtrail/trails.ts';
import { type Endpoint, openEndpoint } from '../../../local/endpoint.ts';

const account = '111111111111';
const own = usualTrail(account, 'eu-west-1');
const trails: readonly TrailSetup[] = [
  own,
  { ...own, name: 'far-shadowed', homeRegion: 'us-east-1' },
  { ...own, name: 'far-alone', homeRegion: 'us-east-1', multiRegion: false },
  { ...own, name: 'organization', owner: '999999999999', organization: true },
];
const arn = (region: string, name: string, owner = account) => `arn:aws:cloudtrail:${region}:${owner}:trail/${name}`;

let clock: number;
let history: History;
let endpoint: Endpoint;
let clients: CloudTrailClient[];

const clientIn = (region: string, maxAttempts = 1): CloudTrailClient => {
  const credentials = { accessKeyId: 'AKIA1', secretAccessKey: 'x' };
  const client = new CloudTrailClient({ region, endpoint: endpoint.url, credentials, maxAttempts });
  clients.push(client);
  return client;
};

const record = (eventID: string, at: number, operation = 'DeleteRoute'): CloudTrailRecord =>
  recordOf(
    {
      operation,
      input: { RouteTableId: 'rtb-1' },
      request: { id: 'r', method: 'POST', path: '/', body: '', headers: new Headers() },
      outcome: { kind: 'answered', output: {} },
    },
    { account, region: 'eu-west-1', now: () => new Date(at), principals: {}, newId: () => eventID },
  );

beforeEach(async () => {
  clients = [];
  clock = Date.parse('2026-11-22T10:00:00Z');
  const now = () => new Date(clock);
  history = openHistory({ now, lagSeconds: 0 });
  const throttle = cloudTrailBuckets(now);
  endpoint = await openEndpoint(cloudTrailService({ account, region: 'eu-west-1', history, trails, throttle }));
});

afterEach(async () => {
  for (const client of clients) client.destroy();
  await endpoint.close();
});

const lookUp = async (input: LookupEventsCommandInput) => {
  const { Events = [], NextToken } = await clientIn('eu-west-1').send(new LookupEventsCommand(input));
  clock += 500;
  return { ids: Events.map(({ EventId }) => EventId), NextToken };
};

test('the newest event comes first, page after page', async () => {
  for (const index of Array.from({ length: 120 }, (_, each) => each)) history.keep(record(`e${index}`, clock + index));
  clock += 1000;
  const first = await lookUp({});
  expect([first.ids.length, first.ids[0]]).toEqual([50, 'e119']);
  // What comes meanwhile moves no page.
  history.keep(record('late', clock));
  const second = await lookUp({ NextToken: first.NextToken });
  const third = await lookUp({ NextToken: second.NextToken });
  expect([second.ids[0], third.ids.at(-1), third.NextToken]).toEqual(['e69', 'e0', undefined]);
});

test('times bound what is found, both included', async () => {
  for (const second of [0, 1, 2, 3]) history.keep(record(`e${second}`, clock + second * 1000));
  const StartTime = new Date(clock + 1000);
  const EndTime = new Date(clock + 2000);
  clock += 10_000;
  expect((await lookUp({ StartTime, EndTime })).ids).toEqual(['e2', 'e1']);
});

test('what is older than 90 days is gone', async () => {
  history.keep(record('old', clock - 91 * 86_400_000));
  history.keep(record('young', clock - 89 * 86_400_000));
  expect((await lookUp({})).ids).toEqual(['young']);
});

test.each([
  ['EventId', 'e1'],
  ['EventName', 'CreateRoute'],
  ['ResourceName', 'rtb-1'],
  ['Username', 'operator'],
] as const)('events are found by %s', async (AttributeKey, AttributeValue) => {
  history.keep(record('e1', clock, 'CreateRoute'));
  const by = (value: string) => lookUp({ LookupAttributes: [{ AttributeKey, AttributeValue: value }] });
  expect((await by(AttributeValue)).ids).toEqual(['e1']);
  expect((await by('other')).ids).toEqual([]);
});

const attribute = { AttributeKey: 'EventName', AttributeValue: 'CreateRoute' } as const;

test.each<[string, LookupEventsCommandInput, string]>([
  ['two attributes', { LookupAttributes: [attribute, attribute] }, 'InvalidLookupAttributesException'],
  ['an empty value', { LookupAttributes: [{ ...attribute, AttributeValue: '' }] }, 'InvalidLookupAttributesException'],
  ['more than 50 results', { MaxResults: 51 }, 'InvalidMaxResultsException'],
  ['no results', { MaxResults: 0 }, 'InvalidMaxResultsException'],
  ['times in the wrong order', { StartTime: new Date(2000), EndTime: new Date(1000) }, 'InvalidTimeRangeException'],
  ['a token of nobody', { NextToken: 'x' }, 'InvalidNextTokenException'],
])('%s is refused', async (_, input, name) => {
  await expect(lookUp(input)).rejects.toMatchObject({ name });
});

test('a token of another look-up is refused', async () => {
  history.keep(record('e1', clock));
  history.keep(record('e2', clock));
  const { NextToken } = await lookUp({ MaxResults: 1 });
  await expect(lookUp({ LookupAttributes: [attribute], NextToken })).rejects.toMatchObject({
    name: 'InvalidNextTokenException',
  });
});

test('the third look-up of a second is throttled', async () => {
  const client = clientIn('eu-west-1');
  const ask = () => client.send(new LookupEventsCommand({}));
  await ask();
  await ask();
  await expect(ask()).rejects.toMatchObject({ name: 'ThrottlingException' });
  clock += 500;
  await expect(ask()).resolves.toMatchObject({ Events: [] });
});

test('an operation that is not served is refused', async () => {
  await expect(clientIn('eu-west-1').send(new ListTrailsCommand({}))).rejects.toMatchObject({
    name: 'UnknownOperationException',
  });
});

test('trails of the Region are listed with the shadows of others, or without', async () => {
  const names = async (includeShadowTrails?: boolean) => {
    const { trailList = [] } = await clientIn('eu-west-1').send(new DescribeTrailsCommand({ includeShadowTrails }));
    return trailList.map(({ Name }) => Name);
  };
  expect(await names()).toEqual(['management-events', 'far-shadowed', 'organization']);
  expect(await names(false)).toEqual(['management-events']);
});

test('a shadow answers to its ARN only', async () => {
  const status = (Name: string) => clientIn('eu-west-1').send(new GetTrailStatusCommand({ Name }));
  await expect(status(arn('us-east-1', 'far-shadowed'))).resolves.toMatchObject({ IsLogging: true });
  await expect(status('far-shadowed')).rejects.toMatchObject({ name: 'TrailNotFoundException' });
  await expect(status(arn('us-east-1', 'far-alone'))).rejects.toMatchObject({ name: 'TrailNotFoundException' });
  await expect(status('management-events')).resolves.toMatchObject({ IsLogging: true });
});

test('selectors are told in the home Region, to the account that made the trail', async () => {
  const selectors = (region: string, TrailName: string) =>
    clientIn(region).send(new GetEventSelectorsCommand({ TrailName }));
  const far = arn('us-east-1', 'far-shadowed');
  await expect(selectors('us-east-1', far)).resolves.toMatchObject({ EventSelectors: [{ ReadWriteType: 'All' }] });
  await expect(selectors('eu-west-1', far)).rejects.toMatchObject({ name: 'TrailNotFoundException' });
  await expect(selectors('eu-west-1', arn('eu-west-1', 'organization', '999999999999'))).rejects.toMatchObject({
    name: 'AccessDeniedException',
  });
});
