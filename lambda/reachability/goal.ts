import type { Address } from '../network/address.ts';
import { everyAddress, only } from '../network/address.ts';
import type { Interface } from '../network/interface.ts';
import { isFound } from '../network/lookup.ts';
import { includes, type Ranges, rangesOf, subtract, union } from '../network/ranges.ts';
import { type End, ownAddresses, publicOf } from './ends.ts';
import { publicAddresses } from './steps/internet.ts';
import type { View } from './view.ts';
import { type Goal, nowhere } from './world.ts';

/** How the origin knows its destination: by public addresses from the internet, else by private ones. */
export type Side = 'inside' | 'internet';

/** Where packets go, and the destinations that they carry. */
export interface Target {
  readonly goal: Goal;
  readonly addresses: Ranges<Address>;
}

const addressesOf = (end: Extract<End, { kind: 'interfaces' }>, one: Interface, side: Side): Ranges<Address> => {
  if (end.literal !== undefined) return only(end.literal);
  const outer = side === 'internet' ? publicOf(end, one) : [];
  // Without a public one, packets from the internet to a private one tell what is missing.
  return outer.length > 0 ? outer : ownAddresses(end, one);
};

/** Balancers that have the interface among their targets are ways to it, unless one address was asked for. */
const throughBalancers = (view: View, end: Extract<End, { kind: 'interfaces' }>, side: Side): Target | undefined => {
  if (end.literal !== undefined) return undefined;
  const ids = end.interfaces.flatMap((one) => view.targeting(one));
  const own = [...new Set(ids)].flatMap((id) => {
    const balancer = view.balancer(id);
    return isFound(balancer) ? view.balancerInterfaces(balancer.thing) : [];
  });
  const interfaces = own.flatMap((id) => {
    const one = view.interface(id);
    return isFound(one) ? [one.thing] : [];
  });
  if (interfaces.length === 0) return undefined;
  const plain = { kind: 'interfaces', interfaces } as const;
  return {
    goal: {
      ...nowhere,
      interfaces: new Set(end.interfaces.map(({ id }) => id)),
      balancers: new Set(interfaces.map(({ id }) => id)),
    },
    addresses: rangesOf(interfaces.flatMap((one) => addressesOf(plain, one, side))),
  };
};

const toInterfaces = (view: View, end: Extract<End, { kind: 'interfaces' }>, side: Side): readonly Target[] => {
  const ids = end.interfaces.map(({ id }) => id);
  const balancers = end.interfaces.filter((one) => view.balancerOf(one).kind !== 'absent').map(({ id }) => id);
  const direct: Target = {
    goal: { ...nowhere, interfaces: new Set(ids), balancers: new Set(balancers), anyTarget: balancers.length > 0 },
    addresses: rangesOf(end.interfaces.flatMap((one) => addressesOf(end, one, side))),
  };
  const indirect = balancers.length > 0 ? undefined : throughBalancers(view, end, side);
  return indirect === undefined ? [direct] : [direct, indirect];
};

const cidrsOf = (view: View, vpc: string): Ranges<Address> => {
  const known = view.vpc(vpc);
  return isFound(known) ? known.thing.cidrs : [];
};

/** The public addresses of what is in a VPC or subnet. */
const publicWithin = (view: View, vpc: string, subnet?: string): Ranges<Address> =>
  view
    .interfacesOf(vpc)
    .filter((one) => subnet === undefined || one.subnet === subnet)
    .reduce<Ranges<Address>>((all, one) => union(all, publicOf({ kind: 'interfaces', interfaces: [one] }, one)), []);

const toGateway = (
  view: View,
  { type, id }: Extract<End, { kind: 'gateway' }>,
  side: Side,
  originVpc: string | undefined,
): Ranges<Address> => {
  const elsewhere = subtract(everyAddress, originVpc === undefined ? [] : cidrsOf(view, originVpc));
  switch (type) {
    case 'internet-gateway':
    case 'egress-only-internet-gateway':
    case 'vpc-endpoint':
      return publicAddresses;
    case 'vpc-peering-connection': {
      const known = view.peering(id);
      if (!isFound(known)) return elsewhere;
      const others = known.thing.sides.filter((side) => side.vpc !== originVpc);
      return others.reduce<Ranges<Address>>((all, side) => union(all, union(side.cidrs, cidrsOf(view, side.vpc))), []);
    }
    case 'transit-gateway-attachment': {
      const far = view.attachmentSides(id).find((side) => side.type === 'vpc' && side.resource !== originVpc);
      return far === undefined ? elsewhere : cidrsOf(view, far.resource);
    }
    case 'vpc': {
      const outer = side === 'internet' ? publicWithin(view, id) : [];
      return outer.length > 0 ? outer : cidrsOf(view, id);
    }
    case 'subnet': {
      const known = view.subnet(id);
      if (!isFound(known)) return [];
      const outer = side === 'internet' ? publicWithin(view, known.thing.vpc, id) : [];
      return outer.length > 0 ? outer : known.thing.cidrs;
    }
    case 'transit-gateway':
    case 'vpn-gateway':
    case 'vpn-connection':
      return elsewhere;
  }
};

/** What an end is as a destination; `addresses` narrows it. */
export const targetsOf = (
  view: View,
  end: End,
  side: Side,
  originVpc: string | undefined,
  addresses: Ranges<Address> | undefined,
): readonly Target[] => {
  const narrowedTo = (target: Target): Target => (addresses === undefined ? target : { ...target, addresses });
  switch (end.kind) {
    case 'interfaces':
      return toInterfaces(view, end, side).map(narrowedTo);
    case 'gateway':
      return [
        narrowedTo({
          goal: { ...nowhere, gateways: new Set([end.id]) },
          addresses: toGateway(view, end, side, originVpc),
        }),
      ];
    case 'internet':
      return [narrowedTo({ goal: { ...nowhere, internet: true }, addresses: publicAddresses })];
    case 'beyond':
      return [{ goal: { ...nowhere, beyond: only(end.address) }, addresses: only(end.address) }];
    case 'unheld':
      return [{ goal: nowhere, addresses: only(end.address) }];
    case 'none':
      return [];
  }
};

/** Whether packets from an end come from the internet. */
export const sideOf = (end: End): Side =>
  end.kind === 'internet' ||
  (end.kind === 'gateway' && end.type === 'internet-gateway') ||
  (end.kind === 'beyond' && includes(publicAddresses, end.address))
    ? 'internet'
    : 'inside';
