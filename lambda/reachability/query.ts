import { type Box, everyPort, everyProtocol, single, TCP, UDP } from '../network/packets.ts';
import { intersect, type Range, type Ranges, rangesOf } from '../network/ranges.ts';
import { protocolNumber } from '../network/service.ts';

/** A question as a person or a program asks it. */
export interface Query {
  readonly id?: string | undefined;
  readonly from: string;
  readonly to: string;
  /** `tcp`, `udp`, `icmp`, `icmpv6`, a number, or `any`. */
  readonly protocol: string;
  /** `443`, `1024-65535`, `0-21,23-65535`; for ICMP none. All where absent. */
  readonly port?: string | undefined;
  readonly sourcePort?: string | undefined;
  /** Addresses that narrow the ends, as Reachability Analyzer's filters do. */
  readonly sourceAddress?: string | undefined;
  readonly destinationAddress?: string | undefined;
}

/** The question cannot be asked so. */
export class QueryError extends Error {
  override readonly name = 'QueryError';
}

/** Ports in the form of the configuration. Throws QueryError. */
export const portsIn = (text: string | undefined, what: string): Ranges<number> => {
  if (text === undefined || text.trim() === '') return everyPort;
  const ranges = text.split(',').map((one): Range<number> => {
    const read = /^\s*(\d{1,5})\s*(?:-\s*(\d{1,5})\s*)?$/.exec(one);
    const from = Number(read?.[1]);
    const to = Number(read?.[2] ?? read?.[1]);
    if (read === null || from > to || to > 65_535)
      throw new QueryError(
        `${what} is '${text}'; write a port, a range or a list of ranges: 443, 1024-65535, 0-21,23-65535`,
      );
    return [from, to + 1];
  });
  return rangesOf(ranges);
};

/** Throws QueryError. */
export const protocolsIn = (text: string): Ranges<number> => {
  if (text === 'any' || text === '-1') return everyProtocol;
  const number = protocolNumber(text);
  if (number === undefined)
    throw new QueryError(`protocol is '${text}'; write tcp, udp, icmp, icmpv6, a number from 0 to 255, or any`);
  return single(number);
};

const withPorts: Ranges<number> = [...single(TCP), ...single(UDP)];

/**
 * The protocols and ports of a query. Ports are those of tcp and udp: with `any` they leave those two, with a protocol that
 * has none they mean nothing. Throws QueryError.
 */
export const serviceIn = (query: Query): Pick<Box, 'protocols' | 'destinationPorts' | 'sourcePorts'> => {
  const protocols = protocolsIn(query.protocol);
  const destinationPorts = portsIn(query.port, 'port');
  const sourcePorts = portsIn(query.sourcePort, 'sourcePort');
  const ported = intersect(protocols, withPorts);
  if (ported.length === 0) return { protocols, destinationPorts: everyPort, sourcePorts: everyPort };
  const isNarrowed = destinationPorts !== everyPort || sourcePorts !== everyPort;
  return { protocols: isNarrowed ? ported : protocols, destinationPorts, sourcePorts };
};
