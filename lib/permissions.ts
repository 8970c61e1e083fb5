import type { Stack } from 'aws-cdk-lib';
import type { TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Alias } from 'aws-cdk-lib/aws-lambda';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';

/*
 * What the roles may do: every statement in one place, each with its reason. Where a resource is `*`, the service knows no
 * resource for these actions (https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonec2.html), or they
 * read whichever there are.
 */

/** The tag that marks what a deployment makes; its value is the deployment's name. */
const TAG = 'pathwatch';

const insights = (stack: Stack, type: 'path' | 'analysis'): string =>
  stack.formatArn({ service: 'ec2', resource: `network-insights-${type}`, resourceName: '*' });

const ofType = (stack: Stack, ...types: readonly string[]): readonly string[] =>
  types.map((resource) => `arn:${stack.partition}:ec2:${stack.region}:*:${resource}/*`);

/**
 * The snapshot: free calls that read, nearly all of which the analyzer makes as well with the caller's rights. The routes
 * and the entries are read of every route table and prefix list, those of others and of AWS itself included.
 */
const describedBySnapshot = [
  'ec2:DescribeAddresses',
  'ec2:DescribeAvailabilityZones',
  'ec2:DescribeCustomerGateways',
  'ec2:DescribeEgressOnlyInternetGateways',
  'ec2:DescribeInstances',
  'ec2:DescribeInternetGateways',
  'ec2:DescribeManagedPrefixLists',
  'ec2:DescribeNatGateways',
  'ec2:DescribeNetworkAcls',
  'ec2:DescribeNetworkInterfaces',
  'ec2:DescribePrefixLists',
  'ec2:DescribeRouteTables',
  'ec2:DescribeSecurityGroups',
  'ec2:DescribeSubnets',
  'ec2:DescribeTransitGatewayAttachments',
  'ec2:DescribeTransitGatewayRouteTables',
  'ec2:DescribeTransitGatewayVpcAttachments',
  'ec2:DescribeTransitGateways',
  'ec2:DescribeVpcBlockPublicAccessExclusions',
  'ec2:DescribeVpcBlockPublicAccessOptions',
  'ec2:DescribeVpcEndpoints',
  'ec2:DescribeVpcPeeringConnections',
  'ec2:DescribeVpcs',
  'ec2:DescribeVpnConnections',
  'ec2:DescribeVpnGateways',
  'ec2:GetManagedPrefixListEntries',
  'ec2:GetTransitGatewayRouteTablePropagations',
  'ec2:SearchTransitGatewayRoutes',
  'elasticloadbalancing:DescribeListeners',
  'elasticloadbalancing:DescribeLoadBalancerAttributes',
  'elasticloadbalancing:DescribeLoadBalancers',
  'elasticloadbalancing:DescribeRules',
  'elasticloadbalancing:DescribeTargetGroupAttributes',
  'elasticloadbalancing:DescribeTargetGroups',
  'elasticloadbalancing:DescribeTargetHealth',
];

/**
 * What Reachability Analyzer reads with the caller's rights (forward access sessions), beyond the snapshot: the list of
 * AmazonVPCReachabilityAnalyzerFullAccessPolicy v4, without Direct Connect and Global Accelerator, which it documents as
 * omittable. Pathwatch itself never makes these calls.
 */
export const describedByAnalyzer: readonly string[] = [
  'ec2:DescribeRegions',
  'ec2:DescribeTransitGatewayConnects',
  'ec2:DescribeTransitGatewayPeeringAttachments',
  'ec2:DescribeTransitGatewayPolicyTables',
  'ec2:DescribeVpcEndpointServiceConfigurations',
  'ec2:GetTransitGatewayPolicyTableAssociations',
  'ec2:GetTransitGatewayPolicyTableEntries',
  'elasticloadbalancing:DescribeTags',
  'network-firewall:DescribeFirewall',
  'network-firewall:DescribeFirewallMetadata',
  'network-firewall:DescribeFirewallPolicy',
  'network-firewall:DescribeResourcePolicy',
  'network-firewall:DescribeRuleGroup',
  'network-firewall:ListFirewallPolicies',
  'network-firewall:ListFirewalls',
  'network-firewall:ListRuleGroups',
];

/** The analyzer's own query engine; without them a start is refused. */
export const queriedByAnalyzer: readonly string[] = [
  'tiros:CreateQuery',
  'tiros:ExtendQuery',
  'tiros:GetQueryAnswer',
  'tiros:GetQueryExplanation',
  'tiros:GetQueryExtensionAccounts',
];

/** Looks at the insights paths and analyses, and at the network. */
const looking = (): readonly PolicyStatement[] => [
  new PolicyStatement({ sid: 'SeeTheNetwork', actions: describedBySnapshot, resources: ['*'] }),
  new PolicyStatement({ sid: 'LetTheAnalyzerSee', actions: [...describedByAnalyzer], resources: ['*'] }),
  new PolicyStatement({ sid: 'LetTheAnalyzerAsk', actions: [...queriedByAnalyzer], resources: ['*'] }),
];

/** Finds what the deployment made. */
const finding = (): PolicyStatement =>
  new PolicyStatement({
    sid: 'FindInsights',
    actions: ['ec2:DescribeNetworkInsightsPaths', 'ec2:DescribeNetworkInsightsAnalyses'],
    resources: ['*'],
  });

/** What a path may lead from or to. */
export const endTypes = [
  'instance',
  'internet-gateway',
  'network-interface',
  'transit-gateway',
  'transit-gateway-attachment',
  'vpc-endpoint',
  'vpc-endpoint-service',
  'vpc-peering-connection',
  'vpn-gateway',
];

/** Makes insights paths and analyses, none without the deployment's tag; the analyzer must be let at their ends. */
const making = (stack: Stack, deployment: string): readonly PolicyStatement[] => [
  new PolicyStatement({
    sid: 'MakeTaggedInsightsPaths',
    actions: ['ec2:CreateNetworkInsightsPath'],
    resources: [insights(stack, 'path')],
    conditions: { StringEquals: { [`aws:RequestTag/${TAG}`]: deployment } },
  }),
  new PolicyStatement({
    sid: 'BetweenAnyEnds',
    actions: ['ec2:CreateNetworkInsightsPath'],
    resources: [...ofType(stack, ...endTypes)],
  }),
  new PolicyStatement({
    sid: 'AnalyseOwnInsightsPaths',
    actions: ['ec2:StartNetworkInsightsAnalysis'],
    resources: [insights(stack, 'path')],
    conditions: { StringEquals: { [`aws:ResourceTag/${TAG}`]: deployment } },
  }),
  new PolicyStatement({
    sid: 'IntoTaggedAnalyses',
    actions: ['ec2:StartNetworkInsightsAnalysis'],
    resources: [insights(stack, 'analysis')],
    conditions: { StringEquals: { [`aws:RequestTag/${TAG}`]: deployment } },
  }),
  new PolicyStatement({
    sid: 'TagAtTheMakingOnly',
    actions: ['ec2:CreateTags'],
    resources: [insights(stack, 'path'), insights(stack, 'analysis')],
    conditions: {
      StringEquals: { 'ec2:CreateAction': ['CreateNetworkInsightsPath', 'StartNetworkInsightsAnalysis'] },
    },
  }),
];

/** Removes what carries the deployment's tag, and nothing that others made. */
const removing = (stack: Stack, deployment: string): PolicyStatement =>
  new PolicyStatement({
    sid: 'RemoveOwnInsights',
    actions: ['ec2:DeleteNetworkInsightsAnalysis', 'ec2:DeleteNetworkInsightsPath'],
    resources: [insights(stack, 'path'), insights(stack, 'analysis')],
    conditions: { StringEquals: { [`aws:ResourceTag/${TAG}`]: deployment } },
  });

/** Route Analyzer; a global network is of the account, in no Region. */
const routing = (stack: Stack): readonly PolicyStatement[] => {
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
const auditing = (stack: Stack): readonly PolicyStatement[] => [
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

/** The sweep's own part of the network; table, topics and itself are granted by their constructs. */
export const sweepStatements = (stack: Stack, deployment: string): readonly PolicyStatement[] => [
  ...looking(),
  finding(),
  ...making(stack, deployment),
  removing(stack, deployment),
  ...routing(stack),
  ...auditing(stack),
];

/** What the gathering of changes needs: its queue, the table without its indexes, and the start of a sweep. */
export const gatherStatements = (queue: IQueue, table: TableV2, sweep: Alias): readonly PolicyStatement[] => [
  // By Lambda's poller: https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html.
  new PolicyStatement({
    sid: 'TakeChanges',
    actions: ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'],
    resources: [queue.queueArn],
  }),
  new PolicyStatement({
    sid: 'KeepChanges',
    actions: ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem', 'dynamodb:BatchWriteItem'],
    resources: [table.tableArn],
  }),
  new PolicyStatement({
    sid: 'StartTheSweep',
    actions: ['lambda:InvokeFunction'],
    resources: [sweep.functionArn],
  }),
];

/** What is needed to clear away, when the stack goes, what the sweeps made. */
export const farewellStatements = (stack: Stack, deployment: string): readonly PolicyStatement[] => [
  finding(),
  removing(stack, deployment),
];
