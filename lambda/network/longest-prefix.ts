import type { Address, Block } from './address.ts';
import { intersect, type Range, type Ranges, rangesOf, subtract } from './ranges.ts';

/** A route with the block it is for; of two for one block, the lower rank is before the other. */
export interface Prefixed<Route> {
  readonly block: Block;
  readonly rank: number;
  readonly route: Route;
}

/** What a table says of some destinations. `routes` holds the best of one block first; equal ones of the best rank are `equals`. */
export interface Match<Route> {
  readonly addresses: Ranges<Address>;
  readonly route: Route;
  /** Other routes of the same block and rank. */
  readonly equals: readonly Route[];
  /** Routes of the same block that this one hides. */
  readonly hidden: readonly Route[];
}

export interface Lookups<Route> {
  /** Every part of the addresses that has a route, by longest prefix; what is in no match has none. */
  readonly match: (addresses: Ranges<Address>) => readonly Match<Route>[];
  readonly routes: readonly Route[];
}

interface Slot<Route> {
  readonly block: Block;
  readonly routes: Prefixed<Route>[];
}

const matchOf = <Route>(slot: Slot<Route>, addresses: Ranges<Address>): readonly Match<Route>[] => {
  const [best, ...rest] = slot.routes;
  if (best === undefined) return [];
  return [
    {
      addresses,
      route: best.route,
      equals: rest.filter(({ rank }) => rank === best.rank).map(({ route }) => route),
      hidden: rest.filter(({ rank }) => rank !== best.rank).map(({ route }) => route),
    },
  ];
};

/** Where the block of a length that holds an address starts. */
const startOf = (address: Address, length: number): Address => {
  const size = 1n << BigInt(128 - length);
  return (address / size) * size;
};

/** Routes by block, for longest-prefix lookups: an address costs one map access for each length that occurs. */
export const lookupsOf = <Route>(prefixed: readonly Prefixed<Route>[]): Lookups<Route> => {
  const lengths = new Map<number, Map<Address, Slot<Route>>>();
  for (const one of prefixed) {
    const slots = lengths.get(one.block.length) ?? new Map<Address, Slot<Route>>();
    lengths.set(one.block.length, slots);
    const start = startOf(one.block.range[0], one.block.length);
    const slot = slots.get(start);
    if (slot === undefined) slots.set(start, { block: one.block, routes: [one] });
    else slot.routes.push(one);
  }
  const ordered = [...lengths].sort(([a], [b]) => b - a);
  for (const [, slots] of ordered) for (const slot of slots.values()) slot.routes.sort((a, b) => a.rank - b.rank);

  const matchOne = (address: Address, addresses: Ranges<Address>): readonly Match<Route>[] => {
    for (const [length, slots] of ordered) {
      const slot = slots.get(startOf(address, length));
      // `::/0` starts after the IPv4 addresses.
      if (slot !== undefined && address >= slot.block.range[0]) return matchOf(slot, addresses);
    }
    return [];
  };
  const matchMany = (addresses: Ranges<Address>): readonly Match<Route>[] => {
    // A prefix list is one route with many blocks: what it takes is one part.
    const taken = new Map<Route | Slot<Route>, { readonly slot: Slot<Route>; readonly ranges: Range<Address>[] }>();
    let rest = addresses;
    for (const [, slots] of ordered)
      for (const slot of slots.values()) {
        if (rest.length === 0) break;
        const covered = intersect(rest, [slot.block.range]);
        const [best] = slot.routes;
        if (covered.length === 0 || best === undefined) continue;
        const alone = slot.routes.length === 1;
        const known = alone ? taken.get(best.route) : undefined;
        if (known === undefined) taken.set(alone ? best.route : slot, { slot, ranges: [...covered] });
        else known.ranges.push(...covered);
        rest = subtract(rest, covered);
      }
    return [...taken.values()].flatMap(({ slot, ranges }) => matchOf(slot, rangesOf(ranges)));
  };
  return {
    match: (addresses) => {
      const [first] = addresses;
      return addresses.length === 1 && first !== undefined && first[1] - first[0] === 1n
        ? matchOne(first[0], addresses)
        : matchMany(addresses);
    },
    routes: prefixed.map(({ route }) => route),
  };
};
