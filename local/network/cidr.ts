import ipaddr from 'ipaddr.js';
import { ServiceError } from '../endpoint.ts';

export type Family = 'IPv4' | 'IPv6';

const familyOf = (cidr: string): Family => (cidr.includes(':') ? 'IPv6' : 'IPv4');

/** A CIDR block with its host bits cut off, as EC2 keeps it (10.0.20.236/16 is 10.0.0.0/16); undefined for what is none. */
export const canonicalCidr = (text: string, family: Family = familyOf(text)): string | undefined => {
  const length = text.slice(text.indexOf('/') + 1);
  if (!/^\d{1,3}$/.test(length)) return undefined;
  switch (family) {
    case 'IPv4':
      if (!ipaddr.IPv4.isValidCIDRFourPartDecimal(text)) return undefined;
      return `${ipaddr.IPv4.networkAddressFromCIDR(text)}/${Number(length)}`;
    case 'IPv6':
      if (!ipaddr.IPv6.isValidCIDR(text) || text.includes('%')) return undefined;
      return `${ipaddr.IPv6.networkAddressFromCIDR(text).toRFC5952String()}/${Number(length)}`;
  }
};

/** As `canonicalCidr`; throws `InvalidParameterValue` for what is none of the family. */
export const checkedCidr = (text: string, family: Family, parameter: string): string => {
  const cidr = canonicalCidr(text, family);
  if (cidr === undefined) {
    const message = `Value (${text}) for parameter ${parameter} is invalid. This is not a valid CIDR block.`;
    throw new ServiceError('InvalidParameterValue', message);
  }
  return cidr;
};

/** Whether all addresses of `inner` are in `outer`; false where either is no CIDR block. */
export const isWithin = (inner: string, outer: string): boolean => {
  const [small, large] = [canonicalCidr(inner), canonicalCidr(outer)];
  if (small === undefined || large === undefined || familyOf(small) !== familyOf(large)) return false;
  const [address, bits] = ipaddr.parseCIDR(small);
  const [network, fewer] = ipaddr.parseCIDR(large);
  return bits >= fewer && address.match(network, fewer);
};
