import { addressesText, everyIPv4, only } from '../../network/address.ts';
import type { NatAddress, NatGateway } from '../../network/gateways.ts';
import {
  everyPort,
  ICMP,
  narrowed,
  type Packets,
  protocolText,
  single,
  sources,
  TCP,
  turnedBack,
  UDP,
} from '../../network/packets.ts';
import { isWithin, type Ranges, rangesOf } from '../../network/ranges.ts';
import { type Branch, lost, type Next, withoutReference } from '../branch.ts';
import { hop } from '../hop.ts';
import { blocks, type Obstacle, unmodelled, unseen } from '../obstacle.ts';
import type { Place } from '../place.ts';
import type { World } from '../world.ts';
import { ended, on } from './passing.ts';
import { throughSubnet } from './subnet.ts';

type AtNat = Extract<Place, { at: 'nat' }>;

/** https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-basics.html */
const carried: Ranges<number> = [...single(ICMP), ...single(TCP), ...single(UDP)];
const ephemeral: Ranges<number> = [[1024, 65_536]];

const obstacleOf = (gateway: NatGateway, { entrance, vpc }: AtNat, isReply: boolean): Obstacle | undefined => {
  const rest = { resources: { natGateway: [gateway.id], vpc: [vpc] } };
  if (gateway.state !== 'available')
    return blocks('BAD_STATE', gateway.id, `${gateway.id} is ${gateway.state}`, {
      ...rest,
      facts: { state: gateway.state },
    });
  if (isReply)
    return blocks(
      'NGW_SOURCE_ADDRESS_REASSIGN',
      gateway.id,
      `${gateway.id} takes no reply to a connection that did not come by it: it would give it another source address`,
      rest,
    );
  return gateway.vpc !== vpc || entrance === 'peering' || entrance === 'vpn' || entrance === 'internet'
    ? blocks('NGW_REQUIRES_SOURCE_IN_VPC', gateway.id, `${gateway.id} serves its own VPC ${gateway.vpc} alone`, rest)
    : undefined;
};

const protocolObstacle = (gateway: NatGateway, { vpc }: AtNat, packets: Packets): Obstacle => {
  const [first] = packets;
  const protocols = first === undefined ? '' : protocolText(first.protocols);
  return blocks('PROTOCOL_RESTRICTION', gateway.id, `${gateway.id} carries tcp, udp and icmp, not ${protocols}`, {
    resources: { natGateway: [gateway.id], vpc: [vpc] },
  });
};

/** The packets as the gateway sends them on, one branch for each box, so that each reply finds its way back. */
const translated = (gateway: NatGateway, branch: Branch, address: NatAddress) => {
  const device = gateway.isRegional ? gateway.id : (address.interface ?? gateway.id);
  return branch.packets.map((before) => ({
    device,
    packets: [
      { ...before, source: only(address.private), sourcePorts: ephemeralFor(before.protocols) },
    ] satisfies Packets,
    memory: lost(
      {
        ...withoutReference(branch.memory),
        translations: [...branch.memory.translations, { kind: 'source', device, before }],
      },
      'SG_REFERENCES_NOT_PRESERVED',
      gateway.id,
    ),
    hop: hop(gateway.id, 'nat-gateway', {
      of: gateway.vpc,
      blockers: branch.blockers.filter(({ component }) => component === gateway.id),
      decisions: [
        {
          kind: 'translation' as const,
          id: gateway.id,
          text: `${addressesText(before.source)} becomes ${addressesText(only(address.private))}`,
        },
      ],
    }),
  }));
};

/** ICMP has no ports; its set of them means nothing. */
const ephemeralFor = (protocols: Ranges<number>): Ranges<number> =>
  protocols.every(([from, to]) => to - from === 1 && from === ICMP) ? everyPort : ephemeral;

const zoneOf = (world: World, place: AtNat): readonly (string | undefined)[] => {
  if (place.from.kind === 'table') return [place.from.zone];
  if (place.from.kind !== 'subnet') return [];
  const subnet = world.view.subnet(place.from.subnet);
  return subnet.kind === 'found' ? [subnet.thing.zone, subnet.thing.zoneId] : [];
};

/** A regional gateway: https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateways-regional.html. */
const throughRegional = (world: World, branch: Branch, place: AtNat, gateway: NatGateway): readonly Next[] => {
  const zones = zoneOf(world, place).filter((zone) => zone !== undefined);
  const usable = gateway.addresses.filter(
    ({ zone, zoneId }) =>
      (zone === undefined && zoneId === undefined) || zones.some((one) => one === zone || one === zoneId),
  );
  if (usable.length === 0)
    return [
      ended(
        branch,
        blocks(
          'REGIONAL_NGW_ROUTE_AZ_RESTRICTION',
          gateway.id,
          `${gateway.id} has no address in ${zones[0] ?? 'the zone of the sender'}`,
          {
            resources: { natGateway: [gateway.id], vpc: [place.vpc] },
          },
        ),
        [hop(gateway.id, 'nat-gateway')],
      ),
    ];
  const [zone] = zones;
  return usable.flatMap((address) =>
    translated(gateway, branch, address).map(({ packets, memory, hop: passed }) =>
      on(
        branch,
        gateway.routeTable === undefined
          ? { at: 'internet', from: gateway.id }
          : {
              at: 'routing',
              vpc: gateway.vpc,
              by: { kind: 'table', table: gateway.routeTable, ...(zone === undefined ? {} : { zone }) },
              entrance: 'nat',
            },
        { packets, memory, hops: [passed] },
      ),
    ),
  );
};

/** Into the gateway's subnet, its address instead of the sender's, and out by that subnet's own routes. */
const throughZonal = (
  world: World,
  branch: Branch,
  place: AtNat,
  gateway: NatGateway,
  subnet: string,
): readonly Next[] => {
  const inside: Place = { at: 'routing', vpc: gateway.vpc, by: { kind: 'subnet', subnet }, entrance: 'nat' };
  const entered: readonly Next[] =
    place.from.kind === 'subnet' && place.from.subnet === subnet
      ? [on(branch, inside)]
      : throughSubnet(world, branch, subnet, gateway.vpc, 'ingress', inside);
  return entered.flatMap((next) => {
    if (next.kind !== 'on') return [next];
    const entering = { ...next.branch, place };
    return gateway.addresses.flatMap((address) =>
      translated(gateway, entering, address).map(({ packets, memory, hop: passed }) =>
        on(
          entering,
          address.interface === undefined ? inside : { at: 'departing', interface: address.interface, entrance: 'nat' },
          { packets, memory, hops: [passed] },
        ),
      ),
    );
  });
};

export const nat = (world: World, given: Branch, place: AtNat): readonly Next[] => {
  const known = world.view.natGateway(place.gateway);
  const hops = [hop(place.gateway, 'nat-gateway')];
  if (known.kind !== 'found') {
    const reason = known.kind === 'unknown' ? known.reason : `${place.gateway} is not in the snapshot`;
    return [ended(given, unseen(place.gateway, reason), hops)];
  }
  const gateway = known.thing;
  const obstacle = obstacleOf(gateway, place, given.memory.isReply);
  if (obstacle !== undefined) return [ended(given, obstacle, hops)];
  const four = narrowed(given.packets, { source: everyIPv4 });
  if (four.length === 0)
    return [
      ended(given, unmodelled(gateway.id, `${gateway.id} translates IPv6, which the model does not follow`), hops),
    ];
  if (isWithin(sources(four), rangesOf(gateway.addresses.flatMap((address) => only(address.private)))))
    return [
      ended(
        given,
        blocks('NO_PATH', gateway.id, `the packets go round in circles: ${gateway.id} leads back to itself`, {
          resources: { natGateway: [gateway.id], vpc: [place.vpc] },
        }),
        hops,
      ),
    ];
  const packets = narrowed(four, { protocols: carried });
  const refused = packets.length > 0 ? [] : [protocolObstacle(gateway, place, four)];
  if (gateway.addresses.length === 0) return [ended(given, unseen(gateway.id, `${gateway.id} has no address`), hops)];
  // Past what it does not carry, for the sake of what else lies in the way.
  const branch =
    refused.length === 0
      ? { ...given, packets }
      : { ...given, packets: four, blockers: [...given.blockers, ...refused] };
  return gateway.isRegional || gateway.subnet === undefined
    ? throughRegional(world, branch, place, gateway)
    : throughZonal(world, branch, place, gateway, gateway.subnet);
};

/** A reply at a regional gateway: the translation is undone, and the VPC delivers it. */
export const natReturn = (
  world: World,
  branch: Branch,
  { gateway }: Extract<Place, { at: 'nat-return' }>,
): readonly Next[] => {
  const known = world.view.natGateway(gateway);
  const translation = branch.memory.translations.findLast(({ device }) => device === gateway);
  if (known.kind !== 'found' || translation === undefined) return [];
  const packets = turnedBack(branch.packets, translation.before);
  const memory = {
    ...branch.memory,
    translations: branch.memory.translations.filter((other) => other !== translation),
  };
  return [
    on(
      branch,
      { at: 'delivering', vpc: known.thing.vpc },
      { packets, memory, hops: [hop(gateway, 'nat-gateway'), hop(known.thing.vpc, 'vpc')] },
    ),
  ];
};
