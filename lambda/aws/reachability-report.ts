import type { NetworkInsightsAnalysis, PathComponent } from '@aws-sdk/client-ec2';
import * as z from 'zod';
import type { Hop, ReachabilityReport, Reference } from '../domain/evidence.ts';
import { reachabilityReportSchema } from './evidence-schema.ts';
import { explanationOf, referenceOf } from './explanation.ts';
import { having, malformed } from './fault.ts';
import {
  aclRuleText,
  policyEntryText,
  routeText,
  securityGroupRuleText,
  statefulRuleText,
  statelessRuleText,
  transitGatewayRouteText,
} from './rule-text.ts';

const operation = 'DescribeNetworkInsightsAnalyses';

const said = (label: string, reference: Reference | undefined): string | undefined =>
  reference && `${label} ${reference.id}`;

/** The rule or route that let the packet on, and what else the component says of its surroundings. */
const because = (component: PathComponent): string | undefined => {
  const reasons = [
    component.AclRule && aclRuleText(component.AclRule),
    component.SecurityGroupRule && securityGroupRuleText(component.SecurityGroupRule),
    component.RouteTableRoute && routeText(component.RouteTableRoute),
    component.TransitGatewayRouteTableRoute && transitGatewayRouteText(component.TransitGatewayRouteTableRoute),
    component.TransitGatewayPolicyTableEntry && policyEntryText(component.TransitGatewayPolicyTableEntry),
    component.FirewallStatelessRule && statelessRuleText(component.FirewallStatelessRule),
    component.FirewallStatefulRule && statefulRuleText(component.FirewallStatefulRule),
    said('listener', referenceOf(component.ElasticLoadBalancerListener)),
    said('transit gateway', referenceOf(component.TransitGateway)),
    said('from', referenceOf(component.SourceVpc)),
    said('to', referenceOf(component.DestinationVpc)),
    component.ServiceName && `service ${component.ServiceName}`,
  ].filter((reason) => reason !== undefined && reason !== '');
  return reasons.length === 0 ? undefined : reasons.join('; ');
};

const given = <Key extends string, Value>(key: Key, value: Value | undefined): { [K in Key]?: Value } =>
  // A computed key widens to string; the type says which one it is.
  value === undefined ? {} : ({ [key]: value } as { [K in Key]?: Value });

const hopOf = (component: PathComponent, index: number): Hop => ({
  sequence: component.SequenceNumber ?? index + 1,
  ...given('component', referenceOf(component.Component)),
  ...given('attachedTo', referenceOf(component.AttachedTo)),
  ...given('vpc', referenceOf(component.Vpc)),
  ...given('subnet', referenceOf(component.Subnet)),
  ...given('because', because(component)),
  explanations: (component.Explanations ?? []).map(explanationOf),
  details: (component.AdditionalDetails ?? []).flatMap(({ AdditionalDetailType }) => AdditionalDetailType ?? []),
});

/**
 * A succeeded analysis in the words of the domain; packet headers are in `document` alone. Throws a `Fault` of kind
 * `malformed` for one that does not say whether a path was found, or whose fields are of other types.
 * https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_NetworkInsightsAnalysis.html
 */
export const reachabilityReport = (analysis: NetworkInsightsAnalysis): ReachabilityReport => {
  const forward = (analysis.ForwardPathComponents ?? []).map(hopOf);
  const back = (analysis.ReturnPathComponents ?? []).map(hopOf);
  const report = reachabilityReportSchema.safeParse({
    analysisId: having(analysis.NetworkInsightsAnalysisId, 'NetworkInsightsAnalysisId', operation),
    insightsPathId: having(analysis.NetworkInsightsPathId, 'NetworkInsightsPathId', operation),
    found: having(analysis.NetworkPathFound, 'NetworkPathFound', operation),
    forward,
    back,
    explanations: (analysis.Explanations ?? []).map(explanationOf),
    alternatePathHints: (analysis.AlternatePathHints ?? []).flatMap(
      ({ ComponentId, ComponentArn }) => referenceOf({ Id: ComponentId, Arn: ComponentArn }) ?? [],
    ),
    suggestedAccounts: analysis.SuggestedAccounts ?? [],
    details: [...new Set([...forward, ...back].flatMap((hop) => hop.details))],
    ...given('warning', analysis.WarningMessage),
    document: JSON.parse(JSON.stringify(analysis)),
  });
  // The client makes no number of what is none: what could not be stored is refused here.
  if (!report.success) throw malformed(operation, `the answer is of other types: ${z.prettifyError(report.error)}`);
  return report.data;
};
