import { isRaw } from '../snapshot/raw.ts';
import { bounded } from './bounded.ts';

/** The most of a value that a fact is told with. */
const LENGTH = 120;

export const shortened = (text: string): string => bounded(text, LENGTH);

/** `tcp`, `all traffic`: a number of IANA or AWS's `-1` as people say it. */
export const protocolWord = (protocol: string): string =>
  protocol === '-1' ? 'all traffic' : ({ '1': 'icmp', '6': 'tcp', '17': 'udp', '58': 'icmpv6' }[protocol] ?? protocol);

export const portsWord = (from: unknown, to: unknown): string =>
  typeof from !== 'number' || from === -1
    ? ''
    : from === to || to === -1 || typeof to !== 'number'
      ? `/${from}`
      : `/${from}-${to}`;

const IPV4 = 0xffffn;

/** Footprints hold addresses as numbers of 128 bits in base 36, IPv4 as IPv4-mapped IPv6. */
const numberOf = (text: unknown): bigint | undefined =>
  typeof text === 'string' && /^[0-9a-z]{1,25}$/.test(text)
    ? Array.from(text).reduce((sum, digit) => sum * 36n + BigInt(Number.parseInt(digit, 36)), 0n)
    : undefined;

const addressWord = (address: bigint): string => {
  if (address >> 32n === IPV4) return [24n, 16n, 8n, 0n].map((shift) => (address >> shift) & 255n).join('.');
  const groups = Array.from({ length: 8 }, (_, index) =>
    ((address >> BigInt(112 - 16 * index)) & 0xffffn).toString(16),
  );
  return groups.join(':').replace(/(?:^|:)0(?::0)+(?::|$)/, '::');
};

/** `2rrtx8fxt8` → `10.0.20.236`; undefined for what is no address of a footprint. */
export const addressIn = (text: unknown): string | undefined => {
  const address = numberOf(text);
  return address === undefined ? undefined : addressWord(address);
};

/** A range from its first to before its last address: a block where it is one. */
const rangeWord = (range: unknown): string | undefined => {
  if (!Array.isArray(range) || range.length !== 2) return undefined;
  const [from, to] = range.map(numberOf);
  if (from === undefined || to === undefined || to <= from) return undefined;
  if (to - from === 1n) return addressWord(from);
  const bits = (to - from).toString(2);
  const isBlock = /^10*$/.test(bits) && from % (to - from) === 0n;
  const length = (from >> 32n === IPV4 ? 32 : 128) - (bits.length - 1);
  return isBlock ? `${addressWord(from)}/${length}` : `${addressWord(from)}-${addressWord(to - 1n)}`;
};

const ranges = new Set(['cidrs', 'own', 'routes', 'addresses']);

const heldWord = (value: unknown): string | undefined => {
  if (!isRaw(value)) return undefined;
  const [own, other] = [addressIn(value.private), addressIn(value.public)];
  return own === undefined ? undefined : other === undefined ? own : `${own} (${other})`;
};

const itemWord = (field: string, item: unknown): string => {
  const known = ranges.has(field) ? (rangeWord(item) ?? heldWord(item)) : undefined;
  return known ?? (typeof item === 'string' ? item : (JSON.stringify(item) ?? ''));
};

/** The value of a field in a few words; `nothing` for what is empty or absent. */
export const valueWord = (field: string, value: unknown): string => {
  if (value === undefined || value === null || value === '') return 'nothing';
  if (Array.isArray(value))
    return value.length === 0
      ? 'nothing'
      : shortened(
          value
            .slice(0, LENGTH)
            .map((item) => itemWord(field, item))
            .join(', '),
        );
  return shortened(itemWord(field, value));
};
