import { SNSClient } from '@aws-sdk/client-sns';
import { subscriptionsOf } from '../../lambda/aws/subscriptions.ts';
import { type Endpoint, openEndpoint, type Service } from '../../local/endpoint.ts';
import { faultOfCall } from '../support/ec2.ts';
import { loopback } from '../support/loopback.ts';

const topic = 'arn:aws:sns:us-east-1:111111111111:alerts';
const arns = [`${topic}:1`, 'PendingConfirmation', 'Deleted', `${topic}:2`];

const xml = (status: number, body: string) => ({ status, contentType: 'text/xml', body });

/** One subscription a page. */
const service: Service = {
  name: 'sns',
  recognise: ({ body }) => {
    const form = new URLSearchParams(body);
    return { operation: form.get('Action') ?? '', input: Object.fromEntries(form) };
  },
  answer: (_, { NextToken = '0' }: { readonly NextToken?: string }) => {
    const index = Number(NextToken);
    const more = index + 1 < arns.length ? `<NextToken>${index + 1}</NextToken>` : '';
    return xml(
      200,
      '<ListSubscriptionsByTopicResponse><ListSubscriptionsByTopicResult><Subscriptions><member>' +
        `<SubscriptionArn>${arns[index]}</SubscriptionArn><Protocol>email</Protocol>` +
        `<Endpoint>${index}@example.com</Endpoint><TopicArn>${topic}</TopicArn>` +
        `</member></Subscriptions>${more}</ListSubscriptionsByTopicResult></ListSubscriptionsByTopicResponse>`,
    );
  },
  refuse: ({ status, code, message }) =>
    xml(status, `<ErrorResponse><Error><Code>${code}</Code><Message>${message}</Message></Error></ErrorResponse>`),
};

let endpoint: Endpoint;
let client: SNSClient;
beforeEach(async () => {
  endpoint = await openEndpoint(service);
  client = new SNSClient({ ...loopback(endpoint.url), maxAttempts: 1 });
});
afterEach(async () => {
  client.destroy();
  await endpoint.close();
});

test('all pages are read; one without an ARN is not confirmed, and one that was ended is none', async () => {
  expect(await subscriptionsOf(client, topic)).toEqual([
    { protocol: 'email', endpoint: '0@example.com', confirmed: true },
    { protocol: 'email', endpoint: '1@example.com', confirmed: false },
    { protocol: 'email', endpoint: '3@example.com', confirmed: true },
  ]);
});

test('a refusal is a fault', async () => {
  endpoint.disturb(() => ({ kind: 'error', status: 403, code: 'AuthorizationError' }));
  expect(await faultOfCall(subscriptionsOf(client, topic))).toMatchObject({
    kind: 'denied',
    operation: 'ListSubscriptionsByTopic',
  });
});
