import { integer, type Raw } from '../snapshot/raw.ts';
import { everyPort, everyProtocol, ICMP, ICMPV6, single, TCP, UDP } from './packets.ts';
import type { Ranges } from './ranges.ts';

/** Whether a field holds something that is no integer. */
export const isNoInteger = (raw: Raw, field: string): boolean =>
  raw[field] !== undefined && raw[field] !== null && integer(raw, field) === undefined;

/** A protocol and its destination ports, as a rule names them. */
export interface Service {
  readonly protocols: Ranges<number>;
  readonly ports: Ranges<number>;
}

const numbers: Readonly<Record<string, number>> = { icmp: ICMP, tcp: TCP, udp: UDP, icmpv6: ICMPV6 };

/** A protocol by its name or number; undefined for what is neither. `-1` is not taken here. */
export const protocolNumber = (name: string): number | undefined => {
  const known = numbers[name.toLowerCase()];
  if (known !== undefined) return known;
  return /^\d{1,3}$/.test(name) && Number(name) < 256 ? Number(name) : undefined;
};

const icmpPorts = (type: number, code: number): Ranges<number> | undefined => {
  if (type === -1) return code === -1 ? everyPort : undefined;
  if (type > 255 || code > 255 || type < -1 || code < -1) return undefined;
  return code === -1 ? [[type * 256, type * 256 + 256]] : single(type * 256 + code);
};

const between = (from: number, to: number): Ranges<number> | undefined =>
  from > to || from < 0 || to > 65_535 ? undefined : [[from, to + 1]];

/**
 * A protocol with `from` and `to` as security group rules have them: ports of tcp and udp, type and code of ICMP, -1 any
 * (https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_IpPermission.html). Undefined where they are contradictory,
 * so that the rule matches nothing.
 */
export const serviceOf = (protocol: string, from: number | undefined, to: number | undefined): Service | undefined => {
  if (protocol === '-1' || protocol === 'all') return { protocols: everyProtocol, ports: everyPort };
  const number = protocolNumber(protocol);
  if (number === undefined) return undefined;
  const protocols = single(number);
  if (number === ICMP || number === ICMPV6) {
    const ports = icmpPorts(from ?? -1, to ?? -1);
    return ports === undefined ? undefined : { protocols, ports };
  }
  if (number !== TCP && number !== UDP) return { protocols, ports: everyPort };
  // One port of two is a rule that was not read whole; neither is all ports.
  if ((from === undefined) !== (to === undefined)) return undefined;
  const ports = between(from === undefined || from === -1 ? 0 : from, to === undefined || to === -1 ? 65_535 : to);
  return ports === undefined ? undefined : { protocols, ports };
};
