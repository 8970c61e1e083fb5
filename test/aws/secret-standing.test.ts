import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { secretStanding } from '../../lambda/aws/secret-standing.ts';
import { type Endpoint, openEndpoint } from '../../local/endpoint.ts';
import { secretsService } from '../../local/secrets/service.ts';
import { faultOfCall } from '../support/ec2.ts';
import { withJsonService } from '../support/json-client.ts';
import { loopback } from '../support/loopback.ts';

const arn = 'arn:aws:secretsmanager:us-east-1:111111111111:secret:noc';
let endpoint: Endpoint;
let client: SecretsManagerClient;

beforeEach(async () => {
  const secrets = new Map([['noc', 'xoxTOKENxox']]);
  endpoint = await openEndpoint(secretsService({ secrets, account: '111111111111', region: 'us-east-1' }));
  client = new SecretsManagerClient({ ...loopback(endpoint.url), maxAttempts: 1 });
});
afterEach(async () => {
  client.destroy();
  await endpoint.close();
});

test.each([
  ['noc', 'there'],
  [arn, 'there'],
  [`${arn}-a1B2c3`, 'there'],
  ['other', 'none'],
])('the secret %s is %s, and nothing that it holds is read', async (secret, standing) => {
  expect(await secretStanding(client, secret)).toBe(standing);
  expect(endpoint.calls.map(({ operation }) => operation)).toEqual(['DescribeSecret']);
});

test('one that is marked for deletion is told as such', async () => {
  const answer = { ARN: arn, Name: 'noc', DeletedDate: 1_795_000_000 };
  const told = await withJsonService(
    (config) => new SecretsManagerClient(config),
    ['secretsmanager', { DescribeSecret: () => answer }],
    (asked) => secretStanding(asked, 'noc'),
  );
  expect(told).toBe('deleted');
});

test('a refusal is a fault', async () => {
  endpoint.disturb(() => ({ kind: 'error', status: 400, code: 'AccessDeniedException' }));
  expect(await faultOfCall(secretStanding(client, 'noc'))).toMatchObject({
    kind: 'denied',
    operation: 'DescribeSecret',
  });
});
