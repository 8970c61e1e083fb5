import { privateAddresses } from '../../network/address.ts';
import { destinations, narrowed } from '../../network/packets.ts';
import { intersect, isWithin, overlaps } from '../../network/ranges.ts';
import type { Branch, Next } from '../branch.ts';
import type { Place } from '../place.ts';
import type { World } from '../world.ts';
import { on } from './passing.ts';

/*
 * Past a table that does not lead to the destination: which gateways would. The blocker is on the branch already; this finds
 * what else lies in the way, so that a reader does not mend one thing to meet the next.
 */

type Guessing = Extract<Place, { at: 'guessing' }>;

/** Attachments of a transit gateway to VPCs that hold some of the destinations. */
const leading = (world: World, transitGateway: string, branch: Branch) =>
  world.view.attachmentsAt(transitGateway).filter((attachment) => {
    if (attachment.type === 'peering') return true;
    if (attachment.type !== 'vpc') return false;
    const vpc = world.view.vpc(attachment.resource);
    return vpc.kind === 'found' && overlaps(vpc.thing.cidrs, destinations(branch.packets));
  });

const towards = (world: World, branch: Branch, { vpc, by, entrance }: Guessing): readonly Place[] => {
  const wanted = destinations(branch.packets);
  const own = world.view.vpc(vpc);
  if (own.kind === 'found' && overlaps(own.thing.cidrs, wanted)) return [{ at: 'delivering', vpc }];
  const places: Place[] = [];
  for (const id of world.view.peeringsOf(vpc)) {
    const peering = world.view.peering(id);
    if (peering.kind !== 'found' || peering.thing.status !== 'active') continue;
    const other = peering.thing.sides.find((side) => side.vpc !== vpc);
    if (other !== undefined && overlaps(other.cidrs, wanted))
      places.push({ at: 'peering', peering: id, vpc, entrance });
  }
  for (const attachment of world.view.attachmentsOf(vpc))
    if (leading(world, attachment.transitGateway, branch).some((one) => one.resource !== vpc))
      places.push({ at: 'into-transit', transitGateway: attachment.transitGateway, vpc, from: by });
  if (world.goal.beyond.length > 0) {
    const gateway = world.view.vpnGatewayOf(vpc);
    if (gateway.kind === 'found') places.push({ at: 'vpn-gateway', gateway: gateway.thing, vpc, entrance });
  }
  if (places.length === 0 && !isWithin(wanted, privateAddresses)) {
    const gateway = world.view.internetGatewayOf(vpc);
    if (gateway.kind === 'found')
      places.push({ at: 'internet-gateway-out', gateway: gateway.thing, vpc, from: by, entrance });
  }
  return places;
};

/** Where nothing else would lead on, the packets end at what stopped them, unless that was a guess itself. */
const orEnd = (branch: Branch, nexts: readonly Next[]): readonly Next[] => {
  const obstacle = branch.blockers.at(-1);
  return nexts.length > 0 || obstacle === undefined || branch.penalty > 0
    ? nexts
    : [{ kind: 'ended', branch, obstacle }];
};

export const guessing = (world: World, branch: Branch, place: Guessing): readonly Next[] =>
  orEnd(
    branch,
    towards(world, branch, place).map((next) =>
      on(
        branch,
        place.by.kind === 'subnet' ? { at: 'leaving-subnet', subnet: place.by.subnet, vpc: place.vpc, to: next } : next,
      ),
    ),
  );

export const guessingTransit = (
  world: World,
  branch: Branch,
  { attachment, transitGateway, zone }: Extract<Place, { at: 'guessing-transit' }>,
): readonly Next[] =>
  orEnd(
    branch,
    leading(world, transitGateway, branch)
      .filter((one) => one.id !== attachment)
      .flatMap((one) => {
        const vpc = one.type === 'vpc' ? world.view.vpc(one.resource) : undefined;
        const reached =
          vpc?.kind === 'found'
            ? narrowed(branch.packets, { destination: intersect(vpc.thing.cidrs, destinations(branch.packets)) })
            : branch.packets;
        return [
          on(
            branch,
            { at: 'out-of-transit', attachment: one.id, transitGateway, ...(zone === undefined ? {} : { zone }) },
            { packets: reached },
          ),
        ];
      }),
  );
