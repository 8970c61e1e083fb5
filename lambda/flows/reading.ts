import { never } from '../domain/verdict.ts';
import type { FieldKind } from './fields.ts';

/*
 * What the values of flow log fields mean: https://docs.aws.amazon.com/vpc/latest/userguide/flow-log-records.html.
 */

/** https://www.iana.org/assignments/protocol-numbers: those that a VPC sees. */
const protocols: Readonly<Record<string, string>> = {
  1: 'ICMP',
  2: 'IGMP',
  4: 'IPv4 in IP',
  6: 'TCP',
  17: 'UDP',
  41: 'IPv6 in IP',
  47: 'GRE',
  50: 'ESP',
  51: 'AH',
  58: 'ICMPv6',
  89: 'OSPF',
  112: 'VRRP',
  132: 'SCTP',
};

const paths: Readonly<Record<string, string>> = {
  1: 'through another resource of the VPC',
  2: 'through an internet gateway or a gateway VPC endpoint',
  3: 'through a virtual private gateway',
  4: 'through a peering within the Region',
  5: 'through a peering to another Region',
  6: 'through a local or Wavelength gateway',
  7: 'through a gateway VPC endpoint',
  8: 'through an internet gateway',
};

const words: Readonly<Partial<Record<FieldKind, Readonly<Record<string, string>>>>> = {
  action: { ACCEPT: 'let through', REJECT: 'dropped, or came after the connection was closed' },
  status: {
    OK: 'recorded',
    NODATA: 'no traffic in this interval',
    SKIPDATA: 'some records were skipped in this interval: what is missing may have been there',
  },
  direction: { ingress: 'into the interface', egress: 'out of the interface' },
  sublocation: { wavelength: 'a Wavelength Zone', outpost: 'an Outpost', localzone: 'a Local Zone' },
  'reject-reason': { BPA: 'VPC Block Public Access', EC: 'VPC encryption control' },
  encryption: {
    0: 'not encrypted',
    1: 'encrypted by the Nitro hardware',
    2: 'encrypted by the application',
    3: 'encrypted by the Nitro hardware and by the application',
  },
};

/** SYN-ACK is one of AWS's own; an ACK that comes alone is not recorded. */
const flagsText = (value: string): string => {
  const bits = Number(value);
  const has = (bit: number): boolean => (bits & bit) === bit;
  const names = [
    ...(has(18) ? ['SYN-ACK'] : [...(has(2) ? ['SYN'] : []), ...(has(16) ? ['ACK'] : [])]),
    ...(has(1) ? ['FIN'] : []),
    ...(has(4) ? ['RST'] : []),
    ...(has(8) ? ['PSH'] : []),
    ...(has(32) ? ['URG'] : []),
  ];
  return names.length === 0 ? 'no SYN, FIN or RST: the middle of a connection' : names.join(', ');
};

/** Seconds since 1970 as an ISO time; undefined beyond what a date can be. */
export const timeText = (seconds: string): string | undefined => {
  const at = new Date(Number(seconds) * 1000);
  return Number.isNaN(at.getTime()) ? undefined : at.toISOString().replace('.000Z', 'Z');
};

/** A value from outside may be named as something that every object has. */
const wordOf = (known: Readonly<Record<string, string>> | undefined, value: string): string | undefined =>
  known !== undefined && Object.hasOwn(known, value) ? known[value] : undefined;

/** What a value says in words; undefined where it says all by itself, or is not known. */
export const readingOf = (kind: FieldKind, value: string): string | undefined => {
  switch (kind) {
    case 'text':
    case 'number':
    case 'address':
    case 'port':
      return undefined;
    case 'protocol':
      return wordOf(protocols, value);
    case 'seconds':
      return timeText(value);
    case 'tcp-flags':
      return flagsText(value);
    case 'traffic-path':
      return wordOf(paths, value);
    case 'action':
    case 'status':
    case 'direction':
    case 'sublocation':
    case 'reject-reason':
    case 'encryption':
      return wordOf(words[kind], value);
    default:
      return never(kind);
  }
};
