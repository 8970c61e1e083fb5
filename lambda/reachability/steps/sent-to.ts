import { everyAddress, everyIPv4, everyIPv6, isIPv4, only } from '../../network/address.ts';
import { isFound } from '../../network/lookup.ts';
import { type Box, narrowed } from '../../network/packets.ts';
import { intersect, type Ranges, subtract } from '../../network/ranges.ts';
import type { Branch, Translation } from '../branch.ts';
import type { Place } from '../place.ts';
import type { World } from '../world.ts';
import type { Forward, Reached } from './targets.ts';

type Balancing = Extract<Place, { at: 'balancing' }>;

const ephemeral: Ranges<number> = [[1024, 65_536]];

/** Packets as a balancer sends them on: in the client's name, as far as it may, or in its own. */
interface Sent {
  readonly kind: Translation['kind'];
  readonly before: Box;
  readonly packets: Box;
}

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/network/edit-target-group-attributes.html#client-ip-preservation */
export const sentTo = (
  world: World,
  branch: Branch,
  place: Balancing,
  { keepsClient, port }: Forward,
  { interface: id, address, target }: Reached,
): readonly Sent[] => {
  const own = world.view.interface(place.interface);
  const held = world.view.interface(id);
  const family = isIPv4(address) ? everyIPv4 : everyIPv6;
  const name = isFound(own) ? intersect(own.thing.own, family) : [];
  const to = { destination: only(address), destinationPorts: port(target) };
  // A client of the other family is translated; a target cannot be its own client.
  const keeping = keepsClient ? subtract(family, isFound(held) ? held.thing.own : []) : [];
  const others = keepsClient ? subtract(everyAddress, family) : everyAddress;
  return [
    ...narrowed(branch.packets, { source: keeping }).map(
      (before): Sent => ({ kind: 'client-kept', before, packets: { ...before, ...to } }),
    ),
    ...(name.length === 0 ? [] : narrowed(branch.packets, { source: others })).map(
      (before): Sent => ({
        kind: 'proxy',
        before,
        packets: { ...before, ...to, source: name, sourcePorts: ephemeral },
      }),
    ),
  ];
};
