import {
  CreateNetworkInsightsPathCommand,
  DescribeNetworkInsightsAnalysesCommand,
  DescribeRouteTablesCommand,
  StartNetworkInsightsAnalysisCommand,
} from '@aws-sdk/client-ec2';
import { DescribeLoadBalancersCommand } from '@aws-sdk/client-elastic-load-balancing-v2';
import { GetTransitGatewayRegistrationsCommand } from '@aws-sdk/client-networkmanager';
import { PublishCommand } from '@aws-sdk/client-sns';
import { takenText } from '../../cli/print-local.ts';
import { type Clients, closeClients } from '../../lambda/aws/clients.ts';
import { clientsOf, servicesOf } from '../../lambda/compose.ts';
import { type AccountOptions, type EmbeddedAccount, openAccount } from '../../local/account.ts';
import type { Taken } from '../../local/channels.ts';
import { useEmbeddedCredentials } from '../../local/credentials.ts';
import { ids, transitGatewayArn } from '../../local/scenario/ids.ts';
import { scenario } from '../../local/scenario.ts';
import { anAlert } from '../support/alerts.ts';

let account: EmbeddedAccount;
let clients: Clients;
let clock: number;

const open = async (options: AccountOptions = {}): Promise<void> => {
  useEmbeddedCredentials();
  clock = Date.UTC(2026, 10, 22, 10);
  account = await openAccount({ now: () => new Date(clock), ...options });
  clients = clientsOf(account.environment);
};

afterEach(async () => {
  closeClients(clients);
  await account.close();
});

const routesOfB = async () => {
  const { RouteTables = [] } = await clients.ec2.send(new DescribeRouteTablesCommand({ RouteTableIds: [ids.routesB] }));
  return RouteTables[0]?.Routes?.map(({ DestinationCidrBlock }) => DestinationCidrBlock);
};

test('a fault is an EC2 call, which Describe calls show and another one repairs', async () => {
  await open();
  expect(await routesOfB()).toContain('10.0.0.0/16');
  await account.breakNetwork('vpc-route-missing');
  expect(await routesOfB()).toEqual(['172.16.0.0/16']);
  await account.repair('vpc-route-missing');
  expect(await routesOfB()).toContain('10.0.0.0/16');
  expect(account.endpoints.ec2.calls.map(({ operation }) => operation)).toEqual(
    expect.arrayContaining(['DeleteRoute', 'CreateRoute']),
  );
  await expect(account.repair('vpc-route-missing')).rejects.toMatchObject({ name: 'RouteAlreadyExists' });
});

test('an analysis answers as of the network in which it was started', async () => {
  await open({ runSeconds: 30 });
  const { NetworkInsightsPath } = await clients.ec2.send(
    new CreateNetworkInsightsPathCommand({
      Source: ids.instanceA,
      Destination: ids.instanceB,
      Protocol: 'tcp',
      DestinationPort: 3389,
    }),
  );
  const NetworkInsightsPathId = NetworkInsightsPath?.NetworkInsightsPathId;
  await clients.ec2.send(new StartNetworkInsightsAnalysisCommand({ NetworkInsightsPathId }));
  await account.breakNetwork('security-group-closed');
  await clients.ec2.send(new StartNetworkInsightsAnalysisCommand({ NetworkInsightsPathId }));
  clock += 31_000;
  const { NetworkInsightsAnalyses = [] } = await clients.ec2.send(
    new DescribeNetworkInsightsAnalysesCommand({ NetworkInsightsPathId }),
  );
  expect(NetworkInsightsAnalyses.map(({ NetworkPathFound }) => NetworkPathFound)).toEqual([true, false]);
});

test('every transit gateway of the network is registered', async () => {
  await open();
  const { TransitGatewayRegistrations } = await clients.networkManager.send(
    new GetTransitGatewayRegistrationsCommand({ GlobalNetworkId: ids.globalNetwork }),
  );
  expect(TransitGatewayRegistrations).toMatchObject([{ TransitGatewayArn: transitGatewayArn }]);
});

test('another network can be given, whose account and Region it then is', async () => {
  const text = JSON.stringify(scenario)
    .replaceAll('111111111111', '222222222222')
    .replaceAll('ap-northeast-1', 'eu-west-1');
  await open({
    network: { ...JSON.parse(text), LoadBalancers: [{ LoadBalancerName: 'web', LoadBalancerArn: 'arn:x' }] },
  });
  expect(account.environment).toMatchObject({ ACCOUNT: '222222222222', AWS_REGION: 'eu-west-1' });
  const { LoadBalancers } = await clients.elbv2.send(new DescribeLoadBalancersCommand({}));
  expect(LoadBalancers).toMatchObject([{ LoadBalancerName: 'web' }]);
});

test('alerts and troubles go to topics of their own, and are kept apart', async () => {
  const told: string[] = [];
  await open({ told: ({ message }) => told.push(message) });
  const { TOPIC_ARN, TROUBLES_TOPIC_ARN } = account.environment;
  await clients.sns.send(new PublishCommand({ TopicArn: TOPIC_ARN, Message: 'a path broke' }));
  await clients.sns.send(new PublishCommand({ TopicArn: TROUBLES_TOPIC_ARN, Message: 'the budget is short' }));
  expect(account.published).toMatchObject([{ topicArn: TOPIC_ARN, message: 'a path broke' }]);
  expect(account.troubles).toMatchObject([{ topicArn: TROUBLES_TOPIC_ARN, message: 'the budget is short' }]);
  expect(told).toEqual(['a path broke', 'the budget is short']);
});

test('what the other channels take is told by their names and what it is about', async () => {
  const severities = ['critical', 'warning', 'info'] as const;
  const channels = {
    email: [],
    https: [],
    slack: [{ name: 'ops', secret: 'pathwatch/ops', severities }],
    chat: [{ name: 'noc', workspace: 'T0123ABCD', channel: 'C0123ABCD', severities }],
    events: { bus: 'pagers', severities },
  };
  const taken: Taken[] = [];
  await open({ channels, taken: (message) => taken.push(message) });
  const log = { info: () => undefined, error: () => undefined };
  const { announcer } = servicesOf(account.environment, clients, { log, channels, now: () => new Date(clock) });
  for (const channel of ['slack:ops', 'chat:noc', 'events']) await announcer.publish(anAlert(), channel);
  expect(taken).toMatchObject([
    { channel: 'slack:ops', at: '2026-11-22T10:00:00.000Z', title: expect.stringContaining('BROKEN') },
    { channel: 'chat:noc', title: expect.stringContaining('BROKEN') },
    { channel: 'events' },
  ]);
  expect(takenText({ channel: 'events', at: 'x', title: 'a\u001b[2J' })).toBe('x events has taken: a[2J\n');
});
