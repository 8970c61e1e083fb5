/** A block of addresses of one family: its first address as a number, and its prefix length. */
export interface Block {
  readonly first: bigint;
  readonly length: number;
  /** Bits of an address: 32 or 128. */
  readonly bits: 32 | 128;
}

/** Every address there is, in both families. */
export const everything: readonly Block[] = [
  { first: 0n, length: 0, bits: 32 },
  { first: 0n, length: 0, bits: 128 },
];

/** The two halves; none of a single address. */
export const halvesOf = ({ first, length, bits }: Block): readonly Block[] =>
  length === bits
    ? []
    : [first, first + (1n << BigInt(bits - length - 1))].map((start) => ({ first: start, length: length + 1, bits }));

const groups = (first: bigint, bits: number, width: number): readonly bigint[] =>
  Array.from(
    { length: bits / width },
    (_, index) => (first >> BigInt(bits - width * (index + 1))) & ((1n << BigInt(width)) - 1n),
  );

/** In CIDR notation: `10.0.0.0/8`, `2600:1f00::/24`. */
export const cidrOf = ({ first, length, bits }: Block): string => {
  const address =
    bits === 32
      ? groups(first, bits, 8).join('.')
      : groups(first, bits, 16)
          .map((group) => group.toString(16))
          .join(':')
          .replace(/(^0)?(:0)+$/, '::');
  return `${address}/${length}`;
};
