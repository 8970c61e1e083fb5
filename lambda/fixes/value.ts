import ipaddr from 'ipaddr.js';

/*
 * Values that may become part of a command. They come from Describe answers, events and analyses, in which strangers write;
 * what is not exactly such a value is none, and there is no command then.
 */

/**
 * The text if it is an id with that prefix: 8 hexadecimal digits or, since 2016, 17.
 * https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/resource-ids.html
 */
export const idOf = (prefix: string, text: string | undefined): string | undefined =>
  text?.startsWith(`${prefix}-`) && /^(?:[0-9a-f]{8}|[0-9a-f]{17})$/.test(text.slice(prefix.length + 1))
    ? text
    : undefined;

/** A CIDR block in its one form, without bits behind its length. */
export interface Block {
  readonly family: 4 | 6;
  readonly cidr: string;
}

/** The block of a CIDR, or of one address: that address alone. */
export const blockOf = (text: string | undefined): Block | undefined => {
  const [, address = '', length] = /^([0-9a-fA-F:.]{2,45})(?:\/(\d{1,3}))?$/.exec(text ?? '') ?? [];
  const isFour = ipaddr.IPv4.isValidFourPartDecimal(address);
  if (!isFour && !(address.includes(':') && !address.includes('.') && ipaddr.IPv6.isValid(address))) return undefined;
  const whole = isFour ? 32 : 128;
  const bits = Number(length ?? whole);
  if (bits > whole) return undefined;
  const cidr = `${address}/${bits}`;
  return isFour
    ? { family: 4, cidr: `${ipaddr.IPv4.networkAddressFromCIDR(cidr).toString()}/${bits}` }
    : { family: 6, cidr: `${ipaddr.IPv6.networkAddressFromCIDR(cidr).toString()}/${bits}` };
};

/** Ports, both ends included. */
export interface Ports {
  readonly from: number;
  readonly to: number;
}

/** `443`, `1024-65535`; undefined for what is no single range. */
export const portsOf = (text: string | undefined): Ports | undefined => {
  const [, first, last] = /^(\d{1,5})(?:-(\d{1,5}))?$/.exec(text ?? '') ?? [];
  if (first === undefined) return undefined;
  const [from, to] = [Number(first), Number(last ?? first)];
  return from <= to && to <= 65_535 ? { from, to } : undefined;
};

const names: Readonly<Record<string, string>> = { '1': 'icmp', '6': 'tcp', '17': 'udp', '58': 'icmpv6', all: '-1' };

/** A protocol as rules have it: `tcp`, `udp`, `icmp`, `icmpv6`, `-1` for all, or a number of IANA. */
export const protocolOf = (text: string | undefined): string | undefined => {
  const known = text !== undefined && Object.hasOwn(names, text) ? names[text] : text;
  if (known === undefined) return undefined;
  if (/^(?:tcp|udp|icmp|icmpv6|-1)$/.test(known)) return known;
  return /^\d{1,3}$/.test(known) && Number(known) <= 255 ? `${Number(known)}` : undefined;
};

export const hasPorts = (protocol: string): boolean => protocol === 'tcp' || protocol === 'udp';

/** The number of an entry that a network ACL can be given: https://docs.aws.amazon.com/vpc/latest/userguide/nacl-rules.html. */
export const entryNumberOf = (number: number | undefined): number | undefined =>
  number !== undefined && Number.isInteger(number) && number >= 1 && number <= 32_766 ? number : undefined;
