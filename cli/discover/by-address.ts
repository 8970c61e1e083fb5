import type { Address } from '../../lambda/network/address.ts';
import type { Interface } from '../../lambda/network/interface.ts';
import type { Ranges } from '../../lambda/network/ranges.ts';

/** The interfaces with a private address among these, in the order of their addresses. */
export type ByAddress = (addresses: Ranges<Address>) => readonly Interface[];

interface Start {
  readonly from: Address;
  readonly one: Interface;
}

/** The place of the first that is not before the address. O(log n). */
const placeOf = (starts: readonly Start[], address: Address): number => {
  let [low, high] = [0, starts.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    const start = starts[middle];
    if (start !== undefined && start.from < address) low = middle + 1;
    else high = middle;
  }
  return low;
};

/** Interfaces by where the ranges of their addresses begin: a prefix of many addresses is found by its first one. */
export const byAddressOf = (interfaces: readonly Interface[]): ByAddress => {
  const starts = interfaces
    .flatMap((one) => one.own.map(([from]): Start => ({ from, one })))
    .sort((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : 0));
  return (addresses) => [
    ...new Set(
      addresses.flatMap(([from, to]) => starts.slice(placeOf(starts, from), placeOf(starts, to)).map(({ one }) => one)),
    ),
  ];
};
