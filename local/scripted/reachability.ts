import type { Explanation, NetworkInsightsPath, PathComponent } from '@aws-sdk/client-ec2';
import type { Outcome } from '../ec2/insights.ts';
import { ACCOUNT, addressA, addressB, ids, REGION } from './network.ts';
import type { Scene } from './scene.ts';

/*
 * What Reachability Analyzer says of the scenario, written by hand until the network model answers in its place: of tcp
 * over a transit gateway it looks at the way there alone, so only the security group's fault changes its answer.
 */

const types: readonly (readonly [string, string])[] = [
  ['tgw-rtb-', 'transit-gateway-route-table'],
  ['tgw-attach-', 'transit-gateway-attachment'],
  ['tgw-', 'transit-gateway'],
  ['eni-', 'network-interface'],
  ['i-', 'instance'],
  ['sg-', 'security-group'],
  ['acl-', 'network-acl'],
  ['rtb-', 'route-table'],
  ['subnet-', 'subnet'],
  ['vpc-', 'vpc'],
];

const component = (id: string) => {
  const type = types.find(([prefix]) => id.startsWith(prefix))?.[1] ?? 'resource';
  return { Id: id, Arn: `arn:aws:ec2:${REGION}:${ACCOUNT}:${type}/${id}` };
};

interface Side {
  readonly instance: string;
  readonly eni: string;
  readonly group: string;
  readonly acl: string;
  readonly routes: string;
  readonly subnet: string;
  readonly vpc: string;
  readonly attachment: string;
  readonly transitRoutes: string;
  readonly address: string;
  readonly cidr: string;
}

const sideA: Side = {
  instance: ids.instanceA,
  eni: ids.interfaceA,
  group: ids.groupA,
  acl: ids.aclA,
  routes: ids.routesA,
  subnet: ids.subnetA,
  vpc: ids.vpcA,
  attachment: ids.attachmentA,
  transitRoutes: ids.transitRoutesA,
  address: addressA,
  cidr: '10.0.0.0/16',
};

const sideB: Side = {
  instance: ids.instanceB,
  eni: ids.interfaceB,
  group: ids.groupB,
  acl: ids.aclB,
  routes: ids.routesB,
  subnet: ids.subnetB,
  vpc: ids.vpcB,
  attachment: ids.attachmentB,
  transitRoutes: ids.transitRoutesB,
  address: addressB,
  cidr: '172.16.0.0/16',
};

const place = (side: Side) => ({ Subnet: component(side.subnet), Vpc: component(side.vpc) });

const header = (from: Side, to: Side, port: number) => ({
  SourceAddresses: [`${from.address}/32`],
  SourcePortRanges: [{ From: 0, To: 65535 }],
  DestinationAddresses: [`${to.address}/32`],
  DestinationPortRanges: [{ From: port, To: port }],
  Protocol: '6',
});

const aclRule = (egress: boolean) => ({
  Cidr: '0.0.0.0/0',
  Egress: egress,
  Protocol: 'all',
  RuleAction: 'allow',
  RuleNumber: 100,
});

/** The way from one instance to the other, up to the destination's own security group. */
const wayThere = (from: Side, to: Side, port: number): readonly PathComponent[] => [
  { Component: component(from.instance), OutboundHeader: header(from, to, port) },
  { Component: component(from.eni), AttachedTo: component(from.instance), ...place(from) },
  {
    Component: component(from.group),
    SecurityGroupRule: { Cidr: '0.0.0.0/0', Direction: 'egress', Protocol: 'all', SecurityGroupId: from.group },
  },
  { Component: component(from.acl), AclRule: aclRule(true), ...place(from) },
  {
    Component: component(from.routes),
    RouteTableRoute: {
      DestinationCidr: to.cidr,
      TransitGatewayId: ids.transitGateway,
      Origin: 'createroute',
      State: 'active',
    },
    Vpc: component(from.vpc),
  },
  { Component: component(from.attachment), TransitGateway: component(ids.transitGateway) },
  {
    Component: component(from.transitRoutes),
    TransitGateway: component(ids.transitGateway),
    TransitGatewayRouteTableRoute: {
      DestinationCidr: to.cidr,
      AttachmentId: to.attachment,
      ResourceId: to.vpc,
      ResourceType: 'vpc',
      RouteOrigin: 'static',
      State: 'active',
    },
    AdditionalDetails: [{ AdditionalDetailType: 'UNIDIRECTIONAL_PATH_ANALYSIS_ONLY' }],
  },
  { Component: component(to.attachment), TransitGateway: component(ids.transitGateway) },
  { Component: component(to.acl), AclRule: aclRule(false), ...place(to) },
];

const arrival = (from: Side, to: Side, port: number): readonly PathComponent[] => [
  {
    Component: component(to.group),
    SecurityGroupRule: {
      Cidr: from.cidr,
      Direction: 'ingress',
      PortRange: { From: port, To: port },
      Protocol: 'tcp',
      SecurityGroupId: to.group,
    },
  },
  { Component: component(to.eni), AttachedTo: component(to.instance), ...place(to) },
  { Component: component(to.instance), InboundHeader: header(from, to, port) },
];

const numbered = (components: readonly PathComponent[]): PathComponent[] =>
  components.map((hop, index) => ({ ...hop, SequenceNumber: index + 1 }));

const groupMismatch = (to: Side): Explanation => ({
  ExplanationCode: 'ENI_SG_RULES_MISMATCH',
  Direction: 'ingress',
  NetworkInterface: component(to.eni),
  SecurityGroups: [component(to.group)],
  Subnet: component(to.subnet),
  Vpc: component(to.vpc),
});

/** Port 3389 is what B's security group admits, unless the scene closes it; A's admits nothing. */
const admits = (to: Side, port: number, scene: Scene): boolean =>
  to === sideB && port === 3389 && scene !== 'security-group-closed';

const sideOf = (reference: string | undefined): Side | undefined =>
  [sideA, sideB].find((side) => reference !== undefined && [side.instance, side.eni].includes(reference));

/** The answer for a path between the two instances; any other pair of ends is not in the script. */
export const answerReachability = (scene: Scene, path: NetworkInsightsPath): Outcome => {
  const from = sideOf(path.Source);
  const to = sideOf(path.Destination);
  const port = path.DestinationPort ?? path.FilterAtSource?.DestinationPortRange?.FromPort ?? 0;
  if (from === undefined || to === undefined || from === to)
    return { status: 'failed', StatusMessage: 'The network configuration is not supported' };
  if (admits(to, port, scene))
    return {
      status: 'succeeded',
      NetworkPathFound: true,
      ForwardPathComponents: numbered([...wayThere(from, to, port), ...arrival(from, to, port)]),
      ReturnPathComponents: [],
    };
  return {
    status: 'succeeded',
    NetworkPathFound: false,
    ForwardPathComponents: numbered(wayThere(from, to, port)),
    Explanations: [groupMismatch(to)],
  };
};
