import type { Delivery } from '../../lambda/monitor/gather.ts';

/** A call as EventBridge delivers it: `n` makes it one of its own. */
export const aCallEvent = (n: number, detail: Readonly<Record<string, unknown>> = {}) => ({
  version: '0',
  id: `event-${n}`,
  'detail-type': 'AWS API Call via CloudTrail',
  source: 'aws.ec2',
  account: '111111111111',
  time: new Date(Date.UTC(2026, 10, 22, 10, 0, n % 50)).toISOString().replace('.000', ''),
  region: 'us-east-1',
  resources: [],
  detail: {
    eventVersion: '1.11',
    userIdentity: { type: 'IAMUser', arn: 'arn:aws:iam::111111111111:user/alice' },
    eventTime: new Date(Date.UTC(2026, 10, 22, 10, 0, n % 50)).toISOString().replace('.000', ''),
    eventSource: 'ec2.amazonaws.com',
    eventName: 'DeleteRoute',
    sourceIPAddress: '203.0.113.7',
    userAgent: 'aws-cli/2.15.0',
    requestParameters: { routeTableId: 'rtb-0aaaaaaaaaaaaaaaa', destinationCidrBlock: '10.0.0.0/16' },
    eventID: `call-${n}`,
    readOnly: false,
    eventType: 'AwsApiCall',
    ...detail,
  },
});

/** A message of the queue. */
export const aDelivery = (n: number, event: unknown = aCallEvent(n)): Delivery => ({
  messageId: `00000000-0000-4000-8000-${n.toString().padStart(12, '0')}`,
  body: typeof event === 'string' ? event : JSON.stringify(event),
  at: '2026-11-22T10:01:00.000Z',
});

export const aForwarderSign = {
  source: 'pathwatch.forwarder',
  'detail-type': 'Pathwatch Forwarder Alive',
  detail: {},
};
