import type {
  AnalysisAclRule,
  AnalysisRouteTableRoute,
  AnalysisSecurityGroupRule,
  AnalysisTransitGatewayPolicyTableEntry,
  FirewallStatefulRule,
  FirewallStatelessRule,
  PortRange,
  TransitGatewayRouteTableRoute,
} from '@aws-sdk/client-ec2';

const words = (...parts: readonly (string | number | undefined | false)[]): string =>
  parts.filter((part) => part !== undefined && part !== false && part !== '').join(' ');

const listed = (values: readonly (string | number)[] | undefined, otherwise: string): string =>
  values === undefined || values.length === 0 ? otherwise : values.join(', ');

const noted = (...notes: readonly (string | undefined | false)[]): string | undefined => {
  const given = notes.filter((note) => note !== undefined && note !== false);
  return given.length === 0 ? undefined : `(${given.join(', ')})`;
};

/** `443`, `1024-65535`. */
export const portRangeText = ({ From, To }: PortRange): string =>
  From === To ? `${From}` : `${From ?? 0}-${To ?? 65535}`;

const ports = (ranges: readonly PortRange[] | undefined): string | undefined =>
  ranges === undefined || ranges.length === 0 ? undefined : ranges.map(portRangeText).join(', ');

const one = (range: PortRange | undefined): string | undefined => range && portRangeText(range);

/** `allow tcp 443 from 10.0.0.0/16 (ingress, rule 100)`. */
export const aclRuleText = (rule: AnalysisAclRule): string =>
  words(
    rule.RuleAction,
    rule.Protocol,
    one(rule.PortRange),
    rule.Cidr && `${rule.Egress === true ? 'to' : 'from'} ${rule.Cidr}`,
    noted(
      rule.Egress !== undefined && (rule.Egress ? 'egress' : 'ingress'),
      rule.RuleNumber !== undefined && `rule ${rule.RuleNumber}`,
    ),
  );

/** `allow tcp 22 from 0.0.0.0/0 (ingress)`; a security group can only allow. */
export const securityGroupRuleText = (rule: AnalysisSecurityGroupRule): string => {
  const peers = [rule.Cidr, rule.PrefixListId, rule.SecurityGroupId].filter((peer) => peer !== undefined);
  return words(
    'allow',
    rule.Protocol,
    one(rule.PortRange),
    peers.length > 0 && `${rule.Direction === 'egress' ? 'to' : 'from'} ${peers.join(', ')}`,
    noted(rule.Direction),
  );
};

/** `route 10.1.0.0/16 to tgw-… (active, CreateRoute)`. */
export const routeText = (route: AnalysisRouteTableRoute): string => {
  const { DestinationCidr, DestinationPrefixListId, Origin, State, ...targets } = route;
  return words(
    'route',
    listed(
      [DestinationCidr, DestinationPrefixListId].filter((part) => part !== undefined),
      '',
    ),
    'to',
    listed(
      Object.values(targets).filter((target) => typeof target === 'string'),
      'no target',
    ),
    noted(State, Origin),
  );
};

/** `route 10.1.0.0/16 to tgw-attach-… (vpc vpc-…, active, propagated)`. */
export const transitGatewayRouteText = (route: TransitGatewayRouteTableRoute): string =>
  words(
    'route',
    listed(
      [route.DestinationCidr, route.PrefixListId].filter((part) => part !== undefined),
      '',
    ),
    'to',
    route.AttachmentId ?? 'no attachment',
    noted(words(route.ResourceType, route.ResourceId) || undefined, route.State, route.RouteOrigin),
  );

export const policyEntryText = (entry: AnalysisTransitGatewayPolicyTableEntry): string =>
  words(
    'policy',
    entry.Protocol,
    `from ${words(entry.SourceCidr ?? 'any', one(entry.SourcePortRange))}`,
    `to ${words(entry.DestinationCidr ?? 'any', one(entry.DestinationPortRange))}`,
    entry.TargetRouteTableId && `by ${entry.TargetRouteTableId}`,
    noted(entry.RuleNumber !== undefined && `rule ${entry.RuleNumber}`),
  );

const firewallText = (
  rule: FirewallStatefulRule | FirewallStatelessRule,
  protocol: string | undefined,
  ...notes: readonly (string | undefined | false)[]
): string =>
  words(
    rule.RuleAction,
    protocol,
    `from ${words(listed(rule.Sources, 'any'), ports(rule.SourcePorts))}`,
    `to ${words(listed(rule.Destinations, 'any'), ports(rule.DestinationPorts))}`,
    noted(...notes, rule.RuleGroupArn),
  );

export const statelessRuleText = (rule: FirewallStatelessRule): string =>
  firewallText(
    rule,
    rule.Protocols && `protocol ${listed(rule.Protocols, 'any')}`,
    rule.Priority !== undefined && `priority ${rule.Priority}`,
  );

export const statefulRuleText = (rule: FirewallStatefulRule): string =>
  firewallText(rule, rule.Protocol, rule.Direction);
