import ipaddr from 'ipaddr.js';

const ipv4 = /^\d{1,3}(\.\d{1,3}){3}$/;

/** An address in the one spelling in which addresses are compared and asked for; undefined for what is none. */
export const canonical = (text: string): string | undefined => {
  if (ipv4.test(text)) return ipaddr.IPv4.isValidFourPartDecimal(text) ? text : undefined;
  if (!text.includes(':') || text.includes('%') || !ipaddr.IPv6.isValid(text)) return undefined;
  return ipaddr.IPv6.parse(text).toString();
};
