import type { Explanation } from '@aws-sdk/client-ec2';
import { explanations, rowOf } from '../../lambda/domain/codes.ts';
import type { TraceFinding } from '../../lambda/reachability/answer.ts';
import { componentOf } from './component.ts';
import type { Whereabouts } from './place.ts';

/** The model's roles that an explanation has room for, each with one resource. */
const roles = {
  acl: 'Acl',
  attachedTo: 'AttachedTo',
  customerGateway: 'CustomerGateway',
  destinationVpc: 'DestinationVpc',
  ingressRouteTable: 'IngressRouteTable',
  internetGateway: 'InternetGateway',
  loadBalancerTargetGroup: 'LoadBalancerTargetGroup',
  natGateway: 'NatGateway',
  networkInterface: 'NetworkInterface',
  networkInterfaces: 'NetworkInterface',
  prefixList: 'PrefixList',
  routeTable: 'RouteTable',
  securityGroup: 'SecurityGroup',
  sourceVpc: 'SourceVpc',
  subnet: 'Subnet',
  transitGateway: 'TransitGateway',
  transitGatewayAttachment: 'TransitGatewayAttachment',
  transitGatewayRouteTable: 'TransitGatewayRouteTable',
  vpc: 'Vpc',
  vpcEndpoint: 'VpcEndpoint',
  vpcPeeringConnection: 'VpcPeeringConnection',
  vpnConnection: 'VpnConnection',
  vpnGateway: 'VpnGateway',
} as const satisfies Readonly<Record<string, keyof Explanation>>;

const isRole = (role: string): role is keyof typeof roles => Object.hasOwn(roles, role);

/** AWS's nearest code for one that is the model's own. Codes that AWS has pass as they are. */
export const codeOf = ({ code, says }: Pick<TraceFinding, 'code' | 'says'>): string => {
  if (rowOf(explanations, code) !== undefined) return code;
  if (code === 'AMBIGUOUS_ADDRESS') return 'UNKNOWN_DESTINATION';
  return says === 'unknown' ? 'UNKNOWN_RESOURCE' : 'NO_PATH';
};

/** The route that is at fault, as far as the model tells it. */
const routeOf = (code: string, { destination, state }: TraceFinding['facts']): Explanation => {
  if (code === 'BAD_STATE_ROUTE')
    return {
      RouteTableRoute: { ...(destination && { DestinationCidr: destination }), ...(state && { State: state }) },
    };
  if (code === 'TGW_RTB_BAD_STATE_ROUTE')
    return {
      TransitGatewayRouteTableRoute: {
        ...(destination && { DestinationCidr: destination }),
        ...(state && { State: state }),
      },
    };
  return destination === undefined ? {} : { Destination: { Id: destination } };
};

/** A finding of the model in the fields of Reachability Analyzer. */
export const explanationOf = (finding: TraceFinding, where: Whereabouts): Explanation => {
  const { resources, facts, component } = finding;
  const code = codeOf(finding);
  const named = Object.entries(resources).flatMap(([role, ids]) => {
    const [id] = ids;
    return isRole(role) && id !== undefined ? [[roles[role], componentOf(id, where)] as const] : [];
  });
  const { securityGroups = [], loadBalancer = [] } = resources;
  const [balancer] = loadBalancer;
  const isNamed = [...named.map(([, { Id }]) => Id), ...securityGroups, balancer].includes(component);
  return {
    ExplanationCode: code,
    ...(isNamed || component === '' ? {} : { Component: componentOf(component, where) }),
    ...(facts.direction === undefined ? {} : { Direction: facts.direction }),
    ...Object.fromEntries(named),
    ...(securityGroups.length === 0 ? {} : { SecurityGroups: securityGroups.map((id) => componentOf(id, where)) }),
    ...(balancer?.startsWith('arn:') ? { LoadBalancerArn: balancer } : {}),
    ...(facts.address === undefined ? {} : { Address: facts.address }),
    ...(facts.port === undefined || !/^\d+$/.test(facts.port) ? {} : { Port: Number(facts.port) }),
    ...routeOf(code, facts),
    ...(facts.state === undefined ? {} : { State: facts.state }),
  };
};
