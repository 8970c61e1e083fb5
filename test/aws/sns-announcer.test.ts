import { SNSClient } from '@aws-sdk/client-sns';
import { chatNotification } from '../../lambda/alerts/chat.ts';
import { emailText } from '../../lambda/alerts/email.ts';
import { eventDetail } from '../../lambda/alerts/event.ts';
import { publishAlert, publishChat, publishNotice, publishTrouble } from '../../lambda/aws/sns-announcer.ts';
import { Fault, type FaultKind } from '../../lambda/domain/fault.ts';
import { shownInChat } from '../../local/chat/notification.ts';
import type { Disturbance, Endpoint } from '../../local/endpoint.ts';
import { openEndpoint } from '../../local/endpoint.ts';
import { openTopics, type Topics } from '../../local/sns/service.ts';
import { anAlert } from '../support/alerts.ts';
import { hostileAlert } from '../support/hostile.ts';
import { loopback } from '../support/loopback.ts';

const topicArn = 'arn:aws:sns:us-east-1:111111111111:alerts';
const troublesArn = 'arn:aws:sns:us-east-1:111111111111:troubles';

let topics: Topics;
let endpoint: Endpoint;
let sns: SNSClient;

beforeEach(async () => {
  topics = openTopics({ topics: [topicArn, troublesArn], now: () => new Date('2026-11-22T10:00:00.000Z') });
  endpoint = await openEndpoint(topics.service);
  sns = new SNSClient({
    ...loopback(endpoint.url),
  });
});

afterEach(async () => {
  sns.destroy();
  await endpoint.close();
});

const publish = (over: Parameters<typeof anAlert>[0] = {}, arn = topicArn) => publishAlert(sns, arn, anAlert(over));

const faultOf = async (call: Promise<void>): Promise<Fault> => {
  const thrown: unknown = await call.then(
    () => new Error('it was published'),
    (error: unknown) => error,
  );
  if (thrown instanceof Fault) return thrown;
  throw thrown;
};

/** Disturbs the first `times` calls. */
const disturb = (disturbance: Disturbance, times: number): void => {
  let left = times;
  endpoint.disturb(() => {
    left -= 1;
    return left < 0 ? undefined : disturbance;
  });
};

test('an alert is published as text for people and as a document for HTTPS, with what subscribers filter by', async () => {
  await publish();
  const alert = anAlert();
  const { subject, body } = emailText(alert);
  expect(topics.published).toMatchObject([
    {
      topicArn,
      subject,
      messages: { default: body, email: body, https: JSON.stringify(eventDetail(alert)) },
    },
  ]);
  expect(topics.published[0]?.attributes).toEqual({
    alertId: alert.id,
    incident: alert.incidentId,
    kind: 'broke',
    path: 'web-to-db',
    severity: 'critical',
  });
});

test('a test passes every filter of severities', async () => {
  await publishAlert(sns, topicArn, anAlert({ kind: 'test', severity: 'info' }));
  expect(JSON.parse(topics.published[0]?.attributes.severity ?? '')).toEqual(['critical', 'warning', 'info']);
});

test('an alert for a chat is published in the schema of the chat, as the whole message', async () => {
  await publishChat(sns, topicArn, anAlert());
  const { message, messages, subject } = topics.published[0] ?? {};
  expect(shownInChat(message ?? '')).toEqual(chatNotification(anAlert()));
  expect(Object.keys(messages ?? {})).toEqual(['default']);
  expect(subject).toBeUndefined();
});

test('what ails the monitor goes to the topic of troubles', async () => {
  const alert = anAlert({ kind: 'disagreement' });
  await publishTrouble(sns, troublesArn, alert);
  await publishNotice(sns, troublesArn, { id: 'budget/2026-11/spent', subject: 'SPENT: café', body: 'line 1\nline 2' });
  expect(topics.published).toMatchObject([
    { topicArn: troublesArn, message: emailText(alert).body, attributes: { kind: 'disagreement' } },
    {
      topicArn: troublesArn,
      subject: 'SPENT: cafe',
      message: 'line 1\nline 2',
      attributes: { noticeId: 'budget/2026-11/spent' },
    },
  ]);
});

test('a hostile notice is taken by the service', async () => {
  const text = '\u202e\r\nBcc: a\u0000\u200b<x>&\ud800 äöü😀'.repeat(20_000);
  await publishNotice(sns, troublesArn, { id: text, subject: text, body: text });
  expect(topics.published).toHaveLength(1);
});

test('what subscribers filter by is clean', async () => {
  await publishAlert(sns, topicArn, hostileAlert('\u202e\r\nBcc: a\u0000\u200b<x>&\ud800 äöü😀'));
  expect(topics.published[0]?.message).not.toContain('[cut:');
  expect(JSON.stringify(topics.published[0]?.attributes)).not.toMatch(/[\p{Cc}\p{Cf}]/u);
});

test('an attribute that is empty once cleaned is left out', async () => {
  await publish({ lead: { pathId: '\u200b' } });
  expect(topics.published[0]?.attributes).not.toHaveProperty('path');
});

test.each<[string, number, FaultKind]>([
  ['AuthorizationError', 403, 'denied'],
  ['InvalidParameter', 400, 'invalid'],
  ['ParameterValueInvalid', 400, 'invalid'],
  ['NotFound', 404, 'not-found'],
  ['InternalError', 500, 'unavailable'],
  ['Throttled', 429, 'throttled'],
  ['EndpointDisabled', 400, 'invalid'],
  ['KMSDisabled', 400, 'denied'],
  ['KMSInvalidState', 400, 'invalid'],
  ['KMSNotFound', 400, 'not-found'],
  ['KMSOptInRequired', 403, 'denied'],
  ['KMSThrottling', 400, 'throttled'],
  ['KMSAccessDenied', 400, 'denied'],
  ['InvalidSecurity', 403, 'denied'],
  ['ValidationException', 400, 'invalid'],
  ['ExpiredToken', 403, 'expired-credentials'],
  ['InvalidClientTokenId', 403, 'expired-credentials'],
  ['SignatureDoesNotMatch', 403, 'denied'],
])('%s is told as a fault of its kind', async (code, status, kind) => {
  disturb({ kind: 'error', status, code, message: 'said by the service' }, 9);
  const fault = await faultOf(publish());
  expect(fault.info).toMatchObject({ kind, operation: 'Publish', message: 'said by the service' });
  expect(fault.cause).toBeInstanceOf(Error);
  expect(topics.published).toEqual([]);
});

test('a topic that does not exist is not found', async () => {
  expect((await faultOf(publish({}, `${topicArn}-2`))).info.kind).toBe('not-found');
});

test.each<[string, Disturbance]>([
  ['throttled', { kind: 'error', status: 429, code: 'Throttled' }],
  ['cut off', { kind: 'reset' }],
])('%s twice, it is published once, at the third attempt', async (_, disturbance) => {
  disturb(disturbance, 2);
  await publish();
  expect(endpoint.calls).toHaveLength(3);
  expect(topics.published).toHaveLength(1);
});

test('cut off at every attempt, there is no answer', async () => {
  disturb({ kind: 'reset' }, 9);
  expect((await faultOf(publish())).info.kind).toBe('no-answer');
  expect(endpoint.calls).toHaveLength(3);
});

test.each(['<html', 'not found', '<PublishResponse/>', ''])('an answer of %s is malformed', async (body) => {
  disturb({ kind: 'malformed', body }, 9);
  expect((await faultOf(publish())).info).toMatchObject({ kind: 'malformed', operation: 'Publish' });
});
