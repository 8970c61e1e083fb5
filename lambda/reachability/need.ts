import { addressesText } from '../network/address.ts';
import { destinations, type Packets, protocolText, sources } from '../network/packets.ts';

const protocolOf = (packets: Packets): string | undefined => {
  const [name, ...others] = new Set(packets.map(({ protocols }) => protocolText(protocols)));
  return name === undefined || others.length > 0 || name.includes(' ') ? undefined : name;
};

const portsOf = (packets: Packets): string | undefined => {
  const [ports, ...others] = new Set(
    packets.flatMap(({ destinationPorts }) => destinationPorts.map(([from, to]) => `${from}-${to - 1}`)),
  );
  return others.length > 0 ? undefined : ports?.replace(/^(\d+)-\1$/, '$1');
};

const peerOf = (packets: Packets, side: 'ingress' | 'egress'): string | undefined => {
  const text = addressesText(side === 'ingress' ? sources(packets) : destinations(packets));
  return text === '' || text.includes(' ') ? undefined : text;
};

/**
 * What a rule would have to admit for packets to pass, as facts of an obstacle: `protocol` by its name, `ports` and `peer` as one
 * range and one block, each where there is one.
 */
export const needOf = (
  packets: Packets,
  side: 'ingress' | 'egress',
): Readonly<Record<'protocol' | 'ports' | 'peer', string | undefined>> => ({
  protocol: protocolOf(packets),
  ports: portsOf(packets),
  peer: peerOf(packets, side),
});
