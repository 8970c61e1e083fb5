import { PublishCommand, type PublishCommandInput, SNSClient } from '@aws-sdk/client-sns';
import { type Endpoint, openEndpoint } from '../../local/endpoint.ts';
import { openTopics, type Topics } from '../../local/sns/service.ts';
import { loopback } from '../support/loopback.ts';

const topicArn = 'arn:aws:sns:us-east-1:111111111111:alerts';

let topics: Topics;
let endpoint: Endpoint;
let sns: SNSClient;

beforeEach(async () => {
  topics = openTopics({ topics: [topicArn], now: () => new Date('2026-11-22T10:00:00.000Z') });
  endpoint = await openEndpoint(topics.service);
  sns = new SNSClient({
    ...loopback(endpoint.url),
    maxAttempts: 1,
  });
});

afterEach(async () => {
  sns.destroy();
  await endpoint.close();
});

const publish = (over: Partial<PublishCommandInput>) =>
  sns.send(new PublishCommand({ TopicArn: topicArn, Message: 'm', ...over }));

test('a message is kept as it was sent, and its id answered', async () => {
  const { MessageId } = await publish({
    Subject: 'BROKEN <a> & "b"',
    Message: 'line one\nline two → äöü & <tag> + %20',
    MessageAttributes: {
      path: { DataType: 'String', StringValue: 'web-to-db' },
      severity: { DataType: 'String', StringValue: 'critical' },
    },
  });
  expect(topics.published).toEqual([
    {
      messageId: MessageId,
      topicArn,
      subject: 'BROKEN <a> & "b"',
      message: 'line one\nline two → äöü & <tag> + %20',
      messages: { default: 'line one\nline two → äöü & <tag> + %20' },
      attributes: { path: 'web-to-db', severity: 'critical' },
      at: '2026-11-22T10:00:00.000Z',
    },
  ]);
});

const attribute = (value: string) => ({ MessageAttributes: { a: { DataType: 'String', StringValue: value } } });

test.each<[string, Partial<PublishCommandInput>, string]>([
  ['a topic that does not exist', { TopicArn: `${topicArn}-2` }, 'NotFoundException'],
  ['no topic', { TopicArn: undefined }, 'InvalidParameterException'],
  ['an empty message', { Message: '' }, 'InvalidParameterException'],
  ['a message over 256 KiB', { Message: 'ä'.repeat(131_073) }, 'InvalidParameterException'],
  [
    'a message and attributes over 256 KiB together',
    { Message: 'x'.repeat(262_144 - 7), ...attribute('y') },
    'InvalidParameterException',
  ],
  ['an empty subject', { Subject: '' }, 'InvalidParameterException'],
  ['a subject of 100 characters', { Subject: 'x'.repeat(100) }, 'InvalidParameterException'],
  ['a subject of two lines', { Subject: 'a\nb' }, 'InvalidParameterException'],
  ['a subject with an escape', { Subject: 'a\u001bb' }, 'InvalidParameterException'],
  ['an empty attribute', attribute(''), 'InvalidParameterValueException'],
])('%s is refused', async (_, over, name) => {
  await expect(publish(over)).rejects.toMatchObject({ name });
  expect(topics.published).toEqual([]);
});

test('the largest message and subject are taken', async () => {
  await publish({ Message: 'x'.repeat(262_144 - 8), Subject: 'x'.repeat(99), ...attribute('y') });
  expect(topics.published).toHaveLength(1);
});

const byProtocol = (messages: unknown): Partial<PublishCommandInput> => ({
  MessageStructure: 'json',
  Message: typeof messages === 'string' ? messages : JSON.stringify(messages),
});

test('a message for each protocol is kept, and shown as it comes by e-mail', async () => {
  await publish(byProtocol({ default: 'for others', email: 'for people', https: '{"for":"machines"}', odd: 1 }));
  await publish(byProtocol({ default: 'for all' }));
  expect(topics.published).toMatchObject([
    {
      message: 'for people',
      messages: { default: 'for others', email: 'for people', https: '{"for":"machines"}' },
    },
    { message: 'for all', messages: { default: 'for all' } },
  ]);
});

test.each<[string, Partial<PublishCommandInput>]>([
  ['that is no JSON', byProtocol('{')],
  ['that is a list', byProtocol([])],
  ['without a default', byProtocol({ email: 'for people' })],
  ['whose default is no text', byProtocol({ default: { a: 1 } })],
  ['of another structure', { MessageStructure: 'xml' }],
  ['over 256 KiB in all', byProtocol({ default: 'x'.repeat(131_072), email: 'x'.repeat(131_050) })],
])('a message by protocol %s is refused', async (_, over) => {
  await expect(publish(over)).rejects.toMatchObject({ name: 'InvalidParameterException' });
  expect(topics.published).toEqual([]);
});

test('another operation is refused', async () => {
  const answer = await fetch(endpoint.url, { method: 'POST', body: 'Action=CreateTopic&Version=2010-03-31' });
  expect(answer.status).toBe(400);
  expect(await answer.text()).toContain('<Code>InvalidAction</Code>');
});
