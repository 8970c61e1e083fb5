import { PolicyStatement } from 'aws-cdk-lib/aws-iam';

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
export const looking = (): readonly PolicyStatement[] => [
  new PolicyStatement({ sid: 'SeeTheNetwork', actions: describedBySnapshot, resources: ['*'] }),
  new PolicyStatement({ sid: 'LetTheAnalyzerSee', actions: [...describedByAnalyzer], resources: ['*'] }),
  new PolicyStatement({ sid: 'LetTheAnalyzerAsk', actions: [...queriedByAnalyzer], resources: ['*'] }),
];
