import { SNSClient } from '@aws-sdk/client-sns';
import { emailText } from '../../lambda/alerts/email.ts';
import { snsAnnouncer } from '../../lambda/aws/sns-announcer.ts';
import type { Alert } from '../../lambda/domain/alert.ts';
import { Fault, type FaultKind } from '../../lambda/domain/fault.ts';
import type { Disturbance, Endpoint } from '../../local/endpoint.ts';
import { openEndpoint } from '../../local/endpoint.ts';
import { openTopics, type Topics } from '../../local/sns/service.ts';
import { aFinding, anAlert } from '../support/alerts.ts';

const topicArn = 'arn:aws:sns:us-east-1:111111111111:alerts';
const troublesArn = 'arn:aws:sns:us-east-1:111111111111:troubles';

let topics: Topics;
let endpoint: Endpoint;
let sns: SNSClient;

beforeEach(async () => {
  topics = openTopics({ topics: [topicArn, troublesArn], now: () => new Date('2026-11-22T10:00:00.000Z') });
  endpoint = await openEndpoint(topics.service);
  sns = new SNSClient({
    endpoint: endpoint.url,
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
});

afterEach(async () => {
  sns.destroy();
  await endpoint.close();
});

const announcer = (alerts = topicArn) => snsAnnouncer(sns, { alerts, troubles: troublesArn });
const publish = (over: Partial<Alert> = {}, arn = topicArn) => announcer(arn).publish(anAlert(over));

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

test('an alert is published as its e-mail, with what subscribers filter by', async () => {
  await publish();
  const { subject, body } = emailText(anAlert());
  expect(topics.published).toMatchObject([
    {
      topicArn,
      subject,
      message: body,
      attributes: { alertId: 'web-to-db/3/broke/topic', kind: 'broke', path: 'web-to-db', severity: 'critical' },
    },
  ]);
});

test('what ails the monitor goes to the topic of troubles', async () => {
  await publish({ kind: 'disagreement', channel: 'troubles' });
  await announcer().notify({ id: 'budget/2026-11/spent', subject: 'SPENT: café', body: 'line 1\nline 2' });
  expect(topics.published).toMatchObject([
    { topicArn: troublesArn, attributes: { kind: 'disagreement' } },
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
  await announcer().notify({ id: text, subject: text, body: text });
  expect(topics.published).toHaveLength(1);
});

test('a hostile alert of 500 findings is taken by the service', async () => {
  const text = '\u202e\r\nBcc: a\u0000\u200b<x>&\ud800 äöü😀'.repeat(2000);
  const findings = Array.from({ length: 500 }, () => aFinding({ message: text, advice: text, component: text }));
  await publish({ id: text, pathId: text, path: text, findings, open: findings.map(() => text), console: text });
  expect(topics.published).toHaveLength(1);
  expect(JSON.stringify(topics.published[0]?.attributes)).not.toMatch(/[\p{Cc}\p{Cf}]/u);
});

test('an attribute that is empty once cleaned is left out', async () => {
  await publish({ pathId: '\u200b' });
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
