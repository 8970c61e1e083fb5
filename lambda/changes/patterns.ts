/*
 * The events that the rules let through, as EventBridge's patterns: read by the stack, by the embedded account's own bus and
 * by their tests. By the name of the call only the product's own are kept out, at each purchase some: a call that AWS adds
 * tomorrow must not be missed, and what changes no network is told apart by the function that gathers (calls.ts).
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-patterns.html
 */

/** A pattern in the form that EventBridge takes, but with the keys in the case of the events. */
export interface EventPattern {
  readonly source: readonly string[];
  readonly 'detail-type': readonly string[];
  readonly detail?: Readonly<Record<string, unknown>>;
}

/** Calls that were let through, of EC2 and of load balancing, by a trail: write events, and none that failed. */
export const writeCalls: EventPattern = {
  source: ['aws.ec2', 'aws.elasticloadbalancing'],
  'detail-type': ['AWS API Call via CloudTrail'],
  detail: {
    eventSource: ['ec2.amazonaws.com', 'elasticloadbalancing.amazonaws.com'],
    readOnly: [false],
    eventName: [
      {
        'anything-but': [
          'CreateNetworkInsightsPath',
          'StartNetworkInsightsAnalysis',
          'DeleteNetworkInsightsAnalysis',
          'DeleteNetworkInsightsPath',
        ],
      },
    ],
    errorCode: [{ exists: false }],
  },
};

/** Needs no trail. */
export const instanceStates: EventPattern = {
  source: ['aws.ec2'],
  'detail-type': ['EC2 Instance State-change Notification'],
};

/** Network Manager's events of one Region's transit gateways; they all come in us-west-2, or in us-gov-west-1. */
export const networkManagerEvents = (region: string): EventPattern => ({
  source: ['aws.networkmanager'],
  'detail-type': ['Network Manager Topology Change', 'Network Manager Routing Update', 'Network Manager Status Update'],
  detail: { region: [region] },
});

/** The forwarder's sign of life, which it sends on the way that the events take. */
export const FORWARDER_SOURCE = 'pathwatch.forwarder';
export const forwarderSigns: EventPattern = {
  source: [FORWARDER_SOURCE],
  'detail-type': ['Pathwatch Forwarder Alive'],
};
