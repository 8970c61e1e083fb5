import { chatTopicsOf, readEnvironment, SweepEnvironment } from '../lambda/environment.ts';

const given = {
  DEPLOYMENT: 'prod',
  ACCOUNT: '111111111111',
  AWS_REGION: 'eu-west-1',
  TABLE_NAME: 'table',
  TOPIC_ARN: 'arn:aws:sns:eu-west-1:111111111111:alerts',
  TROUBLES_TOPIC_ARN: 'arn:aws:sns:eu-west-1:111111111111:troubles',
  RETENTION_DAYS: '90',
};
const read = (over: Readonly<Record<string, string>>) => readEnvironment(SweepEnvironment, { ...given, ...over });

test('the topics of chat channels are read by the names of the channels', () => {
  const CHAT_TOPICS = '{"noc":"arn:aws:sns:eu-west-1:111111111111:noc"}';
  expect(chatTopicsOf(read({ CHAT_TOPICS }))).toEqual({ noc: 'arn:aws:sns:eu-west-1:111111111111:noc' });
  expect(chatTopicsOf(read({}))).toEqual({});
});

test.each(['', '{', '[]', '{"noc":1}', '{"noc":"topic"}'])('%j are no topics of chat channels', (CHAT_TOPICS) => {
  expect(() => read({ CHAT_TOPICS })).toThrow('CHAT_TOPICS: no JSON object of names and ARNs of topics');
});

test('webhooks of Slack are told to nobody but Slack and this machine', () => {
  expect(read({ ENDPOINT_SLACK: 'http://127.0.0.1:8080' }).ENDPOINT_SLACK).toBe('http://127.0.0.1:8080');
  for (const ENDPOINT_SLACK of [
    'https://example.com',
    'http://example.com',
    'http://127.0.0.1.example.com',
    'http://127.0.0.1@example.com',
    'ftp://127.0.0.1',
  ])
    expect(() => read({ ENDPOINT_SLACK })).toThrow('ENDPOINT_SLACK');
});
