import type { AnalysisPacketHeader, PathComponent } from '@aws-sdk/client-ec2';
import type { Decision, Hop } from '../../lambda/reachability/hop.ts';
import { list, type Raw, text } from '../../lambda/snapshot/raw.ts';
import type { Documents } from '../../lambda/snapshot/snapshot.ts';
import { elementOf } from '../network/elements.ts';
import { componentOf } from './component.ts';
import type { Whereabouts } from './place.ts';
import { aclRuleOf, groupRuleOf, routeOf, transitRouteOf } from './rule.ts';

/** What the components of a path are made from beside its hops. */
export interface Scenery {
  readonly documents: Documents;
  readonly where: Whereabouts;
}

const decisionsOf = <Kind extends Decision['kind']>(hop: Hop, kind: Kind) =>
  hop.decisions.filter((one): one is Extract<Decision, { kind: Kind }> => one.kind === kind);

/** A group per interface: the one whose rule let the packets pass; of a reply, which needs no rule, the first. */
const groupOf = (hop: Hop, eni: Raw, { where }: Scenery): readonly PathComponent[] => {
  const [rule] = decisionsOf(hop, 'security-group-rule');
  if (rule !== undefined) return [{ Component: componentOf(rule.id, where), SecurityGroupRule: groupRuleOf(rule) }];
  const [group] = list(eni, 'Groups').flatMap((one) => text(one, 'GroupId') ?? []);
  return group === undefined || decisionsOf(hop, 'tracked').length === 0
    ? []
    : [{ Component: componentOf(group, where) }];
};

/** Its group comes after an interface that sends, and before one that receives. */
const interfaceComponents = (hop: Hop, sends: boolean, scenery: Scenery): readonly PathComponent[] => {
  const { documents, where } = scenery;
  const eni = elementOf(documents, 'NetworkInterfaces', hop.id) ?? {};
  const at = (field: 'SubnetId' | 'VpcId', name: 'Subnet' | 'Vpc') => {
    const id = text(eni, field);
    return id === undefined ? {} : { [name]: componentOf(id, where) };
  };
  const own = {
    Component: componentOf(hop.id, where),
    ...(hop.of === undefined ? {} : { AttachedTo: componentOf(hop.of, where) }),
    ...at('SubnetId', 'Subnet'),
    ...at('VpcId', 'Vpc'),
  };
  const group = groupOf(hop, eni, scenery);
  return sends ? [own, ...group] : [...group, own];
};

const aclComponents = (hop: Hop, { where }: Scenery): readonly PathComponent[] => {
  const entry = decisionsOf(hop, 'acl-entry').find(({ allows }) => allows);
  return entry === undefined ? [] : [{ Component: componentOf(entry.id, where), AclRule: aclRuleOf(entry) }];
};

const tableComponents = (hop: Hop, { where }: Scenery): readonly PathComponent[] =>
  decisionsOf(hop, 'route')
    .slice(0, 1)
    .map((route) => ({ Component: componentOf(route.id, where), RouteTableRoute: routeOf(route) }));

const transitComponents = (hop: Hop, { where }: Scenery): readonly PathComponent[] => {
  const [route] = decisionsOf(hop, 'transit-route');
  return [
    route === undefined
      ? { Component: componentOf(hop.id, where) }
      : {
          Component: componentOf(route.id, where),
          TransitGateway: componentOf(hop.id, where),
          TransitGatewayRouteTableRoute: transitRouteOf(route),
        },
  ];
};

const plain = (hop: Hop, rest: PathComponent, scenery: Scenery): readonly PathComponent[] => [
  { Component: componentOf(hop.id, scenery.where), ...rest },
  ...tableComponents(hop, scenery),
];

const isSending = (hop: Hop, before: Hop | undefined): boolean => {
  const [rule] = decisionsOf(hop, 'security-group-rule');
  return rule === undefined ? before?.type === 'instance' || before === undefined : rule.direction === 'egress';
};

const componentsOfHop = (hop: Hop, before: Hop | undefined, scenery: Scenery): readonly PathComponent[] => {
  const { where } = scenery;
  const of = hop.of === undefined ? undefined : componentOf(hop.of, where);
  switch (hop.type) {
    case 'network-interface':
      return interfaceComponents(hop, isSending(hop, before), scenery);
    case 'subnet':
      return aclComponents(hop, scenery);
    case 'vpc':
      return tableComponents(hop, scenery);
    case 'transit-gateway':
      return transitComponents(hop, scenery);
    case 'transit-gateway-attachment':
      return plain(hop, of === undefined ? {} : { TransitGateway: of }, scenery);
    case 'load-balancer': {
      const [listener] = decisionsOf(hop, 'listener');
      return plain(
        hop,
        listener?.id.startsWith('arn:') ? { ElasticLoadBalancerListener: componentOf(listener.id, where) } : {},
        scenery,
      );
    }
    case 'internet':
      return [];
    case 'instance':
    case 'internet-gateway':
    case 'egress-only-internet-gateway':
    case 'nat-gateway':
    case 'vpc-peering-connection':
    case 'vpn-gateway':
    case 'vpn-connection':
    case 'vpc-endpoint':
      return plain(hop, of === undefined || hop.type === 'instance' ? {} : { Vpc: of }, scenery);
  }
};

/** The headers of a way: of the packets as they set out, and as they come in at its end. */
export interface Headers {
  readonly first: AnalysisPacketHeader;
  readonly last: AnalysisPacketHeader;
  /** An internet gateway at the begin is come to from outside; all else sends. */
  readonly comesIn: boolean;
  /** An internet gateway at the end sends on to the outside. */
  readonly goesOut: boolean;
  /** What the gateway at the begin makes of the packets. */
  readonly within?: AnalysisPacketHeader;
}

/** The hops of one direction as the components of a path, numbered from 1. */
export const componentsOf = (hops: readonly Hop[], headers: Headers | undefined, scenery: Scenery): PathComponent[] => {
  const components = hops.flatMap((hop, index) => componentsOfHop(hop, hops[index - 1], scenery));
  return components.map((component, index) => ({
    SequenceNumber: index + 1,
    ...component,
    ...(index === 0 && headers !== undefined
      ? {
          [headers.comesIn ? 'InboundHeader' : 'OutboundHeader']: headers.first,
          ...(headers.within === undefined ? {} : { OutboundHeader: headers.within }),
        }
      : {}),
    ...(index === components.length - 1 && headers !== undefined
      ? { [headers.goesOut ? 'OutboundHeader' : 'InboundHeader']: headers.last }
      : {}),
    AdditionalDetails: component.AdditionalDetails ?? [],
    Explanations: [],
  }));
};
