import { addressesText } from '../../network/address.ts';
import { narrowed, sources } from '../../network/packets.ts';
import type { Branch, Next } from '../branch.ts';
import type { Place } from '../place.ts';
import type { World } from '../world.ts';
import { checkObstacle, doubtful, interfaceNotSeen, stateObstacle } from './interface.ts';
import { hindered } from './passing.ts';
import { throughInterface } from './security-groups.ts';

/** An interface sends: source check, then security groups. */
export const sending = (world: World, given: Branch, place: Extract<Place, { at: 'sending' }>): readonly Next[] => {
  const held = world.view.interface(place.interface);
  if (held.kind !== 'found')
    return [interfaceNotSeen(given, place.interface, held.kind === 'unknown' ? held.reason : undefined)];
  const one = held.thing;
  const next: Place = { at: 'departing', interface: one.id, entrance: place.entrance };
  const own = one.checked && !place.isUnchecked ? narrowed(given.packets, { source: one.own }) : given.packets;
  const met = [
    ...stateObstacle(world.view, one),
    ...(own.length === 0 ? [checkObstacle(one, `from ${addressesText(sources(given.packets))}`)] : []),
  ];
  // What still carries a sender's groups carries those of this interface.
  const memory =
    given.memory.identity.kind === 'kept'
      ? { ...given.memory, identity: { kind: 'kept' as const, groups: one.groups } }
      : given.memory;
  const start = { ...doubtful(given, one), memory, packets: own.length === 0 ? given.packets : own };
  const branch = met.reduce<Branch>(hindered, start);
  return throughInterface(world, branch, one, 'egress', next, given.length === 0 ? 'sending' : 'passing', met);
};
