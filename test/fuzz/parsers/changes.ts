import type fc from 'fast-check';
import { changeSchema } from '../../../lambda/aws/finding-schema.ts';
import { isWatched } from '../../../lambda/changes/calls.ts';
import { parsedJson } from '../../../lambda/changes/parsed-json.ts';
import { isForwarderSign, readEvent } from '../../../lambda/changes/read-event.ts';
import { readRecord } from '../../../lambda/changes/read-record.ts';
import type { Change } from '../../../lambda/domain/change.ts';
import { isRaw, part } from '../../../lambda/snapshot/raw.ts';
import { anyJson } from '../any-json.ts';
import { must, type Outcome, type Target } from '../target.ts';

const AT = '2026-11-22T10:00:00.000Z';
const delivery = { id: 'message-1', at: AT };

/** Bytes that one change may take of the table, whatever an event says: 25 of them are one batch, an item has 400 KB. */
const MOST = 40_000;

const record = {
  eventVersion: '1.11',
  userIdentity: {
    type: 'AssumedRole',
    principalId: 'AROAEXAMPLE:ana',
    arn: 'arn:aws:sts::111111111111:assumed-role/NetworkAdmin/ana',
    accountId: '111111111111',
    sessionContext: { sessionIssuer: { type: 'Role', arn: 'arn:aws:iam::111111111111:role/NetworkAdmin' } },
  },
  eventTime: '2026-11-22T09:58:31Z',
  eventSource: 'ec2.amazonaws.com',
  eventName: 'DeleteRoute',
  awsRegion: 'us-east-1',
  sourceIPAddress: '203.0.113.7',
  userAgent: 'aws-cli/2.31.0 md/awscrt#0.27.6',
  requestParameters: { routeTableId: 'rtb-021ab122f4f50d879', destinationCidrBlock: '10.0.0.0/16' },
  responseElements: { requestId: 'c6671a81-468c-41e2-abd5-0ec843ee0db3', _return: true },
  requestID: 'c6671a81-468c-41e2-abd5-0ec843ee0db3',
  eventID: 'a4ff516f-8f9a-4c36-9700-b31a883c1a6e',
  readOnly: false,
  errorCode: '',
};

const authorized = {
  ...record,
  eventName: 'AuthorizeSecurityGroupIngress',
  requestParameters: {
    groupId: 'sg-073c4d556bf048ea0',
    ipPermissions: {
      items: [{ ipProtocol: 'tcp', fromPort: 443, toPort: 443, ipRanges: { items: [{ cidrIp: '0.0.0.0/0' }] } }],
    },
  },
};

const balanced = {
  ...record,
  eventSource: 'elasticloadbalancing.amazonaws.com',
  eventName: 'DeregisterTargets',
  requestParameters: {
    targetGroupArn: 'arn:aws:elasticloadbalancing:us-east-1:1:targetgroup/tg/0',
    targets: [{ id: 'i-1' }],
  },
};

const event = (type: string, source: string, detail: unknown): object => ({
  version: '0',
  id: '2f0e7a3c-0000-4000-8000-000000000000',
  'detail-type': type,
  source,
  account: '111111111111',
  time: '2026-11-22T09:58:40Z',
  region: 'us-east-1',
  resources: ['arn:aws:ec2:us-east-1:111111111111:instance/i-0d1c5a8e3f7b92604'],
  detail,
});

const networkManager = (type: string, change: string): object =>
  event(type, 'aws.networkmanager', {
    changeType: change,
    changeDescription: 'Routes in one or more Transit Gateway route tables have been uninstalled.',
    region: 'us-east-1',
    transitGatewayArn: 'arn:aws:ec2:us-east-1:111111111111:transit-gateway/tgw-0123456789abcdef0',
    transitGatewayRouteTableArns: ['arn:aws:ec2:us-east-1:111111111111:transit-gateway-route-table/tgw-rtb-0'],
    routes: [{ destinationCidrBlock: '10.1.0.0/16', attachments: [{ attachmentType: 'vpc', resourceId: 'vpc-1' }] }],
    sequenceNumber: 7,
  });

const checkChange = (change: Change): void => {
  changeSchema.parse(JSON.parse(JSON.stringify(change)));
  must(change.id !== '' && change.name !== '', 'a change has an id and a name');
  must(new Date(change.at).toISOString() === change.at, 'its time is in the form that sorts');
  must(JSON.stringify(change).length <= MOST, 'it is bounded, whatever the event says');
  if (change.concern.kind === 'resources')
    must(change.concern.ids.length > 0, 'what concerns nothing that is named may concern anything');
};

/** Only of what is known to have changed nothing may nothing be kept. */
const isHarmless = (raw: unknown): boolean => {
  if (!isRaw(raw)) return false;
  const failed = typeof raw.errorCode === 'string' && raw.errorCode !== '';
  const ignored = isWatched(`${raw.eventSource}`, `${raw.eventName}`.trim()) === 'ignored';
  return failed || raw.readOnly === true || raw.readOnly === 'true' || ignored;
};

const takeEvent = (body: string): Outcome => {
  const change = readEvent(body, delivery);
  const isSign = isForwarderSign(body);
  if (change === undefined) {
    const content = parsedJson(body);
    must(isSign || (isRaw(content) && isHarmless(part(content, 'detail'))), 'what is passed over changed nothing');
    return 'refused';
  }
  must(!isSign, 'a sign of life is no change');
  checkChange(change);
  return change.concern.kind === 'resources' ? 'accepted' : 'refused';
};

const takeRecord = (body: string): Outcome => {
  const change = readRecord(body, AT);
  if (change === undefined) {
    must(isHarmless(parsedJson(body)), 'what is passed over changed nothing');
    return 'refused';
  }
  checkChange(change);
  return change.concern.kind === 'resources' ? 'accepted' : 'refused';
};

const words = ['DescribeVpcs', 'CreateRoute', 'CreateTags', 'pathwatch.forwarder', 'errorCode', 'true', 'eni-0', 'Z'];
const inputs = (documents: readonly object[]): fc.Arbitrary<string> => anyJson(documents, words);

/** The body of a message of the queue that tells of a call. */
export const cloudtrailEvents: Target<string> = {
  name: 'cloudtrail-events',
  parses: 'calls that EventBridge tells of, out of the queue',
  inputs: inputs([record, authorized, balanced].map((one) => event('AWS API Call via CloudTrail', 'aws.ec2', one))),
  take: takeEvent,
};

/** What LookupEvents answers of a call. */
export const cloudtrailRecords: Target<string> = {
  name: 'cloudtrail-records',
  parses: 'calls as LookupEvents tells them',
  inputs: inputs([record, authorized, balanced]),
  take: takeRecord,
};

/** The same queue, with what is no call. */
export const networkEvents: Target<string> = {
  name: 'network-events',
  parses: 'events of Network Manager and of instances, and signs of the forwarder',
  inputs: inputs([
    networkManager('Network Manager Routing Update', 'TGW-ROUTES-UNINSTALLED'),
    networkManager('Network Manager Topology Change', 'VPC-ATTACHMENT-DELETED'),
    networkManager('Network Manager Status Update', 'VPN-CONNECTION-IPSEC-DOWN'),
    event('EC2 Instance State-change Notification', 'aws.ec2', {
      'instance-id': 'i-0d1c5a8e3f7b92604',
      state: 'stopped',
    }),
    event('Pathwatch Forwarder', 'pathwatch.forwarder', { region: 'us-east-1' }),
  ]),
  take: takeEvent,
};
