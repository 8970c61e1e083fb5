import { isFlawedList, list, type Raw, text } from '../snapshot/raw.ts';
import { type Address, blocksOf } from './address.ts';
import type { Ranges } from './ranges.ts';

/** A prefix list: for rules its addresses, for routes its CIDRs, each of which is a route of its own length. */
export interface PrefixList {
  readonly addresses: Ranges<Address>;
  readonly cidrs: readonly string[];
  /** Entries that could not be read. */
  readonly flaws: readonly string[];
}

/** From all elements of one id: DescribePrefixLists has `Cidrs`, GetManagedPrefixListEntries `Entries`. */
export const prefixListOf = (elements: readonly Raw[]): PrefixList => {
  const cidrs = [
    ...new Set(
      elements.flatMap((raw) => [
        ...list(raw, 'Entries').map((entry) => text(entry, 'Cidr') ?? ''),
        ...(Array.isArray(raw.Cidrs) ? raw.Cidrs.map((cidr) => (typeof cidr === 'string' ? cidr : '')) : []),
      ]),
    ),
  ];
  const { addresses, flawed } = blocksOf(cidrs);
  const unread = elements.some(
    (raw) => isFlawedList(raw, 'Entries') || (raw.Cidrs !== undefined && !Array.isArray(raw.Cidrs)),
  );
  return {
    addresses,
    cidrs,
    flaws: [
      ...flawed.map((cidr) => `names ${cidr === '' ? 'nothing' : cidr}, which is no CIDR`),
      ...(unread ? ['has entries that could not be read'] : []),
    ],
  };
};
