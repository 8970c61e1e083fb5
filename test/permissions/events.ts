import { randomUUID } from 'node:crypto';
import { FORWARDER_SOURCE, forwarderSigns } from '../../lambda/changes/patterns.ts';
import { ACCOUNT, cidrB, ids, REGION } from '../../local/scenario/ids.ts';

/*
 * Events as EventBridge delivers them, of the scenario's network, and as they come out of the queue:
 * https://docs.aws.amazon.com/eventbridge/latest/ref/overiew-event-structure.html,
 * https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html.
 */

export interface BusEvent {
  readonly id: string;
  readonly source: string;
  readonly 'detail-type': string;
  readonly detail: Readonly<Record<string, unknown>>;
}

const event = (
  at: Date,
  source: string,
  detailType: string,
  detail: Readonly<Record<string, unknown>>,
): BusEvent & Readonly<Record<string, unknown>> => ({
  version: '0',
  id: randomUUID(),
  'detail-type': detailType,
  source,
  account: ACCOUNT,
  time: `${at.toISOString().slice(0, 19)}Z`,
  region: REGION,
  resources: [],
  detail,
});

/** Somebody deletes the route from A to B: a write call, by a trail. */
export const routeDeleted = (at: Date): BusEvent =>
  event(at, 'aws.ec2', 'AWS API Call via CloudTrail', {
    eventVersion: '1.10',
    userIdentity: {
      type: 'AssumedRole',
      principalId: 'AROAEXAMPLE:ana',
      arn: `arn:aws:sts::${ACCOUNT}:assumed-role/NetworkAdmin/ana`,
      accountId: ACCOUNT,
      sessionContext: {
        sessionIssuer: { type: 'Role', arn: `arn:aws:iam::${ACCOUNT}:role/NetworkAdmin`, accountId: ACCOUNT },
        attributes: { creationDate: at.toISOString(), mfaAuthenticated: 'false' },
      },
    },
    eventTime: `${at.toISOString().slice(0, 19)}Z`,
    eventSource: 'ec2.amazonaws.com',
    eventName: 'DeleteRoute',
    awsRegion: REGION,
    sourceIPAddress: '203.0.113.7',
    userAgent: 'aws-cli/2.31.0 md/awscrt#0.27.6 ua/2.1 os/linux#6.8 md/command#ec2.delete-route',
    requestParameters: { routeTableId: ids.routesA, destinationCidrBlock: cidrB },
    responseElements: { requestId: randomUUID(), _return: true },
    requestID: randomUUID(),
    eventID: randomUUID(),
    readOnly: false,
    eventType: 'AwsApiCall',
    managementEvent: true,
    recipientAccountId: ACCOUNT,
    eventCategory: 'Management',
  });

/** An instance stops: needs no trail. */
export const instanceStopped = (at: Date): BusEvent =>
  event(at, 'aws.ec2', 'EC2 Instance State-change Notification', { 'instance-id': ids.instanceB, state: 'stopped' });

/** The forwarder is alive. */
export const forwarderAlive = (at: Date): BusEvent =>
  event(at, FORWARDER_SOURCE, `${forwarderSigns['detail-type'][0]}`, { region: REGION });

/** Events as Lambda hands them to the function, out of the queue. */
export const batchOf = (events: readonly BusEvent[], sentAt: Date) => ({
  Records: events.map((sent) => ({
    messageId: randomUUID(),
    body: JSON.stringify(sent),
    attributes: { SentTimestamp: `${sentAt.getTime()}` },
  })),
});
