import { textOf } from './address.ts';

/** One packet. For ICMP the destination port is type × 256 + code, and the source port means nothing. */
export interface Packet {
  readonly source: number;
  readonly destination: number;
  readonly protocol: number;
  readonly sourcePort: number;
  readonly destinationPort: number;
}

/** The reply: ends and ports swapped; an ICMP echo request is answered by an echo reply, other ICMP in kind. */
export const replyTo = (packet: Packet): Packet => {
  const ends = { source: packet.destination, destination: packet.source, protocol: packet.protocol };
  if (packet.protocol !== 1) return { ...ends, sourcePort: packet.destinationPort, destinationPort: packet.sourcePort };
  const isEcho = packet.destinationPort >> 8 === 8;
  return {
    ...ends,
    sourcePort: packet.sourcePort,
    destinationPort: isEcho ? packet.destinationPort - 2048 : packet.destinationPort,
  };
};

export const isSame = (one: Packet, other: Packet): boolean =>
  one.source === other.source &&
  one.destination === other.destination &&
  one.protocol === other.protocol &&
  one.sourcePort === other.sourcePort &&
  one.destinationPort === other.destinationPort;

export const hasPorts = (protocol: number): boolean => protocol === 6 || protocol === 17;

/** The number of a protocol as AWS writes it; undefined: any. */
export const protocolNumber = (name: string | undefined): number | undefined => {
  if (name === undefined || name === '-1') return undefined;
  if (name === 'tcp') return 6;
  if (name === 'udp') return 17;
  if (name === 'icmp') return 1;
  if (name === 'icmpv6') return 58;
  return Number(name);
};

export const packetText = ({ source, destination, protocol, sourcePort, destinationPort }: Packet): string =>
  `${textOf(source)}:${sourcePort} > ${textOf(destination)}:${destinationPort} protocol ${protocol}`;
