import { flag, isFlawedList, list, part, type Raw, text } from '../snapshot/raw.ts';
import { blockOf } from './address.ts';
import { type Lookups, lookupsOf, type Prefixed } from './longest-prefix.ts';
import { isWithin, rangesOf } from './ranges.ts';

/** Where a route leads, by the kind of its target. */
export type RouteTarget =
  | { readonly kind: 'local' }
  | { readonly kind: 'internet-gateway'; readonly id: string }
  | { readonly kind: 'egress-only-internet-gateway'; readonly id: string }
  | { readonly kind: 'nat-gateway'; readonly id: string }
  | { readonly kind: 'interface'; readonly id: string }
  | { readonly kind: 'instance'; readonly id: string }
  | { readonly kind: 'peering'; readonly id: string }
  | { readonly kind: 'transit-gateway'; readonly id: string }
  | { readonly kind: 'vpn-gateway'; readonly id: string }
  | { readonly kind: 'endpoint'; readonly id: string }
  /** What the model does not follow: a core network, a local, carrier or other gateway. */
  | { readonly kind: 'other'; readonly id: string };

export interface Route {
  /** The CIDR or prefix list as the table has it. */
  readonly destination: string;
  readonly prefixList?: string;
  readonly target: RouteTarget;
  readonly isPropagated: boolean;
  readonly isBlackhole: boolean;
  readonly origin?: string;
}

/** A route that could not be read. */
export interface RouteFlaw {
  readonly reason: string;
  /** Whether it can only be about public addresses: a gateway endpoint's list of a service. */
  readonly isPublic: boolean;
}

export interface RouteTable {
  readonly id: string;
  readonly vpc: string;
  readonly isMain: boolean;
  readonly subnets: readonly string[];
  readonly gateways: readonly string[];
  readonly lookups: Lookups<Route>;
  readonly flaws: readonly RouteFlaw[];
}

const targetOf = (raw: Raw): RouteTarget | undefined => {
  const gateway = text(raw, 'GatewayId');
  const named = (field: string, kind: Exclude<RouteTarget['kind'], 'local'>): RouteTarget | undefined => {
    const id = text(raw, field);
    return id === undefined || id === '' ? undefined : { kind, id };
  };
  if (gateway === 'local') return { kind: 'local' };
  if (gateway?.startsWith('igw-')) return { kind: 'internet-gateway', id: gateway };
  if (gateway?.startsWith('vgw-')) return { kind: 'vpn-gateway', id: gateway };
  if (gateway?.startsWith('vpce-')) return { kind: 'endpoint', id: gateway };
  return (
    named('NatGatewayId', 'nat-gateway') ??
    named('TransitGatewayId', 'transit-gateway') ??
    named('VpcPeeringConnectionId', 'peering') ??
    named('EgressOnlyInternetGatewayId', 'egress-only-internet-gateway') ??
    named('NetworkInterfaceId', 'interface') ??
    named('InstanceId', 'instance') ??
    named('VpcEndpointId', 'endpoint') ??
    named('CoreNetworkArn', 'other') ??
    named('LocalGatewayId', 'other') ??
    named('CarrierGatewayId', 'other') ??
    named('GatewayId', 'other')
  );
};

/** The precedence among routes of one prefix: https://docs.aws.amazon.com/vpc/latest/userguide/route-tables-priority.html. */
const rankOf = (route: Route): number => (route.isPropagated ? 2 : route.prefixList === undefined ? 0 : 1);

type CidrsOf = (prefixList: string) => readonly string[] | undefined;

const routesOf = (
  raw: Raw,
  cidrsOf: CidrsOf,
): { readonly routes: readonly Prefixed<Route>[]; readonly flaw?: RouteFlaw } => {
  const cidr = text(raw, 'DestinationCidrBlock') ?? text(raw, 'DestinationIpv6CidrBlock');
  const prefixList = text(raw, 'DestinationPrefixListId');
  const origin = text(raw, 'Origin');
  const isBlackhole = text(raw, 'State')?.toLowerCase() === 'blackhole';
  // The route of a target that was deleted may name none.
  const target = targetOf(raw) ?? (isBlackhole ? { kind: 'other', id: 'a deleted target' } : undefined);
  const destination = cidr ?? prefixList;
  if (destination === undefined) return { routes: [], flaw: { reason: 'a route has no destination', isPublic: false } };
  if (target === undefined)
    return { routes: [], flaw: { reason: `its route to ${destination} has no target`, isPublic: false } };
  const route: Route = {
    destination,
    ...(prefixList === undefined ? {} : { prefixList }),
    target,
    isPropagated: origin?.toLowerCase() === 'enablevgwroutepropagation',
    isBlackhole,
    ...(origin === undefined ? {} : { origin }),
  };
  const cidrs = cidr === undefined ? cidrsOf(destination) : [cidr];
  if (cidrs === undefined) {
    const reason = `its route to ${destination} is to a prefix list that is not known`;
    return { routes: [], flaw: { reason, isPublic: target.kind === 'endpoint' } };
  }
  const blocks = cidrs.map(blockOf);
  return {
    routes: blocks.flatMap((block) => (block === undefined ? [] : [{ block, rank: rankOf(route), route }])),
    ...(blocks.includes(undefined)
      ? { flaw: { reason: `its route to ${destination} is to no CIDR`, isPublic: false } }
      : {}),
  };
};

/** The local route is preferred to propagated ones within it, longer as they may be: same page as above. */
const withoutOverridden = (routes: readonly Prefixed<Route>[]): readonly Prefixed<Route>[] => {
  const local = rangesOf(routes.filter(({ route }) => route.target.kind === 'local').map(({ block }) => block.range));
  return routes.filter(({ block, route }) => !route.isPropagated || !isWithin([block.range], local));
};

/** An element of DescribeRouteTables; `cidrsOf` gives the CIDRs of a prefix list, undefined where they are not known. */
export const routeTableOf = (id: string, raw: Raw, cidrsOf: CidrsOf): RouteTable => {
  const read = list(raw, 'Routes').map((route) => routesOf(route, cidrsOf));
  // An association that is being undone is no association.
  const associations = list(raw, 'Associations').filter((one) => {
    const state = text(part(one, 'AssociationState'), 'State');
    return state === undefined || state === 'associated' || state === 'associating';
  });
  return {
    id,
    vpc: text(raw, 'VpcId') ?? '',
    isMain: associations.some((association) => flag(association, 'Main') === true),
    subnets: associations.flatMap((association) => text(association, 'SubnetId') ?? []),
    gateways: associations.flatMap((association) => text(association, 'GatewayId') ?? []),
    lookups: lookupsOf(withoutOverridden(read.flatMap(({ routes }) => routes))),
    flaws: [
      ...(isFlawedList(raw, 'Routes') ? [{ reason: 'its routes could not be read', isPublic: false }] : []),
      ...read.flatMap(({ flaw }) => flaw ?? []),
    ],
  };
};
