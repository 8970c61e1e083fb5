import { type Endpoint, openEndpoint } from '../../local/endpoint.ts';
import { openSlack, type Slack } from '../../local/slack/service.ts';

const webhook = '/services/T1/B1/secret';

let slack: Slack;
let endpoint: Endpoint;
let clock: number;

beforeEach(async () => {
  clock = Date.UTC(2026, 10, 22, 10);
  slack = openSlack({ webhooks: new Set([webhook]), now: () => new Date(clock) });
  endpoint = await openEndpoint(slack.service);
});

afterEach(() => endpoint.close());

const post = async (body: unknown, path = webhook, contentType = 'application/json') => {
  const answer = await fetch(endpoint.url + path, {
    method: 'POST',
    headers: { 'content-type': contentType },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
  return { status: answer.status, body: await answer.text(), retryAfter: answer.headers.get('retry-after') };
};

const mrkdwn = (length: number) => ({ type: 'mrkdwn', text: 'x'.repeat(length) });
const section = (length: number) => ({ type: 'section', text: mrkdwn(length) });
const header = (length: number) => ({ type: 'header', text: { type: 'plain_text', text: 'x'.repeat(length) } });
const fields = (count: number, length: number) => ({
  type: 'section',
  fields: Array.from({ length: count }, () => mrkdwn(length)),
});
const context = (count: number) => ({ type: 'context', elements: Array.from({ length: count }, () => mrkdwn(1)) });
const many = (count: number) => Array.from({ length: count }, () => ({ type: 'divider' }));

test('a message is taken, and answered with ok', async () => {
  expect(await post({ text: 'hello', blocks: [section(3)] })).toMatchObject({ status: 200, body: 'ok' });
  expect(slack.posted).toEqual([{ webhook, text: 'hello', blocks: [section(3)], at: '2026-11-22T10:00:00.000Z' }]);
});

test.each<[string, unknown[]]>([
  ['50 blocks', many(50)],
  ['a section of 3,000 characters', [section(3_000)]],
  ['a header of 150', [header(150)]],
  ['10 fields', [fields(10, 2)]],
  ['a field of 2,000', [fields(1, 2_000)]],
  ['10 elements of a context', [context(10)]],
  ['13,200 characters in all', [...Array.from({ length: 4 }, () => section(3_000)), section(1_200)]],
])('%s are taken', async (_, blocks) => {
  expect(await post({ blocks })).toMatchObject({ status: 200 });
});

test.each<[string, unknown, string]>([
  ['51 blocks', { blocks: many(51) }, 'invalid_blocks'],
  ['a section of 3,001 characters', { blocks: [section(3_001)] }, 'invalid_blocks'],
  ['a section without a text', { blocks: [{ type: 'section' }] }, 'invalid_blocks'],
  ['an empty text in a section', { blocks: [section(0)] }, 'invalid_blocks'],
  ['a header of 151', { blocks: [header(151)] }, 'invalid_blocks'],
  ['a header of mrkdwn', { blocks: [{ type: 'header', text: mrkdwn(3) }] }, 'invalid_blocks'],
  ['11 fields', { blocks: [fields(11, 2)] }, 'invalid_blocks'],
  ['a field of 2,001', { blocks: [fields(1, 2_001)] }, 'invalid_blocks'],
  ['11 elements of a context', { blocks: [context(11)] }, 'invalid_blocks'],
  ['an unknown block', { blocks: [{ type: 'banner' }] }, 'invalid_blocks'],
  ['blocks that are no list', { blocks: {} }, 'invalid_blocks_format'],
  [
    '13,201 characters in all',
    { blocks: [...Array.from({ length: 4 }, () => section(3_000)), section(1_201)] },
    'msg_blocks_too_long',
  ],
  ['nothing to show', {}, 'no_text'],
  ['a text that is a number', { text: 1 }, 'invalid_payload'],
  ['no JSON', '{', 'invalid_payload'],
])('%s is refused', async (_, body, code) => {
  expect(await post(body)).toMatchObject({ status: 400, body: code });
  expect(slack.posted).toEqual([]);
});

test('a longer text is cut at 40,000 characters', async () => {
  await post({ text: 'x'.repeat(40_001) });
  expect(slack.posted[0]?.text).toHaveLength(40_000);
});

test('another webhook is unknown, and a form is no JSON', async () => {
  expect(await post({ text: 'hello' }, '/services/T1/B1/guess')).toMatchObject({ status: 404, body: 'no_service' });
  expect(await post({ text: 'hello' }, webhook, 'text/plain')).toMatchObject({ status: 400, body: 'invalid_payload' });
});

test('three at once are taken, the next is told to wait; a second later there is room again', async () => {
  for (const text of ['1', '2', '3']) expect(await post({ text })).toMatchObject({ status: 200 });
  expect(await post({ text: '4' })).toEqual({ status: 429, body: 'rate_limited', retryAfter: '1' });
  clock += 1_000;
  expect(await post({ text: '4' })).toMatchObject({ status: 200 });
  expect(slack.posted.map(({ text }) => text)).toEqual(['1', '2', '3', '4']);
});
