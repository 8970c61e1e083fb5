import type { Stack } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';

/** The tag that marks what a deployment makes; its value is the deployment's name. */
const TAG = 'pathwatch';

const insights = (stack: Stack, type: 'path' | 'analysis'): string =>
  stack.formatArn({ service: 'ec2', resource: `network-insights-${type}`, resourceName: '*' });

const ofType = (stack: Stack, ...types: readonly string[]): readonly string[] =>
  types.map((resource) => `arn:${stack.partition}:ec2:${stack.region}:*:${resource}/*`);

/** Finds what the deployment made. */
export const finding = (): PolicyStatement =>
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
export const making = (stack: Stack, deployment: string): readonly PolicyStatement[] => [
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
export const removing = (stack: Stack, deployment: string): PolicyStatement =>
  new PolicyStatement({
    sid: 'RemoveOwnInsights',
    actions: ['ec2:DeleteNetworkInsightsAnalysis', 'ec2:DeleteNetworkInsightsPath'],
    resources: [insights(stack, 'path'), insights(stack, 'analysis')],
    conditions: { StringEquals: { [`aws:ResourceTag/${TAG}`]: deployment } },
  });
