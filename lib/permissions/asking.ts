import type { Stack } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';

/** Route Analyzer; a global network is of the account, in no Region. */
export const routing = (stack: Stack): readonly PolicyStatement[] => {
  const globalNetworks = `arn:${stack.partition}:networkmanager::${stack.account}:global-network/*`;
  return [
    // The call names no global network, and for this action a resource is optional.
    new PolicyStatement({
      sid: 'FindGlobalNetworks',
      actions: ['networkmanager:DescribeGlobalNetworks'],
      resources: ['*'],
    }),
    new PolicyStatement({
      sid: 'AnalyseRoutes',
      actions: [
        'networkmanager:GetTransitGatewayRegistrations',
        'networkmanager:StartRouteAnalysis',
        'networkmanager:GetRouteAnalysis',
      ],
      resources: [globalNetworks],
    }),
  ];
};

/**
 * Who changed what, and whether a trail brings the calls of this Region to EventBridge. A trail may be another Region's, the
 * organisation's in another account included: https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_GetTrailStatus.html.
 */
export const auditing = (stack: Stack): readonly PolicyStatement[] => [
  new PolicyStatement({
    sid: 'FindWhoChangedIt',
    actions: ['cloudtrail:LookupEvents', 'cloudtrail:DescribeTrails'],
    resources: ['*'],
  }),
  new PolicyStatement({
    sid: 'SeeWhatTrailsLog',
    actions: ['cloudtrail:GetTrailStatus', 'cloudtrail:GetEventSelectors'],
    resources: [`arn:${stack.partition}:cloudtrail:*:*:trail/*`],
  }),
];

/**
 * Flow logs as witnesses. Which log groups they write to is found at run time; a query reads, and is paid for by what it
 * scans. A query's answers are asked for by its id, of which no ARN is made:
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoncloudwatchlogs.html.
 */
export const witnessing = (stack: Stack): readonly PolicyStatement[] => [
  new PolicyStatement({ sid: 'FindFlowLogs', actions: ['ec2:DescribeFlowLogs'], resources: ['*'] }),
  new PolicyStatement({
    sid: 'QueryFlowLogs',
    actions: ['logs:StartQuery'],
    resources: [`arn:${stack.partition}:logs:${stack.region}:${stack.account}:log-group:*`],
  }),
  new PolicyStatement({
    sid: 'ReadQueries',
    actions: ['logs:GetQueryResults', 'logs:StopQuery'],
    resources: ['*'],
  }),
];
