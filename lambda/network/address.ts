import ipaddr from 'ipaddr.js';
import { type Range, type Ranges, rangesOf } from './ranges.ts';

/**
 * IPv4 and IPv6 in one space of 128 bits: an IPv4 address is its IPv4-mapped IPv6 address
 * (https://www.rfc-editor.org/rfc/rfc4291#section-2.5.5.2), so one algebra serves both families.
 */
export type Address = bigint;

/** A CIDR block; `length` counts bits of the 128. */
export interface Block {
  readonly range: Range<Address>;
  readonly length: number;
}

const MAPPED = 0xffff_0000_0000n;
/** The first address after the IPv4 ones; what lies below them nobody uses. */
const AFTER_MAPPED = MAPPED + (1n << 32n);
const END = 1n << 128n;
const V4_BITS = 32;
const ALL_BITS = 128;

const numberOf = (bytes: readonly number[]): bigint => bytes.reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n);

const octet = '(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)';
const fourParts = new RegExp(`^${octet}\\.${octet}\\.${octet}\\.${octet}$`);

/** Half the time of indexing went into a library's reading of IPv4 addresses: they are most of a snapshot. */
const ipv4Of = (text: string): Address | undefined => {
  const parts = fourParts.exec(text);
  if (parts === null) return undefined;
  const [, a, b, c, d] = parts;
  return MAPPED + BigInt(((Number(a) * 256 + Number(b)) * 256 + Number(c)) * 256 + Number(d));
};

/** An address in the usual notation; undefined for what is none (`10.1`, `0x0a000001` and names are none). */
export const addressOf = (text: string): Address | undefined => {
  const four = ipv4Of(text);
  if (four !== undefined) return four;
  if (!text.includes(':') || text.includes('%') || !ipaddr.IPv6.isValid(text)) return undefined;
  return numberOf(ipaddr.IPv6.parse(text).toByteArray());
};

export const isIPv4 = (address: Address): boolean => address >> 32n === 0xffffn;

const blockAround = (address: Address, length: number): Block => {
  const size = 1n << BigInt(ALL_BITS - length);
  const from = (address / size) * size;
  return { range: [from, from + size], length };
};

/** A CIDR block or a single address; host bits are cut off, as EC2 does. */
export const blockOf = (text: string): Block | undefined => {
  const [left = '', right, ...more] = text.split('/');
  const address = addressOf(left);
  if (address === undefined || more.length > 0) return undefined;
  const bits = isIPv4(address) && !left.includes(':') ? V4_BITS : ALL_BITS;
  if (right === undefined) return blockAround(address, ALL_BITS);
  if (!/^\d{1,3}$/.test(right) || Number(right) > bits) return undefined;
  const block = blockAround(address, ALL_BITS - bits + Number(right));
  const [from, to] = block.range;
  // IPv6's `::/0` holds no IPv4 address.
  return bits === ALL_BITS && from < MAPPED && to > AFTER_MAPPED ? { ...block, range: [AFTER_MAPPED, to] } : block;
};

/** The blocks of the CIDRs that can be read; `flawed` are the others. */
export const blocksOf = (
  cidrs: readonly string[],
): { readonly addresses: Ranges<Address>; readonly flawed: readonly string[] } => {
  const ranges: Range<Address>[] = [];
  const flawed: string[] = [];
  for (const cidr of cidrs) {
    const block = blockOf(cidr);
    if (block === undefined) flawed.push(cidr);
    else ranges.push(block.range);
  }
  return { addresses: rangesOf(ranges), flawed };
};

export const only = (address: Address): Ranges<Address> => [[address, address + 1n]];

export const addressText = (address: Address): string => {
  if (isIPv4(address)) {
    const value = Number(address - MAPPED);
    return `${value >>> 24}.${(value >>> 16) & 255}.${(value >>> 8) & 255}.${value & 255}`;
  }
  const bytes = Array.from({ length: 16 }, (_, index) => Number((address >> BigInt(8 * (15 - index))) & 255n));
  return ipaddr.fromByteArray(bytes).toString();
};

/** The largest block that starts at `from` and ends no later than `to`. */
const largest = (from: Address, to: Address): Block => {
  let length = ALL_BITS;
  while (length > 0) {
    const wider = 1n << BigInt(ALL_BITS - length + 1);
    if (from % wider !== 0n || from + wider > to) break;
    length -= 1;
  }
  return { range: [from, from + (1n << BigInt(ALL_BITS - length))], length };
};

const blockText = ({ range: [from], length }: Block): string =>
  isIPv4(from) && length >= ALL_BITS - V4_BITS
    ? `${addressText(from)}/${length - (ALL_BITS - V4_BITS)}`
    : `${addressText(from)}/${length}`;

/** How many blocks a text names before it says how many more there are. */
const NAMED = 4;

/** `10.0.0.5` for one address, else CIDR blocks, such as `10.0.0.0/16, 10.2.0.0/24`. */
export const addressesText = (addresses: Ranges<Address>, most = NAMED): string => {
  const named: string[] = [];
  for (const [from, to] of addresses) {
    const isEverySix = to === END && from <= AFTER_MAPPED;
    if (isEverySix) named.push(...(from <= MAPPED ? ['0.0.0.0/0'] : []), '::/0');
    let start = isEverySix ? to : from;
    while (start < to) {
      if (named.length === most) return `${named.join(', ')} and more`;
      const block = largest(start, to);
      named.push(block.length === ALL_BITS ? addressText(start) : blockText(block));
      start = block.range[1];
    }
  }
  return named.join(', ');
};

/** A set by the first and last address of each of its ranges: shorter to make than its blocks, for keys. */
export const addressesKey = (addresses: Ranges<Address>): string =>
  addresses
    .map(([from, to]) => (to - from === 1n ? addressText(from) : `${addressText(from)}-${addressText(to - 1n)}`))
    .join(',');

const known = (...cidrs: readonly string[]): Ranges<Address> => blocksOf(cidrs).addresses;

export const everyIPv4: Ranges<Address> = known('0.0.0.0/0');
export const everyIPv6: Ranges<Address> = known('::/0');
export const everyAddress: Ranges<Address> = [[MAPPED, END]];

/** https://www.rfc-editor.org/rfc/rfc1918 */
export const privateAddresses: Ranges<Address> = known('10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16');

/** https://www.rfc-editor.org/rfc/rfc6598 */
export const sharedAddresses: Ranges<Address> = known('100.64.0.0/10');

/** What no router of the internet forwards: https://www.iana.org/assignments/iana-ipv4-special-registry. */
export const unroutable: Ranges<Address> = known(
  '0.0.0.0/8',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '224.0.0.0/4',
  '240.0.0.0/4',
);

/** Global unicast IPv6: https://www.iana.org/assignments/ipv6-address-space. */
export const globalIPv6: Ranges<Address> = known('2000::/3');
