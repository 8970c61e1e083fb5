import { inspect } from 'node:util';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { secretsOf } from '../../lambda/aws/secrets.ts';
import { webhookUrl } from '../../lambda/aws/slack-url.ts';
import { slackWebhooks } from '../../lambda/aws/slack-webhook.ts';
import { Fault, type FaultKind } from '../../lambda/domain/fault.ts';
import { type Disturbance, type Endpoint, openEndpoint } from '../../local/endpoint.ts';
import { secretsService } from '../../local/secrets/service.ts';
import { openSlack, type Slack } from '../../local/slack/service.ts';
import { loopback } from '../support/loopback.ts';

const SECRET = 'pathwatch/slack/noc';
const TOKEN = 'xoxTOKENxox';
const path = `/services/T1/B1/${TOKEN}`;

let slack: Slack;
let endpoint: Endpoint;
let manager: Endpoint;
let client: SecretsManagerClient;
let webhooks: Set<string>;
let secrets: Map<string, string>;
let clock: number;
let waits: number[];

const now = () => new Date(clock);
const wait = async (milliseconds: number): Promise<void> => {
  waits.push(milliseconds);
  clock += milliseconds;
};

beforeEach(async () => {
  clock = Date.UTC(2026, 10, 22, 10);
  waits = [];
  webhooks = new Set([path]);
  secrets = new Map([[SECRET, `https://hooks.slack.com${path}\n`]]);
  slack = openSlack({ webhooks, now });
  endpoint = await openEndpoint(slack.service);
  manager = await openEndpoint(secretsService({ secrets, account: '111111111111', region: 'us-east-1' }));
  client = new SecretsManagerClient({
    ...loopback(manager.url),
    maxAttempts: 1,
  });
});

afterEach(async () => {
  client.destroy();
  await Promise.all([endpoint.close(), manager.close()]);
});

const open = (over: { readonly timeout?: number; readonly base?: string } = {}) =>
  slackWebhooks({ secrets: secretsOf(client, now), fetch, now, wait, base: endpoint.url, ...over });

/** Over a Slack that gives one answer. */
const answering = (answer: Response) =>
  slackWebhooks({ secrets: secretsOf(client, now), fetch: async () => answer, now, wait, base: endpoint.url });

const message = (text = 'it broke') => ({ text, blocks: [] });

/** The fault of a call; nothing of the webhook's URL is in it, however it is looked at. */
const faultOf = async (call: Promise<void>): Promise<Fault> => {
  const thrown: unknown = await call.then(
    () => new Error('it was taken'),
    (error: unknown) => error,
  );
  if (!(thrown instanceof Fault)) throw thrown;
  expect(inspect(thrown, { depth: 20, showHidden: true })).not.toContain(TOKEN);
  return thrown;
};

/** Disturbs the first `times` posts. */
const disturb = (disturbance: Disturbance, times = 9): void => {
  let left = times;
  endpoint.disturb(() => {
    left -= 1;
    return left < 0 ? undefined : disturbance;
  });
};

const refuse = (status: number, code: string, times?: number, retryAfter?: number): void =>
  disturb({ kind: 'error', status, code, ...(retryAfter !== undefined && { retryAfter }) }, times);

test('a message goes to the webhook whose URL the secret holds', async () => {
  await open()(SECRET, message());
  expect(slack.posted).toMatchObject([{ webhook: path, text: 'it broke' }]);
  expect(waits).toEqual([]);
});

test('messages go out a second apart, whoever sends them, so that Slack takes them all', async () => {
  const post = open();
  for (let n = 0; n < 6; n += 1) await post(SECRET, message(`${n}`));
  expect(waits).toEqual([1000, 1000, 1000, 1000, 1000]);
  expect(slack.posted.map(({ text }) => text)).toEqual(['0', '1', '2', '3', '4', '5']);
});

test('webhooks do not wait for each other', async () => {
  webhooks.add('/services/T1/B2/other');
  secrets.set('other', 'https://hooks.slack.com/services/T1/B2/other');
  const post = open();
  await post(SECRET, message());
  await post('other', message());
  expect(waits).toEqual([]);
});

test('of many at once, each has a turn of its own, and those whose turn is too far away are throttled', async () => {
  const post = slackWebhooks({
    secrets: { read: async () => `https://hooks.slack.com${path}` },
    fetch: async () => new Response('ok'),
    now,
    wait: async (milliseconds) => void waits.push(milliseconds),
  });
  const ends = await Promise.allSettled(Array.from({ length: 40 }, () => post(SECRET, message())));
  expect(ends.filter(({ status }) => status === 'fulfilled')).toHaveLength(31);
  expect(Math.max(...waits)).toBe(30_000);
  expect(new Set(waits).size).toBe(30);
});

test('told to wait for up to 30 s, it waits and is taken', async () => {
  refuse(429, 'rate_limited', 1, 30);
  await open()(SECRET, message());
  expect(waits).toEqual([30_000]);
  expect(slack.posted).toHaveLength(1);
});

test.each<[string, number, number, number[]]>([
  ['for longer', 31, 1, []],
  ['twice', 5, 2, [5000]],
])('told to wait %s, it is throttled', async (_, retryAfter, posts, waited) => {
  refuse(429, 'rate_limited', 9, retryAfter);
  expect((await faultOf(open()(SECRET, message()))).info).toMatchObject({
    kind: 'throttled',
    operation: 'SlackWebhook',
    code: 'rate_limited',
  });
  expect(endpoint.calls).toHaveLength(posts);
  expect(waits).toEqual(waited);
});

test.each([{}, { 'retry-after': 'Sun, 22 Nov 2026 10:00:05 GMT' }])(
  'told to wait, but not for how many seconds, it is throttled: %j',
  async (headers) => {
    const post = answering(new Response('rate_limited', { status: 429, headers }));
    expect((await faultOf(post(SECRET, message()))).info.kind).toBe('throttled');
    expect(waits).toEqual([]);
  },
);

test('a webhook that rests for long is not asked again before', async () => {
  const post = open();
  refuse(429, 'rate_limited', 1, 100);
  await faultOf(post(SECRET, message()));
  expect((await faultOf(post(SECRET, message()))).info.message).toContain('in 100 s');
  expect(endpoint.calls).toHaveLength(1);
  clock += 75_000;
  await post(SECRET, message());
  expect(waits).toEqual([25_000]);
});

test.each<[number, string, FaultKind]>([
  [400, 'invalid_payload', 'invalid'],
  [400, 'invalid_blocks', 'invalid'],
  [400, 'msg_blocks_too_long', 'invalid'],
  [400, 'no_text', 'invalid'],
  [413, 'too_large', 'invalid'],
  [400, 'user_not_found', 'not-found'],
  [403, 'action_prohibited', 'denied'],
  [403, 'invalid_token', 'not-found'],
  [404, 'no_service', 'not-found'],
  [404, 'channel_not_found', 'not-found'],
  [410, 'channel_is_archived', 'not-found'],
  [407, 'proxy', 'denied'],
  [302, 'moved', 'denied'],
  [408, 'request_timeout', 'no-answer'],
  [500, 'rollup_error', 'unavailable'],
  [503, 'service_unavailable', 'unavailable'],
  [200, 'no_ok', 'malformed'],
  [204, '', 'malformed'],
])('%s %s is told as a fault of its kind', async (status, word, kind) => {
  const post = answering(new Response(status === 204 ? null : word, { status }));
  const fault = await faultOf(post(SECRET, message()));
  expect(fault.info).toMatchObject({ kind, operation: 'SlackWebhook', code: word === '' ? 'HTTP 204' : word });
});

test('what Slack answers beyond a word is not repeated: it may quote the webhook', async () => {
  refuse(400, `no such webhook: https://hooks.slack.com${path}`);
  expect((await faultOf(open()(SECRET, message()))).info.code).toBe('HTTP 400');
});

test('a redirect is not followed', async () => {
  const seen: string[] = [];
  const elsewhere = await openEndpoint({
    ...slack.service,
    recognise: ({ path: asked }) => {
      seen.push(asked);
      return { operation: 'SlackWebhook', input: '{}' };
    },
  });
  const redirecting = await openEndpoint({
    name: 'slack',
    recognise: () => ({ operation: 'SlackWebhook', input: '' }),
    answer: () => ({
      status: 307,
      contentType: 'text/html',
      body: '',
      headers: { location: `${elsewhere.url}${path}` },
    }),
    refuse: ({ status, code }) => ({ status, contentType: 'text/html', body: code }),
  });
  const fault = await faultOf(open({ base: redirecting.url })(SECRET, message()));
  expect(fault.info).toMatchObject({ kind: 'denied', code: 'HTTP 307' });
  expect(seen).toEqual([]);
  await Promise.all([elsewhere.close(), redirecting.close()]);
});

test.each<[string, Disturbance]>([
  ['that is cut off', { kind: 'reset' }],
  ['that comes too late', { kind: 'delay', milliseconds: 1_000 }],
])('an answer %s is none', async (_, disturbance) => {
  disturb(disturbance);
  expect((await faultOf(open({ timeout: 300 })(SECRET, message()))).info.kind).toBe('no-answer');
  expect(endpoint.calls).toHaveLength(1);
});

test('where nobody listens, there is no answer', async () => {
  const closed = await openEndpoint(slack.service);
  await closed.close();
  expect((await faultOf(open({ base: closed.url })(SECRET, message()))).info).toMatchObject({
    kind: 'no-answer',
    code: 'ECONNREFUSED',
  });
});

test('the secret is read once in five minutes', async () => {
  const post = open();
  for (const seconds of [0, 299, 1]) {
    clock += seconds * 1000;
    await post(SECRET, message());
  }
  expect(manager.calls).toHaveLength(2);
});

const rotate = (): void => {
  webhooks.delete(path);
  webhooks.add('/services/T1/B1/rotated');
  secrets.set(SECRET, 'https://hooks.slack.com/services/T1/B1/rotated');
};

test('a webhook that is gone was rotated: the secret is read again, and the message taken', async () => {
  const post = open();
  await post(SECRET, message('before'));
  rotate();
  await post(SECRET, message('after'));
  expect(slack.posted.map(({ webhook, text }) => [webhook, text])).toEqual([
    [path, 'before'],
    ['/services/T1/B1/rotated', 'after'],
  ]);
  expect(manager.calls).toHaveLength(2);
});

test('a webhook that is gone, and was not rotated, is asked once', async () => {
  webhooks.delete(path);
  expect((await faultOf(open()(SECRET, message()))).info).toMatchObject({ kind: 'not-found', code: 'no_service' });
  expect(endpoint.calls).toHaveLength(1);
  expect(manager.calls).toHaveLength(2);
});

test('a path that looks like another host stays at Slack', () => {
  expect(webhookUrl('https://hooks.slack.com//example.com/services').href).toBe(
    'https://hooks.slack.com//example.com/services',
  );
  expect(webhookUrl('https://hooks.slack.com//example.com/x', 'http://127.0.0.1:80').host).toBe('127.0.0.1');
});

test.each([
  `http://hooks.slack.com${path}`,
  `https://hooks.slack.com.example.com${path}`,
  `https://example.com${path}`,
  `https://hooks.slack.com:8443${path}`,
  `https://user:word@hooks.slack.com${path}`,
  `https://hooks.slack.com/`,
  `http://127.0.0.1:80${path}`,
  `{"url":"https://hooks.slack.com${path}"}`,
  TOKEN,
  '',
])('a secret of %s is no webhook, and nothing is asked', async (text) => {
  secrets.set(SECRET, text);
  expect((await faultOf(open()(SECRET, message()))).info).toMatchObject({ kind: 'not-found', code: 'NoWebhookUrl' });
  expect(endpoint.calls).toEqual([]);
});

test.each(['hooks.slack.com', 'hooks.slack-gov.com'])('without another address, %s is asked', async (host) => {
  secrets.set(SECRET, `https://${host}${path}`);
  const asked: string[] = [];
  const post = slackWebhooks({
    secrets: secretsOf(client, now),
    fetch: async (url) => {
      asked.push(url.href);
      return new Response('ok');
    },
    now,
    wait,
  });
  await post(SECRET, message());
  expect(asked).toEqual([`https://${host}${path}`]);
});
