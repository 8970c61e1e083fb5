import {
  type Address,
  addressesText,
  everyAddress,
  everyIPv4,
  globalIPv6,
  only,
  privateAddresses,
  sharedAddresses,
} from '../../network/address.ts';
import { destinations, narrowed, type Packets, sources } from '../../network/packets.ts';
import { intersect, overlaps, type Ranges } from '../../network/ranges.ts';
import { type Branch, lost, type Next } from '../branch.ts';
import { hop } from '../hop.ts';
import { blocks, type Obstacle, unseen } from '../obstacle.ts';
import type { Entrance, Place } from '../place.ts';
import type { View } from '../view.ts';
import type { World } from '../world.ts';
import { placesOf, publicAccessObstacle } from './block-public-access.ts';
import { publicAddresses } from './internet.ts';
import { arrived, ended, hindered, on } from './passing.ts';
import { few } from './recipients.ts';

/** Public addresses on a network's own side: those of an IPv4 interface are others than its private ones. */
export const inIPv6 = (packets: Packets): Packets => narrowed(packets, { source: globalIPv6, destination: globalIPv6 });
const inIPv4 = (packets: Packets): Packets => narrowed(packets, { source: everyIPv4, destination: everyIPv4 });

/** The public address that stands for each private one among the sources. */
const translations = (view: View, vpc: string, from: Ranges<Address>) => {
  const single = few(from);
  const interfaces =
    single === undefined
      ? view.interfacesOf(vpc).map((one) => one.id)
      : [...new Set(single.flatMap((address) => view.holders(vpc, address)))];
  return interfaces.flatMap((id) => {
    const held = view.interface(id);
    return held.kind !== 'found'
      ? []
      : held.thing.addresses.flatMap((address) =>
          address.public !== undefined && overlaps(from, only(address.private))
            ? [{ private: address.private, public: address.public, subnet: held.thing.subnet }]
            : [],
        );
  });
};

/** What a VPC may send out under its own name; everything where the VPC is not known. */
export const ownAddresses = (view: View, vpc: string): Ranges<Address> => {
  const known = view.vpc(vpc);
  return known.kind === 'found' ? known.thing.cidrs : everyAddress;
};

/** IPv6 is not translated: no gateway to the internet serves the addresses of another VPC. */
export const notOurs = (gateway: string, vpc: string, packets: Packets): Obstacle => {
  const address = addressesText(sources(packets));
  return blocks(
    'IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS',
    gateway,
    `${gateway} lets out the IPv6 addresses of ${vpc} alone, and ${address} is not one of them`,
    { resources: { internetGateway: [gateway], vpc: [vpc] }, facts: { address } },
  );
};

/** A NAT gateway has given the packets a public address already, where it has no interface of its own. */
const isPublicAlready = (entrance: Entrance, packets: Packets): boolean =>
  entrance === 'nat' && !overlaps(sources(packets), privateAddresses);

const restricted = (gateway: string, packets: Packets): Obstacle | undefined => {
  const to = destinations(packets);
  const rest = { resources: { internetGateway: [gateway] }, facts: { address: addressesText(to) } };
  if (intersect(to, publicAddresses).length > 0) return undefined;
  if (overlaps(to, privateAddresses))
    return blocks(
      'IGW_DESTINATION_ADDRESS_NOT_IN_RFC1918_EGRESS',
      gateway,
      `${gateway} does not carry packets to ${addressesText(to)}, a private address`,
      rest,
    );
  return overlaps(to, sharedAddresses)
    ? blocks(
        'IGW_DESTINATION_ADDRESS_NOT_IN_RFC6598_EGRESS',
        gateway,
        `${gateway} does not carry packets to ${addressesText(to)}, a shared address`,
        rest,
      )
    : blocks('NO_POSSIBLE_DESTINATION', gateway, `${addressesText(to)} is no address on the internet`, rest);
};

/** Out of a VPC: https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Internet_Gateway.html. */
export const internetGatewayOut = (
  world: World,
  given: Branch,
  { gateway, vpc, from, entrance }: Extract<Place, { at: 'internet-gateway-out' }>,
): readonly Next[] => {
  const { view, goal } = world;
  const known = view.internetGateway(gateway);
  const hops = [hop(gateway, 'internet-gateway')];
  if (known.kind !== 'found')
    return [
      ended(
        given,
        unseen(gateway, known.kind === 'unknown' ? known.reason : `${gateway} is not in the snapshot`),
        hops,
      ),
    ];
  if (known.thing.vpc !== vpc)
    return [
      ended(
        given,
        blocks('BAD_STATE_ATTACHMENT', gateway, `${gateway} is not attached to ${vpc}`, {
          resources: { internetGateway: [gateway], vpc: [vpc] },
        }),
        hops,
      ),
    ];
  const obstacle = restricted(gateway, given.packets);
  if (obstacle !== undefined) return [ended(given, obstacle, hops)];
  const memory = lost(given.memory, 'SG_REFERENCES_NOT_PRESERVED', gateway);
  const allowed = narrowed(given.packets, { destination: publicAddresses });
  const isGoal = goal.gateways.has(gateway);
  const go = (packets: Packets, places: readonly string[], text?: string): Next => {
    const decisions = text === undefined ? [] : [{ kind: 'translation' as const, id: gateway, text }];
    const blocked = publicAccessObstacle(view, gateway, places, entrance === 'nat');
    const branch = hindered(given, blocked);
    const blockers = blocked === undefined ? [] : [blocked];
    const passed = [hop(gateway, 'internet-gateway', { of: vpc, decisions, blockers, header: packets[0] })];
    return isGoal
      ? arrived({ ...branch, packets, memory }, { at: 'internet-gateway-in', gateway }, passed)
      : on(branch, { at: 'internet', from: gateway }, { packets, memory, hops: passed });
  };
  const nexts: Next[] = [];
  const six = inIPv6(allowed);
  const ownSix = narrowed(six, { source: ownAddresses(view, vpc) });
  if (ownSix.length > 0) nexts.push(go(ownSix, placesOf(vpc, from)));
  else if (six.length > 0) nexts.push(ended({ ...given, packets: six }, notOurs(gateway, vpc, six), hops));
  const four = inIPv4(allowed);
  if (four.length > 0 && isPublicAlready(entrance, four)) nexts.push(go(four, [vpc]));
  else if (four.length > 0) {
    const mapped = translations(view, vpc, sources(four));
    for (const one of mapped) {
      const packets = narrowed(four, { source: only(one.private) }).map((box) => ({
        ...box,
        source: only(one.public),
      }));
      if (packets.length > 0)
        nexts.push(
          go(
            packets,
            [vpc, one.subnet],
            `${addressesText(only(one.private))} becomes ${addressesText(only(one.public))}`,
          ),
        );
    }
    if (mapped.length === 0) {
      const own = addressesText(sources(four));
      nexts.push(
        ended(
          { ...given, packets: four },
          blocks(
            'IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS',
            gateway,
            `${own} has no public address, so ${gateway} does not let it out`,
            {
              resources: {
                internetGateway: [gateway],
                vpc: [vpc],
                networkInterface: few(sources(four))?.flatMap((one) => view.holders(vpc, one)) ?? [],
              },
              facts: { address: own },
            },
          ),
          hops,
        ),
      );
    }
  }
  return nexts;
};
