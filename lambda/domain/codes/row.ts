import type { Finding } from '../verdict.ts';

/**
 * The roles under which AWS names resources in an explanation, each with the noun that stands in a sentence where the
 * answer leaves it out. Plural roles (`securityGroups`) are read under their singular.
 * https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_Explanation.html
 */
export const nouns = {
  acl: 'the network ACL',
  attachedTo: 'the resource behind it',
  component: 'a component on the way',
  customerGateway: 'the customer gateway',
  destinationVpc: 'the destination VPC',
  elasticLoadBalancerListener: 'the listener',
  ingressRouteTable: 'the ingress route table',
  internetGateway: 'the internet gateway',
  loadBalancer: 'the load balancer',
  loadBalancerTarget: 'the target',
  loadBalancerTargetGroup: 'the target group',
  natGateway: 'the NAT gateway',
  networkInterface: 'the network interface',
  prefixList: 'the prefix list',
  routeTable: 'the route table',
  securityGroup: 'the security group',
  sourceVpc: 'the source VPC',
  subnet: 'the subnet',
  subnetRouteTable: 'the route table of the subnet',
  transitGateway: 'the transit gateway',
  transitGatewayAttachment: 'the transit gateway attachment',
  transitGatewayRouteTable: 'the transit gateway route table',
  vpc: 'the VPC',
  vpcEndpoint: 'the VPC endpoint',
  vpcPeeringConnection: 'the peering connection',
  vpnConnection: 'the VPN connection',
  vpnGateway: 'the virtual private gateway',
} as const;

export type Role = keyof typeof nouns;

/**
 * What one code means. Sentences have neither a capital at the start nor a full stop; advice is whole sentences. In both,
 * `{word}` is filled in, and a part in [brackets] stays only where every word in it is known.
 */
export interface Row {
  readonly says: Finding['says'];
  /** The roles that name the culprit, in order of preference. */
  readonly component: readonly Role[];
  readonly sentence: string;
  readonly advice?: string;
  /** The sentence is also said among what the analysis leaves open. */
  readonly open?: true;
}

type Make = (component: readonly Role[], sentence: string, advice?: string) => Row;

const rows =
  (says: Finding['says']): Make =>
  (component, sentence, advice) => ({ says, component, sentence, ...(advice !== undefined && { advice }) });

/** The network does not let the traffic pass. */
export const blocks: Make = rows('unreachable');

/** The analyzer could not see, or was not asked what is declared: no verdict. */
export const unseen: Make = rows('unknown');

/** Worth telling, changes nothing. */
export const note: Make = rows('note');

/** A note that leaves something open. */
export const gap: Make = (component, sentence, advice) => ({ ...note(component, sentence, advice), open: true });
