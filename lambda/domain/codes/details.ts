import { gap, note, type Row } from './row.ts';

/**
 * Every additional detail code of Reachability Analyzer.
 * https://docs.aws.amazon.com/vpc/latest/reachability/additional-detail-codes.html
 */
// biome-ignore format: a table, three lines a code
export const details = {
  ASSUMPTION_PRESERVE_CLIENT_IP_IS_DISABLED: gap(['component'],
    'the attributes of a target group could not be read; client IP preservation was taken to be off',
    "Allow elasticloadbalancing:DescribeTargetGroupAttributes to Pathwatch's role."),
  ASSUMPTION_PRESERVE_CLIENT_IP_IS_ENABLED: gap(['component'],
    'the attributes of a target group could not be read; client IP preservation was taken to be on',
    "Allow elasticloadbalancing:DescribeTargetGroupAttributes to Pathwatch's role."),
  AVAILABILITY_ZONE_CROSSED: note(['component'],
    'the path crosses from one Availability Zone to another'),
  FIREWALL_UNSUPPORTED_HIGHER_PRIORITY_RULE_GROUP_TYPE: gap(['component'],
    'a Network Firewall rule group of higher priority may match the traffic and was not considered (unsupported type)',
    'Read that rule group by hand.'),
  FIREWALL_UNSUPPORTED_HIGHER_PRIORITY_RULES: gap(['component'],
    'a Network Firewall rule of higher priority may match the traffic and was not considered (unsupported option)',
    'Read that rule by hand.'),
  FIREWALL_UNSUPPORTED_RULE_OPTIONS: gap(['component'],
    'the Network Firewall rule that matches has an option that was not considered',
    'Read that rule by hand.'),
  MISSING_TARGET_GROUP_ATTRIBUTES: gap(['component'],
    'the attributes of a target group could not be read and were not considered',
    "Allow elasticloadbalancing:DescribeTargetGroupAttributes to Pathwatch's role."),
  PATH_THROUGH_GWLB_NOT_CHECKED: gap(['component'],
    'what the appliances behind a Gateway Load Balancer endpoint do to the traffic was not analysed',
    'See the logs of the appliance.'),
  RESPONSE_RTB_HAS_NO_ROUTE_TO_TRANSIT_GATEWAY: gap(['component'],
    '[{component}: ]there is no route from this end back to the transit gateway; replies may be dropped',
    'Add a route for the other end, over the transit gateway, to the route table of this subnet.'),
  TRANSIT_GATEWAY_APPLIANCE_MODE_RECOMMENDED: note(['component'],
    'the path passes Network Firewall behind a transit gateway attachment without appliance mode',
    'Turn on appliance mode on that attachment, so that both ways take the same firewall endpoint.'),
  UNIDIRECTIONAL_PATH_ANALYSIS_ONLY: gap(['component'],
    'Reachability Analyzer looked at the way there alone; the way back may be blocked'),
} as const satisfies Readonly<Record<string, Row>>;
