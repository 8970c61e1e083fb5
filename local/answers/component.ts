import type { AnalysisComponent } from '@aws-sdk/client-ec2';
import type { Whereabouts } from './place.ts';

/** Longer prefixes first: `tgw-` begins them all. */
const types: readonly (readonly [prefix: string, type: string])[] = [
  ['tgw-rtb-', 'transit-gateway-route-table'],
  ['tgw-attach-', 'transit-gateway-attachment'],
  ['tgw-', 'transit-gateway'],
  ['eni-', 'network-interface'],
  ['eigw-', 'egress-only-internet-gateway'],
  ['igw-', 'internet-gateway'],
  ['i-', 'instance'],
  ['sg-', 'security-group'],
  ['acl-', 'network-acl'],
  ['rtb-', 'route-table'],
  ['nat-', 'natgateway'],
  ['pcx-', 'vpc-peering-connection'],
  ['pl-', 'prefix-list'],
  ['subnet-', 'subnet'],
  ['vgw-', 'vpn-gateway'],
  ['vpn-', 'vpn-connection'],
  ['vpce-', 'vpc-endpoint'],
  ['vpc-', 'vpc'],
];

/** `…:loadbalancer/app/web/0123456789abcdef` → `app/web/0123456789abcdef`. */
const lastOf = (arn: string): string => arn.replace(/^[^/]*\//, '');

/** Of a resource of EC2's; undefined of what has no ARN of its own, such as an address. */
const knownArn = (id: string, { account, region }: Whereabouts): string | undefined => {
  const type = types.find(([prefix]) => id.startsWith(prefix))?.[1];
  return type === undefined ? undefined : `arn:aws:ec2:${region}:${account}:${type}/${id}`;
};

/** The ARN of an id, which stands for itself where it has none. */
export const arnOf = (id: string, where: Whereabouts): string => knownArn(id, where) ?? id;

/** A resource as Reachability Analyzer names it. */
export const componentOf = (id: string, where: Whereabouts): AnalysisComponent => {
  if (id.startsWith('arn:')) return { Id: lastOf(id), Arn: id };
  const arn = knownArn(id, where);
  return arn === undefined ? { Id: id } : { Id: id, Arn: arn };
};
