import { addressesText } from '../../network/address.ts';
import { narrowed, sources } from '../../network/packets.ts';
import type { Branch, Next } from '../branch.ts';
import type { Place } from '../place.ts';
import type { World } from '../world.ts';
import { checkObstacle, doubtful, interfaceNotSeen, stopped } from './interface.ts';
import { throughInterface } from './security-groups.ts';

/** An interface sends: source check, then security groups. */
export const sending = (world: World, given: Branch, place: Extract<Place, { at: 'sending' }>): readonly Next[] => {
  const held = world.view.interface(place.interface);
  if (held.kind !== 'found')
    return [interfaceNotSeen(given, place.interface, held.kind === 'unknown' ? held.reason : undefined)];
  const one = held.thing;
  const branch = stopped(world.view, doubtful(given, one), one);
  const next: Place = { at: 'departing', interface: one.id, entrance: place.entrance };
  const order = given.length === 0 ? 'sending' : 'passing';
  if (!one.checked || place.isUnchecked) return throughInterface(world, branch, one, 'egress', next, order);
  const own = narrowed(branch.packets, { source: one.own });
  if (own.length > 0) return throughInterface(world, { ...branch, packets: own }, one, 'egress', next, order);
  const obstacle = checkObstacle(one, `from ${addressesText(sources(branch.packets))}`);
  return throughInterface(world, { ...branch, blockers: [...branch.blockers, obstacle] }, one, 'egress', next, order);
};
