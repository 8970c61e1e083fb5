import {
  type Address,
  addressesText,
  everyIPv4,
  globalIPv6,
  isIPv4,
  only,
  privateAddresses,
  sharedAddresses,
  unroutable,
} from '../../network/address.ts';
import type { Interface } from '../../network/interface.ts';
import { destinations, narrowed } from '../../network/packets.ts';
import { intersect, isWithin, overlaps, type Ranges, rangesOf, subtract, union } from '../../network/ranges.ts';
import { type Branch, lost, type Memory, type Next } from '../branch.ts';
import { hop } from '../hop.ts';
import { blocks, type Obstacle, unseen } from '../obstacle.ts';
import type { Place } from '../place.ts';
import type { View } from '../view.ts';
import type { World } from '../world.ts';
import { arrived, ended, on } from './passing.ts';
import { few } from './recipients.ts';

/** Every address that a router of the internet forwards to. */
export const publicAddresses: Ranges<Address> = union(
  subtract(everyIPv4, union(unroutable, union(privateAddresses, sharedAddresses))),
  globalIPv6,
);

/** Addresses in words; `many` where they are no few blocks. */
export const inWords = (addresses: Ranges<Address>, many: string): string => {
  const text = addressesText(addresses);
  return text.endsWith(' and more') ? many : text;
};

export const atEdge = [hop('internet', 'internet')];

/** Under which addresses the internet knows an interface. */
const outerOf = (one: Interface): Ranges<Address> =>
  rangesOf(
    one.addresses.flatMap((held) =>
      isIPv4(held.private) ? (held.public === undefined ? [] : only(held.public)) : only(held.private),
    ),
  );

/** The interfaces of a VPC or subnet. */
const within = (view: View, id: string): readonly string[] => {
  const subnet = id.startsWith('subnet-') ? view.subnet(id) : undefined;
  const vpc = subnet?.kind === 'found' ? subnet.thing.vpc : id;
  return view.interfacesOf(vpc).flatMap((one) => (vpc === id || one.subnet === id ? one.id : []));
};

/** The interfaces that the internet knows by some of the destinations; of very many destinations, those of the goal alone. */
const knownBy = ({ view, goal }: World, to: Ranges<Address>): readonly Interface[] => {
  const single = few(to);
  const ids =
    single === undefined
      ? [...goal.interfaces, ...goal.balancers, ...[...goal.gateways].flatMap((id) => within(view, id))]
      : single.flatMap((address) => [
          ...view.publicHolders(address),
          ...(isIPv4(address) ? [] : view.anyHolders(address)),
        ]);
  return [...new Set(ids)].flatMap((id) => {
    const held = view.interface(id);
    return held.kind === 'found' && overlaps(outerOf(held.thing), to) ? [held.thing] : [];
  });
};

/** The gateway by which packets from the internet come in to an interface. */
const doorOf = (view: View, memory: Memory, one: Interface): Place | Obstacle => {
  const own = memory.isReply ? [...memory.admitted].find((id) => isEgressOnlyOf(view, id, one.vpc)) : undefined;
  if (own !== undefined) return { at: 'egress-only-gateway-in', gateway: own, vpc: one.vpc };
  const gateway = view.internetGatewayOf(one.vpc);
  if (gateway.kind === 'found') return { at: 'internet-gateway-in', gateway: gateway.thing };
  const gap = gateway.kind === 'unknown' ? gateway.reason : view.gap('InternetGateways');
  return gap === undefined
    ? blocks('IGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS', one.vpc, `${one.vpc} has no internet gateway`, {
        resources: { vpc: [one.vpc], networkInterface: [one.id] },
      })
    : unseen(one.vpc, gap);
};

const isEgressOnlyOf = (view: View, id: string, vpc: string): boolean => {
  if (!id.startsWith('eigw-')) return false;
  const known = view.egressOnlyGateway(id);
  return known.kind === 'found' && known.thing.vpc === vpc;
};

const nobodyOutside = (view: View, to: Ranges<Address>): Obstacle => {
  const gap = view.gap('NetworkInterfaces');
  const text = inWords(to, 'the destination');
  if (gap !== undefined) return unseen('internet', `who has ${text} is not known: ${gap}`);
  return blocks(
    'IGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS',
    'internet',
    isWithin(to, union(privateAddresses, sharedAddresses))
      ? `the internet carries nothing to private addresses (${text})`
      : `no network interface here has ${text} as its public address`,
    { facts: { address: text } },
  );
};

/** Outside: the end, or round to the internet gateway of the network that has the address. */
export const internet = (
  world: World,
  branch: Branch,
  { from }: Extract<Place, { at: 'internet' }>,
): readonly Next[] => {
  const { view, goal } = world;
  const { memory } = branch;
  if (from !== undefined) {
    const beyond = narrowed(branch.packets, { destination: goal.beyond });
    if (goal.internet) return [arrived(branch, { at: 'internet' }, atEdge)];
    if (beyond.length > 0) return [arrived({ ...branch, packets: beyond }, { at: 'internet' }, atEdge)];
  }
  const regional = memory.isReply ? memory.translations.findLast(({ device }) => device.startsWith('nat-')) : undefined;
  if (regional !== undefined) return [on(branch, { at: 'nat-return', gateway: regional.device }, { hops: atEdge })];
  const to = destinations(branch.packets);
  const doors = new Map<string, { readonly door: Place | Obstacle; readonly to: Ranges<Address> }>();
  for (const one of knownBy(world, to)) {
    const door = doorOf(view, memory, one);
    const key = JSON.stringify(door);
    const outer = intersect(outerOf(one), to);
    doors.set(key, { door, to: union(doors.get(key)?.to ?? [], outer) });
  }
  if (doors.size === 0) return [ended(branch, nobodyOutside(view, to), atEdge)];
  return [...doors.values()].map(({ door, to: known }) => {
    const packets = narrowed(branch.packets, { destination: known });
    return 'at' in door
      ? on(branch, door, {
          packets,
          memory: 'gateway' in door ? lost(memory, 'SG_REFERENCES_NOT_PRESERVED', door.gateway) : memory,
          hops: atEdge,
        })
      : ended({ ...branch, packets }, door, atEdge);
  });
};
