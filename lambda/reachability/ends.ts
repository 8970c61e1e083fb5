import {
  type Address,
  addressesText,
  addressOf,
  isIPv4,
  only,
  privateAddresses,
  sharedAddresses,
} from '../network/address.ts';
import type { Interface } from '../network/interface.ts';
import { isFound, type Lookup } from '../network/lookup.ts';
import { includes, type Ranges, rangesOf, union } from '../network/ranges.ts';
import { blocks, type Obstacle, unseen } from './obstacle.ts';
import type { View } from './view.ts';

/** What an end of a query stands for in the network. */
export type End =
  | {
      readonly kind: 'interfaces';
      readonly interfaces: readonly Interface[];
      /** Where the end was given as an address: that one alone. */
      readonly literal?: Address;
    }
  | { readonly kind: 'gateway'; readonly type: GatewayType; readonly id: string }
  | { readonly kind: 'internet' }
  /** An address outside of the network. */
  | { readonly kind: 'beyond'; readonly address: Address }
  /** An address of a VPC that no interface has. */
  | { readonly kind: 'unheld'; readonly address: Address; readonly vpc: string; readonly subnet?: string }
  | { readonly kind: 'none'; readonly obstacle: Obstacle };

export type GatewayType =
  | 'internet-gateway'
  | 'egress-only-internet-gateway'
  | 'transit-gateway'
  | 'transit-gateway-attachment'
  | 'vpn-gateway'
  | 'vpn-connection'
  | 'vpc-peering-connection'
  | 'vpc-endpoint'
  | 'vpc'
  | 'subnet';

const missing = (id: string, reason?: string): End => ({
  kind: 'none',
  obstacle: unseen(
    id,
    reason ?? `${id} is not in the snapshot`,
    reason === undefined ? 'NO_SOURCE_OR_DESTINATION' : 'UNKNOWN_RESOURCE',
  ),
});

const reasonOf = (lookup: Lookup<unknown>): string | undefined =>
  lookup.kind === 'unknown' ? lookup.reason : undefined;

const interfacesNamed = (view: View, ids: readonly string[], owner: string): End => {
  const found = ids.flatMap((id) => {
    const one = view.interface(id);
    return isFound(one) ? [one.thing] : [];
  });
  if (found.length > 0) return { kind: 'interfaces', interfaces: found };
  const gap = view.gap('NetworkInterfaces');
  return {
    kind: 'none',
    obstacle: unseen(
      owner,
      gap ?? `${owner} has no network interface in the snapshot`,
      gap === undefined ? 'UNASSOCIATED_COMPONENT' : 'UNKNOWN_RESOURCE',
    ),
  };
};

const gateways: readonly (readonly [
  prefix: string,
  type: GatewayType,
  find: (view: View, id: string) => Lookup<unknown>,
])[] = [
  ['igw-', 'internet-gateway', (view, id) => view.internetGateway(id)],
  ['eigw-', 'egress-only-internet-gateway', (view, id) => view.egressOnlyGateway(id)],
  ['vgw-', 'vpn-gateway', (view, id) => view.vpnGateway(id)],
  ['vpn-', 'vpn-connection', (view, id) => view.vpnConnection(id)],
  ['pcx-', 'vpc-peering-connection', (view, id) => view.peering(id)],
  ['vpc-', 'vpc', (view, id) => view.vpc(id)],
  ['subnet-', 'subnet', (view, id) => view.subnet(id)],
];

const gateway = (view: View, id: string): End | undefined => {
  const known = gateways.find(([prefix]) => id.startsWith(prefix));
  if (known === undefined) return undefined;
  const [, type, find] = known;
  const thing = find(view, id);
  return isFound(thing) ? { kind: 'gateway', type, id } : missing(id, reasonOf(thing));
};

const transit = (view: View, id: string): End | undefined => {
  if (id.startsWith('tgw-attach-'))
    return view.attachmentSides(id).length > 0
      ? { kind: 'gateway', type: 'transit-gateway-attachment', id }
      : missing(id, view.gap('TransitGatewayAttachments'));
  if (!id.startsWith('tgw-')) return undefined;
  // A transit gateway that was shared with us may be known by its attachments alone.
  const known = view.transitGateway(id);
  return isFound(known) || view.attachmentsAt(id).length > 0
    ? { kind: 'gateway', type: 'transit-gateway', id }
    : missing(id, reasonOf(known));
};

const endpoint = (view: View, id: string): End => {
  const known = view.endpoint(id);
  if (!isFound(known)) return missing(id, reasonOf(known));
  const { type, state, interfaces } = known.thing;
  if (type.toLowerCase() === 'gateway') return { kind: 'gateway', type: 'vpc-endpoint', id };
  return state === 'available'
    ? interfacesNamed(view, interfaces, id)
    : {
        kind: 'none',
        obstacle: blocks('BAD_STATE', id, `${id} is ${state}`, { resources: { vpcEndpoint: [id] }, facts: { state } }),
      };
};

const instance = (view: View, id: string): End => {
  const known = view.instance(id);
  if (!isFound(known)) return missing(id, reasonOf(known));
  if (known.thing.state === 'terminated')
    return { kind: 'none', obstacle: unseen(id, `${id} is terminated`, 'UNASSOCIATED_COMPONENT') };
  return interfacesNamed(view, known.thing.interfaces, id);
};

const natGateway = (view: View, id: string): End => {
  const known = view.natGateway(id);
  return isFound(known)
    ? interfacesNamed(
        view,
        known.thing.addresses.flatMap((address) => address.interface ?? []),
        id,
      )
    : missing(id, reasonOf(known));
};

const balancer = (view: View, reference: string): End | undefined => {
  const id = view.balancerNamed(reference);
  const known = id === undefined ? undefined : view.balancer(id);
  if (known !== undefined && isFound(known))
    return interfacesNamed(view, view.balancerInterfaces(known.thing), known.thing.name);
  return reference.includes('loadbalancer/') ? missing(reference, view.gap('LoadBalancers')) : undefined;
};

const placeOf = (view: View, address: Address): End | undefined => {
  const vpcs = [...new Set(view.every('Vpcs', 'VpcId'))].filter((id) => {
    const vpc = view.vpc(id);
    return isFound(vpc) && includes(vpc.thing.cidrs, address);
  });
  const [vpc] = vpcs;
  if (vpc === undefined) return undefined;
  const text = addressesText(only(address));
  const gap = view.gap('NetworkInterfaces');
  if (gap !== undefined) return { kind: 'none', obstacle: unseen(text, `who has ${text} is not known: ${gap}`) };
  if (vpcs.length > 1)
    return {
      kind: 'none',
      obstacle: unseen(
        text,
        `${text} is ambiguous: it is in ${vpcs.join(' and ')}, and no network interface has it`,
        'AMBIGUOUS_ADDRESS',
      ),
    };
  const subnet = view.subnetsOf(vpc).find((id) => {
    const known = view.subnet(id);
    return isFound(known) && includes(known.thing.cidrs, address);
  });
  return { kind: 'unheld', address, vpc, ...(subnet === undefined ? {} : { subnet }) };
};

const atAddress = (view: View, address: Address): End => {
  const holders = view.anyHolders(address);
  const [first] = holders;
  if (first === undefined) return placeOf(view, address) ?? { kind: 'beyond', address };
  if (holders.length === 1) {
    const end = interfacesNamed(view, [first], first);
    return end.kind === 'interfaces' ? { ...end, literal: address } : end;
  }
  const text = addressesText(only(address));
  return {
    kind: 'none',
    obstacle: unseen(
      text,
      `${text} is ambiguous: ${holders.join(' and ')} have it; name the one that is meant`,
      'AMBIGUOUS_ADDRESS',
      {
        resources: { networkInterfaces: holders },
      },
    ),
  };
};

/** The id at the end of an ARN; anything else as it is. A load balancer's ARN is its id. */
const idIn = (reference: string): string =>
  reference.startsWith('arn:') && !reference.includes(':loadbalancer/')
    ? (reference.split('/').at(-1) ?? reference)
    : reference;

/** What a reference of a query stands for: an id or ARN, an address, or `internet`. */
export const endOf = (view: View, reference: string): End => {
  const id = idIn(reference.trim());
  if (id === 'internet') return { kind: 'internet' };
  if (id.startsWith('eni-')) {
    const one = view.interface(id);
    return isFound(one) ? { kind: 'interfaces', interfaces: [one.thing] } : missing(id, reasonOf(one));
  }
  if (id.startsWith('i-')) return instance(view, id);
  if (id.startsWith('nat-')) return natGateway(view, id);
  if (id.startsWith('vpce-')) return endpoint(view, id);
  const known = gateway(view, id) ?? transit(view, id);
  if (known !== undefined) return known;
  const address = addressOf(id);
  return address === undefined ? (balancer(view, id) ?? missing(id)) : atAddress(view, address);
};

/** Addresses that only private networks lead to. */
export const inner: Ranges<Address> = union(privateAddresses, sharedAddresses);

export const isInner = (address: Address): boolean => includes(inner, address);

/** The private addresses of interfaces, or the one that was named. */
export const ownAddresses = (end: Extract<End, { kind: 'interfaces' }>, one: Interface): Ranges<Address> => {
  const { literal } = end;
  if (literal === undefined) return one.own;
  if (includes(one.own, literal)) return only(literal);
  return rangesOf(one.addresses.filter((held) => held.public === literal).flatMap((held) => only(held.private)));
};

/** The addresses under which the internet knows interfaces. */
export const publicOf = (end: Extract<End, { kind: 'interfaces' }>, one: Interface): Ranges<Address> => {
  const { literal } = end;
  if (literal !== undefined) return only(literal);
  return rangesOf(
    one.addresses.flatMap((held) =>
      isIPv4(held.private) ? (held.public === undefined ? [] : only(held.public)) : only(held.private),
    ),
  );
};
