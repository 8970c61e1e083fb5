import {
  type Address,
  addressesText,
  everyAddress,
  everyIPv4,
  globalIPv6,
  isIPv4,
  only,
  privateAddresses,
  sharedAddresses,
  unroutable,
} from '../../network/address.ts';
import type { Interface } from '../../network/interface.ts';
import { destinations, narrowed, type Packets, sources } from '../../network/packets.ts';
import { intersect, isWithin, overlaps, type Ranges, rangesOf, subtract, union } from '../../network/ranges.ts';
import { type Branch, lost, type Memory, type Next } from '../branch.ts';
import { hop } from '../hop.ts';
import { blocks, type Obstacle, unseen } from '../obstacle.ts';
import type { Entrance, Place, RoutedBy } from '../place.ts';
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

/** Public addresses on a network's own side: those of an IPv4 interface are others than its private ones. */
const inIPv6 = (packets: Packets): Packets => narrowed(packets, { source: globalIPv6, destination: globalIPv6 });
const inIPv4 = (packets: Packets): Packets => narrowed(packets, { source: everyIPv4, destination: everyIPv4 });

/** VPC Block Public Access; undefined where it lets the packets pass. */
const publicAccessObstacle = (
  view: View,
  gateway: string,
  places: readonly string[],
  isOutboundOnly: boolean,
): Obstacle | undefined => {
  const { mode, unread, exclusions } = view.publicAccess(places);
  if (unread !== undefined) return unseen(gateway, `whether VPC Block Public Access blocks it is not known: ${unread}`);
  if (mode === 'off' || exclusions.includes('allow-bidirectional')) return undefined;
  if (isOutboundOnly && (mode === 'block-ingress' || exclusions.includes('allow-egress'))) return undefined;
  return blocks(
    'VPC_BLOCK_PUBLIC_ACCESS_ENABLED',
    gateway,
    `VPC Block Public Access (${mode}) blocks traffic through ${gateway}`,
    { resources: { internetGateway: [gateway], vpc: places.slice(0, 1) } },
  );
};

const placesOf = (vpc: string, from: RoutedBy): readonly string[] =>
  from.kind === 'subnet' ? [vpc, from.subnet] : [vpc];

/** With an obstacle that says unreachable as a blocker, with one that says unknown as a doubt. */
export const hindered = (branch: Branch, obstacle: Obstacle | undefined): Branch =>
  obstacle === undefined
    ? branch
    : obstacle.says === 'unreachable'
      ? { ...branch, blockers: [...branch.blockers, obstacle] }
      : { ...branch, doubts: [...branch.doubts, obstacle] };

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
const ownAddresses = (view: View, vpc: string): Ranges<Address> => {
  const known = view.vpc(vpc);
  return known.kind === 'found' ? known.thing.cidrs : everyAddress;
};

/** IPv6 is not translated: no gateway to the internet serves the addresses of another VPC. */
const notOurs = (gateway: string, vpc: string, packets: Packets): Obstacle => {
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

const atEdge = [hop('internet', 'internet')];

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

/** Into a VPC: the public address becomes the private one; then the gateway's own route table, if it has one. */
export const internetGatewayIn = (
  world: World,
  given: Branch,
  { gateway }: Extract<Place, { at: 'internet-gateway-in' }>,
): readonly Next[] => {
  const { view } = world;
  const known = view.internetGateway(gateway);
  const plain = [hop(gateway, 'internet-gateway')];
  if (known.kind !== 'found' || known.thing.vpc === undefined)
    return [
      ended(
        given,
        known.kind === 'found'
          ? blocks('BAD_STATE_ATTACHMENT', gateway, `${gateway} is attached to no VPC`, {
              resources: { internetGateway: [gateway] },
            })
          : unseen(gateway, known.kind === 'unknown' ? known.reason : `${gateway} is not in the snapshot`),
        plain,
      ),
    ];
  const vpc = known.thing.vpc;
  const from = sources(given.packets);
  const outside = narrowed(given.packets, { source: publicAddresses });
  if (outside.length === 0) {
    const isShared = overlaps(from, sharedAddresses);
    const code = isShared ? 'IGW_SOURCE_ADDRESS_NOT_IN_RFC6598_INGRESS' : 'IGW_SOURCE_ADDRESS_NOT_IN_RFC1918_INGRESS';
    return [
      ended(
        given,
        blocks(
          code,
          gateway,
          `${gateway} takes no packets from ${addressesText(from)}, ${isShared ? 'a shared' : 'a private'} address`,
          {
            resources: { internetGateway: [gateway] },
            facts: { address: addressesText(from) },
          },
        ),
        plain,
      ),
    ];
  }
  const nexts: Next[] = [];
  const table = view.tableOfGateway(gateway);
  for (const { packets, subnet, text } of admitted(view, vpc, outside)) {
    const obstacle = publicAccessObstacle(
      view,
      gateway,
      [vpc, subnet],
      given.memory.isReply && given.memory.translations.length > 0,
    );
    const branch = hindered(given, obstacle);
    const next: Place =
      table.kind === 'found'
        ? { at: 'routing', vpc, by: { kind: 'gateway', gateway }, entrance: 'internet' }
        : { at: 'delivering', vpc };
    nexts.push(
      on(branch, next, {
        packets,
        hops: [
          hop(gateway, 'internet-gateway', {
            of: vpc,
            ...(text === undefined ? {} : { decisions: [{ kind: 'translation', id: gateway, text }] }),
            header: packets[0],
            blockers: obstacle === undefined ? [] : [obstacle],
          }),
          ...(next.at === 'delivering' ? [hop(vpc, 'vpc')] : []),
        ],
      }),
    );
  }
  if (nexts.length > 0) return nexts;
  const text = inWords(destinations(outside), 'the destination');
  return [
    ended(
      given,
      blocks(
        'IGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS',
        gateway,
        `no network interface in ${vpc} has ${text} as its public address`,
        {
          resources: { internetGateway: [gateway], vpc: [vpc] },
          facts: { address: text },
        },
      ),
      plain,
    ),
  ];
};

/** Packets to the public addresses of a VPC's interfaces, with their private ones instead. */
const admitted = (view: View, vpc: string, packets: Packets) => {
  const found: { readonly packets: Packets; readonly subnet: string; readonly text?: string }[] = [];
  const single = few(destinations(packets));
  const ids =
    single === undefined
      ? view.interfacesOf(vpc).map((one) => one.id)
      : [...new Set(single.flatMap((address) => [...view.publicHolders(address), ...view.holders(vpc, address)]))];
  for (const id of ids) {
    const held = view.interface(id);
    if (held.kind !== 'found' || held.thing.vpc !== vpc) continue;
    for (const address of held.thing.addresses) {
      const isSix = !isIPv4(address.private);
      const outer = isSix ? address.private : address.public;
      if (outer === undefined) continue;
      const own = narrowed(packets, { destination: only(outer) });
      if (own.length === 0) continue;
      found.push({
        packets: own.map((box) => ({ ...box, destination: only(address.private) })),
        subnet: held.thing.subnet,
        ...(isSix ? {} : { text: `${addressesText(only(outer))} becomes ${addressesText(only(address.private))}` }),
      });
    }
  }
  return found;
};

/** IPv6, requests out and their replies in: https://docs.aws.amazon.com/vpc/latest/userguide/egress-only-internet-gateway.html. */
export const egressOnlyGateway = (
  world: World,
  given: Branch,
  { gateway, vpc, from }: Extract<Place, { at: 'egress-only-gateway' }>,
): readonly Next[] => {
  const known = world.view.egressOnlyGateway(gateway);
  const hops = [hop(gateway, 'egress-only-internet-gateway', { of: vpc })];
  if (known.kind !== 'found')
    return [
      ended(
        given,
        unseen(gateway, known.kind === 'unknown' ? known.reason : `${gateway} is not in the snapshot`),
        hops,
      ),
    ];
  const six = inIPv6(given.packets);
  const packets = narrowed(six, { source: ownAddresses(world.view, vpc) });
  if (six.length > 0 && packets.length === 0) return [ended(given, notOurs(gateway, vpc, six), hops)];
  if (packets.length === 0 || known.thing.vpc !== vpc)
    return [
      ended(
        given,
        blocks('NO_POSSIBLE_DESTINATION', gateway, `${gateway} carries global IPv6 out of its own VPC, nothing else`, {
          resources: { vpc: [vpc] },
        }),
        hops,
      ),
    ];
  const branch = hindered(given, publicAccessObstacle(world.view, gateway, placesOf(vpc, from), true));
  const memory = lost(
    { ...branch.memory, admitted: new Set([...branch.memory.admitted, gateway]) },
    'SG_REFERENCES_NOT_PRESERVED',
    gateway,
  );
  const back: Place = { at: 'egress-only-gateway-in', gateway, vpc };
  const beyond = world.goal.internet ? packets : narrowed(packets, { destination: world.goal.beyond });
  if (world.goal.gateways.has(gateway)) return [arrived({ ...branch, packets, memory }, back, hops)];
  return beyond.length > 0
    ? [arrived({ ...branch, packets: beyond, memory }, back, [...hops, ...atEdge])]
    : [on(branch, { at: 'internet', from: gateway }, { packets, memory, hops })];
};

export const egressOnlyGatewayIn = (
  _world: World,
  branch: Branch,
  { gateway, vpc }: Extract<Place, { at: 'egress-only-gateway-in' }>,
): readonly Next[] => [
  on(
    branch,
    { at: 'delivering', vpc },
    { hops: [hop(gateway, 'egress-only-internet-gateway', { of: vpc }), hop(vpc, 'vpc')] },
  ),
];
