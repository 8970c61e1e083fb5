/** IPv4 addresses as numbers. */
export const addressOf = (text: string): number =>
  text.split('.').reduce((number, part) => number * 256 + Number(part), 0);

export const textOf = (address: number): string =>
  [2 ** 24, 2 ** 16, 2 ** 8, 1].map((unit) => Math.floor(address / unit) % 256).join('.');

export interface Block {
  readonly first: number;
  readonly last: number;
  readonly length: number;
}

const blocks = new Map<string, Block>();

export const blockOf = (cidr: string): Block => {
  const known = blocks.get(cidr);
  if (known !== undefined) return known;
  const [address = '', length = '32'] = cidr.split('/');
  const size = 2 ** (32 - Number(length));
  const first = Math.floor(addressOf(address) / size) * size;
  const block = { first, last: first + size - 1, length: Number(length) };
  blocks.set(cidr, block);
  return block;
};

export const isIn = (address: number, cidr: string): boolean => {
  const block = blockOf(cidr);
  return address >= block.first && address <= block.last;
};

/** RFC 1918 and RFC 6598: no internet gateway carries them. */
export const unroutable: readonly string[] = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '100.64.0.0/10'];

export const isUnroutable = (address: number): boolean => unroutable.some((cidr) => isIn(address, cidr));
