import { createServer } from 'node:net';
import { ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { DescribeVpnGatewaysCommand } from '@aws-sdk/client-ec2';
import { DescribeLoadBalancersCommand as DescribeClassicCommand } from '@aws-sdk/client-elastic-load-balancing';
import { DescribeLoadBalancersCommand } from '@aws-sdk/client-elastic-load-balancing-v2';
import { PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { GetSecretValueCommand } from '@aws-sdk/client-secrets-manager';
import { PublishCommand } from '@aws-sdk/client-sns';
import { clients, closeClients } from '../../lambda/aws/clients.ts';
import { useEmbeddedCredentials } from '../../local/credentials.ts';

/** A server that takes connections and never answers. */
const openSilence = async () => {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return { url: `http://127.0.0.1:${address.port}`, close: () => server.close() };
};

test('a service that takes the call and never answers is given up: no claim on an alert outlives its holder', async () => {
  useEmbeddedCredentials();
  const silence = await openSilence();
  const { url } = silence;
  const quick = clients(
    'eu-west-1',
    { ec2: url, elb: url, sns: url, dynamodb: url, secrets: url, eventBridge: url },
    { requestTimeout: 50, maxAttempts: 2 },
  );
  const calls = [
    quick.ec2.send(new DescribeVpnGatewaysCommand({})),
    quick.elbv2.send(new DescribeLoadBalancersCommand({})),
    quick.elb.send(new DescribeClassicCommand({})),
    quick.sns.send(new PublishCommand({ TopicArn: 'arn:aws:sns:eu-west-1:111111111111:t', Message: 'm' })),
    quick.dynamodb.send(new ListTablesCommand({})),
    quick.secrets.send(new GetSecretValueCommand({ SecretId: 's' })),
    quick.eventBridge.send(new PutEventsCommand({ Entries: [{ Source: 's', DetailType: 't', Detail: '{}' }] })),
  ];
  const ends = await Promise.allSettled(calls);
  expect(ends.map((end) => (end.status === 'rejected' ? end.reason.name : 'answered'))).toEqual(
    calls.map(() => 'TimeoutError'),
  );
  closeClients(quick);
  silence.close();
});
