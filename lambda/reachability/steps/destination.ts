import { addressesText } from '../../network/address.ts';
import { isFound } from '../../network/lookup.ts';
import { destinations, type Packets } from '../../network/packets.ts';
import { overlaps } from '../../network/ranges.ts';
import type { World } from '../world.ts';

/** Where the packets are to go, for a route that is missing: `10.0.20.236 (10.0.0.0/16 of vpc-…)`. */
export const destinationText = ({ view, goal }: World, packets: Packets): string => {
  if (goal.internet) return 'the internet';
  const wanted = destinations(packets);
  const text = addressesText(wanted);
  for (const id of goal.interfaces) {
    const held = view.interface(id);
    const vpc = isFound(held) ? view.vpc(held.thing.vpc) : held;
    if (!isFound(vpc)) continue;
    const block = vpc.thing.cidrs.find((range) => overlaps([range], wanted));
    if (block !== undefined) return `${text} (${addressesText([block])} of ${vpc.thing.id})`;
  }
  return text;
};
