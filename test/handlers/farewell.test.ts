import { ec2Client } from '../../lambda/aws/ec2-client.ts';
import { reachabilityAnalyzer } from '../../lambda/aws/reachability-analyzer.ts';
import { DIMENSION, NAMESPACE } from '../../lambda/domain/measure.ts';
import { handler } from '../../lambda/handlers/farewell.ts';
import { type EmbeddedAccount, openAccount } from '../../local/account.ts';
import { metricKey, openMetrics } from '../../local/cloudwatch/metrics.ts';
import { useEmbeddedCredentials } from '../../local/credentials.ts';
import { type Endpoint, openEndpoint, type Service } from '../../local/endpoint.ts';
import { ids } from '../../local/scenario/ids.ts';
import { aQuestion } from '../support/ec2.ts';

/* The handler as it is deployed, over the SDK's own clients: what CloudFormation and the topic of troubles are told. */

const before = { ...process.env };
let account: EmbeddedAccount;
let cloudformation: Endpoint;

/** CloudFormation's end of a custom resource: takes the answer. */
const stackEvents: Service = {
  name: 'cloudformation',
  recognise: ({ body }) => ({ operation: 'Respond', input: JSON.parse(body) }),
  answer: () => ({ status: 200, contentType: 'text/plain', body: '' }),
  refuse: ({ status, message }) => ({ status, contentType: 'text/plain', body: message }),
};

beforeEach(async () => {
  useEmbeddedCredentials();
  account = await openAccount();
  cloudformation = await openEndpoint(stackEvents);
  const { DEPLOYMENT, ACCOUNT, AWS_REGION, TROUBLES_TOPIC_ARN, ENDPOINT_EC2, ENDPOINT_SNS } = account.environment;
  Object.assign(process.env, {
    ...{ DEPLOYMENT, ACCOUNT, AWS_REGION, TROUBLES_TOPIC_ARN, ENDPOINT_EC2, ENDPOINT_SNS },
    TABLE_NAME: 'prod-HistoryTable-1',
    LINGER: '0',
  });
});
afterEach(async () => {
  process.env = { ...before };
  await Promise.all([account.close(), cloudformation.close()]);
});

const send = (RequestType: 'Create' | 'Update' | 'Delete') =>
  handler({
    RequestType,
    ResponseURL: cloudformation.url,
    StackId: 'arn:aws:cloudformation:stack',
    RequestId: 'one',
    LogicalResourceId: 'OnDelete',
  });

const answers = () => cloudformation.calls.map(({ input }) => input);

const makeOne = async (): Promise<void> => {
  const { DEPLOYMENT: name, ACCOUNT, AWS_REGION: region, ENDPOINT_EC2 } = account.environment;
  const ec2 = ec2Client(region, ENDPOINT_EC2);
  const analyzer = reachabilityAnalyzer(ec2, { name, account: ACCOUNT, region });
  const question = aQuestion({ source: ids.instanceA, destination: ids.instanceB });
  const { id } = await analyzer.create(question, 'path');
  await analyzer.start(id, question, 'analysis');
  ec2.destroy();
};

test('at the end of the stack it clears away, and the topic of troubles hears what went and what stays', async () => {
  await makeOne();
  await send('Delete');
  expect(answers()).toMatchObject([{ Status: 'SUCCESS', RequestId: 'one', PhysicalResourceId: 'pathwatch-farewell' }]);
  expect(account.troubles).toMatchObject([
    { subject: expect.stringMatching(/^REMOVED: /), attributes: { noticeId: 'farewell/one' } },
  ]);
  expect(account.troubles[0]?.message).toContain('1 insights path and 1 analysis');
  expect(account.troubles[0]?.message).toContain('prod-HistoryTable-1');
});

test('a topic that takes nothing keeps no stack from going', async () => {
  await makeOne();
  account.endpoints.sns.disturb(() => ({ kind: 'error', status: 403, code: 'AuthorizationError' }));
  await send('Delete');
  expect(answers()).toMatchObject([{ Status: 'SUCCESS' }]);
  expect(account.troubles).toEqual([]);
});

test('what cannot be removed is told both to CloudFormation and to the topic', async () => {
  await makeOne();
  account.endpoints.ec2.disturb(({ operation }) =>
    operation === 'DeleteNetworkInsightsPath'
      ? { kind: 'error', status: 403, code: 'UnauthorizedOperation' }
      : undefined,
  );
  await send('Delete');
  expect(answers()).toMatchObject([{ Status: 'FAILED', Reason: expect.stringContaining('UnauthorizedOperation') }]);
  expect(account.troubles[0]?.message).toMatch(/1 insights path that could not be removed/);
});

test('when the stack is made the heartbeat begins, and once only', async () => {
  const metrics = openMetrics(() => new Date());
  const { write } = process.stdout;
  process.stdout.write = (line: string | Uint8Array) => {
    metrics.take(`${line}`);
    return true;
  };
  try {
    await send('Create');
    await send('Update');
  } finally {
    process.stdout.write = write;
  }
  const looks = metricKey(NAMESPACE, 'Looks', [[DIMENSION, account.environment.DEPLOYMENT]]);
  expect(metrics.values(looks, Date.now() - 60_000, Date.now() + 1)).toEqual([1]);
});

test('before the end it removes nothing', async () => {
  await makeOne();
  const asked = account.endpoints.ec2.calls.length;
  await send('Create');
  await send('Update');
  expect(answers()).toMatchObject([{ Status: 'SUCCESS' }, { Status: 'SUCCESS' }]);
  expect(account.endpoints.ec2.calls).toHaveLength(asked);
  expect(account.troubles).toEqual([]);
});
