import ipaddr from 'ipaddr.js';
import { type Block, cidrOf, everything, halvesOf } from '../../lambda/aws/address-halves.ts';

/** Every block on the way down to one address, taking the halves that `bit` says. */
const descent = (start: Block, bit: (length: number) => number): readonly Block[] => {
  const half = halvesOf(start)[bit(start.length)];
  return half === undefined ? [start] : [start, ...descent(half, bit)];
};

test('all addresses are in two blocks', () => {
  expect(everything.map(cidrOf)).toEqual(['0.0.0.0/0', '::/0']);
});

test.each([
  ['10.0.0.0/8', 0x0a000000n, 8, 32, ['10.0.0.0/9', '10.128.0.0/9']],
  ['192.0.2.254/31', 0xc00002fen, 31, 32, ['192.0.2.254/32', '192.0.2.255/32']],
  ['192.0.2.255/32', 0xc00002ffn, 32, 32, []],
  ['2600:1f00::/24', 0x2600_1f00n << 96n, 24, 128, ['2600:1f00::/25', '2600:1f80::/25']],
  ['0:8000::/17', 0x8000n << 96n, 17, 128, ['0:8000::/18', '0:c000::/18']],
  ['::10:0/112', 0x10_0000n, 112, 128, ['::10:0/113', '::10:8000/113']],
] as const)('%s has its halves', (cidr, first, length, bits, halves) => {
  const asIpaddr = (text: string) => ipaddr.parseCIDR(text).join('/');
  const block: Block = { first, length, bits };
  expect(asIpaddr(cidrOf(block))).toBe(asIpaddr(cidr));
  expect(halvesOf(block).map(cidrOf).map(asIpaddr)).toEqual(halves.map(asIpaddr));
});

test.each([0, 1])('every half down to the last address is within the one before it, side %d', (side) => {
  for (const start of everything) {
    const blocks = descent(start, (length) => (side + length) % 2).map((block) => ipaddr.parseCIDR(cidrOf(block)));
    expect(blocks).toHaveLength(start.bits + 1);
    for (const [index, [address, length]] of blocks.entries()) {
      expect(length).toBe(index);
      const before = blocks[index - 1];
      if (before !== undefined) expect(address.match(before)).toBe(true);
    }
  }
});
