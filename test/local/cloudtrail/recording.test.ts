import { type CloudTrailClient, LookupEventsCommand } from '@aws-sdk/client-cloudtrail';
import {
  AuthorizeSecurityGroupIngressCommand,
  CreateNetworkInsightsPathCommand,
  CreateTagsCommand,
  DeleteRouteCommand,
  DescribeVpcsCommand,
  type EC2Client,
  StopInstancesCommand,
  TerminateInstancesCommand,
} from '@aws-sdk/client-ec2';
import { type Clients, closeClients } from '../../../lambda/aws/clients.ts';
import { clientsOf } from '../../../lambda/compose.ts';
import { type AccountOptions, type EmbeddedAccount, openAccount } from '../../../local/account.ts';
import { useEmbeddedCredentials } from '../../../local/credentials.ts';
import { ec2As } from '../../../local/ec2-as.ts';
import type { QueueEvent } from '../../../local/events/queue.ts';
import { cidrA, ids } from '../../../local/scenario/ids.ts';

const alice = 'arn:aws:iam::111111111111:user/alice';
const deploy = 'arn:aws:sts::111111111111:assumed-role/deploy/build-7';

let account: EmbeddedAccount;
let clients: Clients;
let asAlice: EC2Client;
let delivered: QueueEvent[];

const open = async (options: AccountOptions = {}): Promise<void> => {
  useEmbeddedCredentials();
  delivered = [];
  account = await openAccount({
    now: () => new Date('2026-11-22T10:00:00.700Z'),
    windowSeconds: 0.01,
    principals: { AKIAALICE: { arn: alice, sourceAddress: '203.0.113.7' }, ASIADEPLOY: { arn: deploy } },
    ...options,
  });
  clients = clientsOf(account.environment);
  asAlice = ec2As(account.environment, 'AKIAALICE', 'APN/1.0 HashiCorp/1.0 Terraform/1.9.0');
  account.events.subscribe(async (event) => delivered.push(event));
};

afterEach(async () => {
  asAlice.destroy();
  closeClients(clients);
  await account.close();
});

const heard = async () => {
  await account.events.settled();
  return delivered.flatMap(({ Records }) => Records).map(({ body }) => JSON.parse(body));
};

const found = async (cloudtrail: CloudTrailClient, ResourceName: string) => {
  const { Events = [] } = await cloudtrail.send(
    new LookupEventsCommand({ LookupAttributes: [{ AttributeKey: 'ResourceName', AttributeValue: ResourceName }] }),
  );
  return Events;
};

const deleteRoute = new DeleteRouteCommand({ RouteTableId: ids.routesB, DestinationCidrBlock: cidrA });

test('a call by a named principal is on the bus and in the history, with principal, address and tool', async () => {
  await open();
  const { $metadata } = await asAlice.send(deleteRoute);
  const record = {
    eventSource: 'ec2.amazonaws.com',
    eventName: 'DeleteRoute',
    eventTime: '2026-11-22T10:00:00Z',
    awsRegion: 'ap-northeast-1',
    userIdentity: { type: 'IAMUser', arn: alice, userName: 'alice', accessKeyId: 'AKIAALICE' },
    sourceIPAddress: '203.0.113.7',
    userAgent: expect.stringContaining('Terraform/1.9.0'),
    requestParameters: { routeTableId: ids.routesB, destinationCidrBlock: cidrA },
    responseElements: { _return: true },
    requestID: $metadata.requestId,
    readOnly: false,
    recipientAccountId: '111111111111',
  };
  expect(await heard()).toMatchObject([
    { 'detail-type': 'AWS API Call via CloudTrail', source: 'aws.ec2', time: '2026-11-22T10:00:00Z', detail: record },
  ]);
  const [event, ...others] = await found(clients.cloudtrail, ids.routesB);
  expect(others).toEqual([]);
  expect(event).toMatchObject({
    EventName: 'DeleteRoute',
    Username: 'alice',
    AccessKeyId: 'AKIAALICE',
    EventTime: new Date('2026-11-22T10:00:00Z'),
    Resources: [{ ResourceType: 'AWS::EC2::RouteTable', ResourceName: ids.routesB }],
  });
  expect(JSON.parse(event?.CloudTrailEvent ?? '')).toMatchObject(record);
});

test("a key that nobody named is the account's operator", async () => {
  await open();
  await clients.ec2.send(deleteRoute);
  expect(await heard()).toMatchObject([
    { detail: { userIdentity: { arn: 'arn:aws:iam::111111111111:user/operator' }, sourceIPAddress: '127.0.0.1' } },
  ]);
});

test('a call of a transit gateway has its parameters under its name, and is found by its table', async () => {
  await open();
  await account.breakNetwork('transit-route-missing');
  expect(await heard()).toMatchObject([
    {
      detail: {
        eventName: 'DeleteTransitGatewayRoute',
        requestParameters: {
          DeleteTransitGatewayRouteRequest: {
            TransitGatewayRouteTableId: ids.transitRoutesB,
            DestinationCidrBlock: cidrA,
          },
        },
        responseElements: { DeleteTransitGatewayRouteResponse: { route: { destinationCidrBlock: cidrA } } },
      },
    },
  ]);
  expect(await found(clients.cloudtrail, ids.transitRoutesB)).toHaveLength(1);
});

test('a refused call is in the history, with its error, and does not pass the rule', async () => {
  await open();
  const wrong = new DeleteRouteCommand({ RouteTableId: ids.routesB, DestinationCidrBlock: '203.0.113.0/24' });
  await expect(asAlice.send(wrong)).rejects.toMatchObject({ name: 'InvalidRoute.NotFound' });
  expect(await heard()).toEqual([]);
  const [event] = await found(clients.cloudtrail, ids.routesB);
  expect(JSON.parse(event?.CloudTrailEvent ?? '')).toMatchObject({
    errorCode: 'Client.InvalidRoute.NotFound',
    errorMessage: expect.any(String),
    responseElements: null,
  });
});

test('a dry run is a call that was refused', async () => {
  await open();
  await expect(asAlice.send(new DeleteRouteCommand({ ...deleteRoute.input, DryRun: true }))).rejects.toThrow();
  expect(await heard()).toEqual([]);
  const [event] = await found(clients.cloudtrail, ids.routesB);
  expect(JSON.parse(event?.CloudTrailEvent ?? '').errorCode).toBe('Client.DryRunOperation');
});

test('a call that only reads is not recorded', async () => {
  await open();
  await clients.ec2.send(new DescribeVpcsCommand({ VpcIds: [ids.vpcA] }));
  expect(await found(clients.cloudtrail, ids.vpcA)).toEqual([]);
});

test("what the monitor itself makes is recorded too, and a new resource is found by the answer's id", async () => {
  await open();
  const { NetworkInsightsPath } = await clients.ec2.send(
    new CreateNetworkInsightsPathCommand({ Source: ids.instanceA, Destination: ids.instanceB, Protocol: 'tcp' }),
  );
  const [event] = await found(clients.cloudtrail, NetworkInsightsPath?.NetworkInsightsPathId ?? '');
  expect(event?.EventName).toBe('CreateNetworkInsightsPath');
});

test('without a trail no call reaches the bus, and all are in the history', async () => {
  await open({ trail: false });
  await asAlice.send(deleteRoute);
  expect(await heard()).toEqual([]);
  expect(await found(clients.cloudtrail, ids.routesB)).toHaveLength(1);
});

test.each<[string, AccountOptions['trail'], number]>([
  ['logs read events only', { selectors: [{ ReadWriteType: 'ReadOnly', IncludeManagementEvents: true }] }, 0],
  ['logs write events', { selectors: [{ ReadWriteType: 'WriteOnly', IncludeManagementEvents: true }] }, 1],
  ['is stopped', { logging: false }, 0],
  ['is of another Region alone', { homeRegion: 'us-east-1', multiRegion: false }, 0],
  [
    'has advanced selectors without those of KMS',
    {
      advancedSelectors: [
        {
          FieldSelectors: [
            { Field: 'eventCategory', Equals: ['Management'] },
            { Field: 'eventSource', NotEquals: ['kms.amazonaws.com'] },
          ],
        },
      ],
    },
    1,
  ],
])('where the trail %s, the bus hears of %3$d calls', async (_, trail, count) => {
  await open({ trail: trail ?? {} });
  await asAlice.send(deleteRoute);
  expect(await heard()).toHaveLength(count);
});

test('the history is late, the bus is not', async () => {
  let clock = Date.parse('2026-11-22T10:00:00.000Z');
  await open({ historyLagSeconds: 300, now: () => new Date(clock) });
  await asAlice.send(deleteRoute);
  expect(await heard()).toHaveLength(1);
  expect(await found(clients.cloudtrail, ids.routesB)).toEqual([]);
  clock += 300_000;
  expect(await found(clients.cloudtrail, ids.routesB)).toHaveLength(1);
});

test('an instance that is stopped tells its states, with a trail or without', async () => {
  await open({ trail: false });
  await asAlice.send(new StopInstancesCommand({ InstanceIds: [ids.instanceA] }));
  await asAlice.send(new StopInstancesCommand({ InstanceIds: [ids.instanceA] }));
  await asAlice.send(new TerminateInstancesCommand({ InstanceIds: [ids.instanceA] }));
  const events = await heard();
  expect(events.map(({ detail }) => detail.state)).toEqual(['stopping', 'stopped', 'shutting-down', 'terminated']);
  expect(events[0]).toMatchObject({
    source: 'aws.ec2',
    'detail-type': 'EC2 Instance State-change Notification',
    resources: [`arn:aws:ec2:ap-northeast-1:111111111111:instance/${ids.instanceA}`],
    detail: { 'instance-id': ids.instanceA },
  });
});

test('an event of another service can be put, and passes if a rule wants it', async () => {
  await open();
  const routing = { source: 'aws.networkmanager', 'detail-type': 'Network Manager Routing Update' };
  account.events.put({ ...routing, detail: { region: 'ap-northeast-1', changeType: 'TGW-ROUTE-UNINSTALLED' } });
  account.events.put({ ...routing, detail: { region: 'eu-west-1', changeType: 'TGW-ROUTE-UNINSTALLED' } });
  account.events.put({ source: 'aws.s3', 'detail-type': 'Object Created', detail: {} });
  expect(await heard()).toMatchObject([{ source: 'aws.networkmanager', detail: { region: 'ap-northeast-1' } }]);
});

test('ids of events can be given', async () => {
  let count = 0;
  await open({ newEventId: () => `id-${++count}` });
  await asAlice.send(new CreateTagsCommand({ Resources: [ids.vpcA], Tags: [{ Key: 'a', Value: 'b' }] }));
  expect(await heard()).toMatchObject([{ id: 'id-2', detail: { eventID: 'id-1' } }]);
});

test('a call that came too fast is recorded as refused to the client', async () => {
  await open({ throttled: true });
  const wrong = new AuthorizeSecurityGroupIngressCommand({ GroupId: ids.groupB, IpPermissions: [] });
  const once = ec2As(account.environment, 'ASIADEPLOY');
  once.config.maxAttempts = async () => 1;
  await Promise.allSettled(Array.from({ length: 51 }, () => once.send(wrong)));
  once.destroy();
  const codes = (await found(clients.cloudtrail, ids.groupB)).map(
    ({ CloudTrailEvent = '' }) => JSON.parse(CloudTrailEvent).errorCode,
  );
  expect(codes).toContain('Client.RequestLimitExceeded');
});
