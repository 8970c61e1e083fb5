import type { AnalysisComponent, Explanation as Explained } from '@aws-sdk/client-ec2';
import type { Explanation, Reference } from '../domain/evidence.ts';
import {
  aclRuleText,
  policyEntryText,
  portRangeText,
  routeText,
  securityGroupRuleText,
  statefulRuleText,
  statelessRuleText,
  transitGatewayRouteText,
} from './rule-text.ts';

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date);

const lastPart = (arn: string): string => arn.slice(Math.max(arn.lastIndexOf('/'), arn.lastIndexOf(':')) + 1);

/** A resource with whatever name it has; undefined where AWS names none. */
export const referenceOf = (component: AnalysisComponent | undefined): Reference | undefined => {
  if (component === undefined) return undefined;
  const { Id, Arn, Name } = component;
  const id = Id ?? (Arn === undefined ? Name : lastPart(Arn));
  if (id === undefined) return undefined;
  return { id, ...(Arn === undefined ? {} : { arn: Arn }), ...(Name === undefined ? {} : { name: Name }) };
};

/** Every resource in the answer has this shape, whatever its role; roles that AWS adds later are taken alike. */
const isComponent = (value: unknown): value is AnalysisComponent =>
  isRecord(value) && Object.keys(value).length > 0 && Object.keys(value).every((key) => /^(Id|Arn|Name)$/.test(key));

const references = (value: unknown): readonly Reference[] => {
  if (Array.isArray(value)) return value.flatMap(references);
  if (typeof value === 'string') return [{ id: value, arn: value }];
  if (isComponent(value)) return [referenceOf(value)].filter((reference) => reference !== undefined);
  // A component inside a structure, such as the instance of a load balancer's target.
  return isRecord(value) ? Object.values(value).filter(isComponent).flatMap(references) : [];
};

const text = (value: unknown): string => {
  if (Array.isArray(value)) return value.map(text).join(', ');
  if (!isRecord(value)) return String(value);
  if ('From' in value || 'To' in value) return portRangeText(value);
  return Object.entries(value)
    .map(([key, each]) => `${key} ${isComponent(each) ? (referenceOf(each)?.id ?? '') : text(each)}`)
    .join(', ');
};

const rules = (explained: Explained): Readonly<Record<string, string | undefined>> => ({
  AclRule: explained.AclRule && aclRuleText(explained.AclRule),
  SecurityGroupRule: explained.SecurityGroupRule && securityGroupRuleText(explained.SecurityGroupRule),
  RouteTableRoute: explained.RouteTableRoute && routeText(explained.RouteTableRoute),
  TransitGatewayRouteTableRoute:
    explained.TransitGatewayRouteTableRoute && transitGatewayRouteText(explained.TransitGatewayRouteTableRoute),
  TransitGatewayPolicyTableEntry:
    explained.TransitGatewayPolicyTableEntry && policyEntryText(explained.TransitGatewayPolicyTableEntry),
  FirewallStatelessRule: explained.FirewallStatelessRule && statelessRuleText(explained.FirewallStatelessRule),
  FirewallStatefulRule: explained.FirewallStatefulRule && statefulRuleText(explained.FirewallStatefulRule),
});

/** `TransitGatewayRouteTable` → `transitGatewayRouteTable`. */
const roleOf = (key: string): string => key.charAt(0).toLowerCase() + key.slice(1);

const isResource = (key: string, value: unknown): boolean =>
  key === 'LoadBalancerArn' ||
  isComponent(value) ||
  (Array.isArray(value) && value.length > 0 && value.every(isComponent));

/**
 * One explanation without loss: resources under their role, in lower camel case (`LoadBalancerArn` becomes
 * `loadBalancer`), all else as text under its name. A code that AWS left out is `UNSPECIFIED`.
 */
export const explanationOf = (explained: Explained): Explanation => {
  const { ExplanationCode, Direction, ...rest } = explained;
  const entries = Object.entries(rest).filter(([, value]) => value !== undefined);
  const inWords = rules(explained);
  const resources = entries
    .map(
      ([key, value]) =>
        [key === 'LoadBalancerArn' ? 'loadBalancer' : roleOf(key), references(resourcesIn(key, value))] as const,
    )
    .filter(([, found]) => found.length > 0);
  const facts = entries
    .filter(([key, value]) => !isResource(key, value) && !(Array.isArray(value) && value.length === 0))
    .map(([key, value]) => [roleOf(key), inWords[key] ?? text(value)]);
  return {
    code: ExplanationCode ?? 'UNSPECIFIED',
    ...(Direction === undefined ? {} : { direction: Direction }),
    resources: Object.fromEntries(resources),
    facts: Object.fromEntries(facts),
  };
};

/** Plain text and lists of it name no resource, but for the load balancer's ARN. */
const resourcesIn = (key: string, value: unknown): unknown =>
  key === 'LoadBalancerArn' || isRecord(value) || (Array.isArray(value) && value.every(isRecord)) ? value : undefined;
