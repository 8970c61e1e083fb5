import type { PortRange, Protocol } from '../domain/path.ts';
import { canonical } from './address.ts';
import type { FlowRecord, LogStatus } from './record.ts';

/** What is looked for: the connections of one path. Addresses in their canonical spelling, ports of the destination. */
export interface Conversation {
  readonly sources: readonly string[];
  readonly destinations: readonly string[];
  readonly protocol: Protocol;
  readonly ports: readonly PortRange[];
}

/** What one record, or one row of many, tells of a flow. What it does not tell is absent. */
export interface Sighting {
  readonly status: LogStatus;
  readonly interfaceId?: string | undefined;
  readonly source?: string | undefined;
  readonly destination?: string | undefined;
  readonly sourcePort?: number | undefined;
  readonly destinationPort?: number | undefined;
  readonly protocol?: number | undefined;
  readonly action?: 'ACCEPT' | 'REJECT' | undefined;
  /** Records summed up in it. */
  readonly records: number;
  /** At least one a record, where the format does not count them. */
  readonly packets: number;
  /** When the last of its packets came; seconds since 1970. */
  readonly last?: number | undefined;
}

export const protocolNumbers: Readonly<Record<Protocol, number>> = { tcp: 6, udp: 17 };

export const actionOf = (text: string | undefined): 'ACCEPT' | 'REJECT' | undefined =>
  text === 'ACCEPT' || text === 'REJECT' ? text : undefined;

const addressIn = (values: ReadonlyMap<string, string>, ...names: readonly string[]): string | undefined =>
  names.flatMap((name) => canonical(values.get(name) ?? '') ?? [])[0];

/**
 * A record as what it tells. The packets' own addresses go before the interface's: at a transit gateway's interface and behind
 * a NAT the latter are those of the thing in between.
 */
export const sightingOf = ({ status, values }: FlowRecord): Sighting => {
  const number = (name: string): number | undefined => {
    const value = values.get(name);
    return value === undefined ? undefined : Number(value);
  };
  return {
    status,
    interfaceId: values.get('interface-id'),
    source: addressIn(values, 'pkt-srcaddr', 'srcaddr'),
    destination: addressIn(values, 'pkt-dstaddr', 'dstaddr'),
    sourcePort: number('srcport'),
    destinationPort: number('dstport'),
    protocol: number('protocol'),
    action: actionOf(values.get('action')),
    records: 1,
    packets: Math.max(1, number('packets') ?? 1),
    last: number('end') ?? number('start'),
  };
};

const within = (port: number | undefined, ranges: readonly PortRange[]): boolean =>
  port === undefined || ranges.some(({ from, to }) => from <= port && port <= to);

/** Whether it is of a request of the conversation, of a reply, or of something else. */
export const legOf = (sighting: Sighting, conversation: Conversation): 'request' | 'reply' | undefined => {
  const { source = '', destination = '', sourcePort, destinationPort, protocol } = sighting;
  const { sources, destinations, ports } = conversation;
  if (protocol !== undefined && protocol !== protocolNumbers[conversation.protocol]) return undefined;
  if (sources.includes(source) && destinations.includes(destination) && within(destinationPort, ports)) {
    return 'request';
  }
  return sources.includes(destination) && destinations.includes(source) && within(sourcePort, ports)
    ? 'reply'
    : undefined;
};
