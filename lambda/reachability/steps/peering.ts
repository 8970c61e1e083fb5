import { addressesText } from '../../network/address.ts';
import { destinations, narrowed, sources } from '../../network/packets.ts';
import { type Branch, lost, type Next } from '../branch.ts';
import { hop } from '../hop.ts';
import { blocks, unseen } from '../obstacle.ts';
import type { Place } from '../place.ts';
import type { World } from '../world.ts';
import { arrived, ended, on } from './passing.ts';

/** Over a peering connection: https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-basics.html. */
export const peering = (world: World, given: Branch, place: Extract<Place, { at: 'peering' }>): readonly Next[] => {
  const { view, goal } = world;
  const { peering: id, vpc } = place;
  const known = view.peering(id);
  const hops = [hop(id, 'vpc-peering-connection')];
  if (known.kind !== 'found')
    return [ended(given, unseen(id, known.kind === 'unknown' ? known.reason : `${id} is not in the snapshot`), hops)];
  const { status, sides } = known.thing;
  const own = sides.find((side) => side.vpc === vpc);
  const other = sides.find((side) => side !== own);
  const rest = { resources: { vpcPeeringConnection: [id], vpc: [vpc] } };
  if (status !== 'active')
    return [ended(given, blocks('BAD_STATE', id, `${id} is ${status}`, { ...rest, facts: { state: status } }), hops)];
  if (own === undefined || other === undefined)
    return [ended(given, unseen(id, `${id} does not belong to ${vpc}, whose routes lead to it`), hops)];
  const ownVpc = view.vpc(vpc);
  const otherVpc = view.vpc(other.vpc);
  const ownCidrs = own.cidrs.length === 0 && ownVpc.kind === 'found' ? ownVpc.thing.cidrs : own.cidrs;
  const otherCidrs = other.cidrs.length === 0 && otherVpc.kind === 'found' ? otherVpc.thing.cidrs : other.cidrs;
  if (goal.gateways.has(id))
    return [arrived(given, { at: 'peering', peering: id, vpc: other.vpc, entrance: 'none' }, hops)];
  const inside = narrowed(given.packets, { destination: otherCidrs });
  if (inside.length === 0 && otherCidrs.length > 0)
    return [
      ended(
        given,
        blocks(
          'PCX_REQUIRES_ADDRESS_IN_VPC_CIDR',
          id,
          `${id} carries packets to ${other.vpc} alone, and ${addressesText(destinations(given.packets))} is not in it`,
          rest,
        ),
        hops,
      ),
    ];
  const packets = place.entrance === 'none' ? inside : narrowed(inside, { source: ownCidrs });
  if (packets.length === 0 && ownCidrs.length > 0)
    return [
      ended(
        given,
        blocks(
          'PCX_REQUIRES_ADDRESS_IN_VPC_CIDR',
          id,
          `${id} carries packets from ${vpc} alone, and ${addressesText(sources(given.packets))} is not in it`,
          rest,
        ),
        hops,
      ),
    ];
  if (otherVpc.kind !== 'found')
    return [
      ended(
        given,
        unseen(
          other.vpc,
          otherVpc.kind === 'unknown'
            ? otherVpc.reason
            : `${other.vpc} behind ${id}${other.owner === undefined ? '' : ` (account ${other.owner})`} is not in the snapshot`,
          'UNKNOWN_DESTINATION',
          rest,
        ),
        hops,
      ),
    ];
  const memory = own.region === other.region ? given.memory : lost(given.memory, 'SG_REFERENCES_NOT_PRESERVED', id);
  return [on(given, { at: 'delivering', vpc: other.vpc }, { packets, memory, hops: [...hops, hop(other.vpc, 'vpc')] })];
};
