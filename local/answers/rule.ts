import type {
  AnalysisAclRule,
  AnalysisRouteTableRoute,
  AnalysisSecurityGroupRule,
  PortRange,
  TransitGatewayRouteTableRoute,
} from '@aws-sdk/client-ec2';
import type { Decision } from '../../lambda/reachability/hop.ts';

/*
 * The rule or route that let packets on, in AWS's own spellings, which differ from table to table: `all` and `tcp` in
 * rules, `createroute` in routes.
 */

type Of<Kind extends Decision['kind']> = Extract<Decision, { kind: Kind }>;

const names: Readonly<Record<string, string>> = { '-1': 'all', '1': 'icmp', '6': 'tcp', '17': 'udp', '58': 'icmpv6' };

const protocolOf = (protocol: string): string => names[protocol] ?? protocol;

const portsOf = (from: number | undefined, to: number | undefined): { PortRange?: PortRange } =>
  from === undefined || from === -1 ? {} : { PortRange: { From: from, To: to ?? from } };

export const groupRuleOf = (rule: Of<'security-group-rule'>): AnalysisSecurityGroupRule => ({
  ...(rule.cidr === undefined ? {} : { Cidr: rule.cidr }),
  ...(rule.prefixList === undefined ? {} : { PrefixListId: rule.prefixList }),
  ...(rule.group === undefined ? {} : { SecurityGroupId: rule.group }),
  Direction: rule.direction,
  ...portsOf(rule.from, rule.to),
  Protocol: protocolOf(rule.protocol),
});

export const aclRuleOf = (entry: Of<'acl-entry'>): AnalysisAclRule => ({
  Cidr: entry.cidr,
  Egress: entry.direction === 'egress',
  ...portsOf(entry.ports?.[0], entry.ports?.[1]),
  Protocol: protocolOf(entry.protocol),
  RuleAction: entry.allows ? 'allow' : 'deny',
  RuleNumber: entry.number,
});

const targets: readonly (readonly [prefix: string, field: keyof AnalysisRouteTableRoute])[] = [
  ['tgw-', 'TransitGatewayId'],
  ['eigw-', 'EgressOnlyInternetGatewayId'],
  ['i-', 'InstanceId'],
  ['nat-', 'NatGatewayId'],
  ['eni-', 'NetworkInterfaceId'],
  ['pcx-', 'VpcPeeringConnectionId'],
  ['cagw-', 'CarrierGatewayId'],
  ['lgw-', 'LocalGatewayId'],
  ['arn:', 'CoreNetworkArn'],
];

export const routeOf = ({ destination, prefixList, target, origin }: Of<'route'>): AnalysisRouteTableRoute => ({
  ...(prefixList === undefined ? { DestinationCidr: destination } : { DestinationPrefixListId: prefixList }),
  [targets.find(([prefix]) => target.startsWith(prefix))?.[1] ?? 'GatewayId']: target,
  ...(origin === undefined ? {} : { Origin: origin.toLowerCase() }),
  State: 'active',
});

export const transitRouteOf = (route: Of<'transit-route'>): TransitGatewayRouteTableRoute => ({
  DestinationCidr: route.destination,
  State: route.state,
  RouteOrigin: route.type,
  ...(route.prefixList === undefined ? {} : { PrefixListId: route.prefixList }),
  AttachmentId: route.attachment,
  ResourceId: route.resource,
  ResourceType: route.resourceType,
});
