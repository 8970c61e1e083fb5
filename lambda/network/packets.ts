import { type Address, addressesKey } from './address.ts';
import { intersect, isWithin, overlaps, type Ranges, subtract, union } from './ranges.ts';

/** IANA's numbers: https://www.iana.org/assignments/protocol-numbers. */
export const ICMP = 1;
export const TCP = 6;
export const UDP = 17;
export const ICMPV6 = 58;

export const everyPort: Ranges<number> = [[0, 65_536]];
export const everyProtocol: Ranges<number> = [[0, 256]];
export const single = (value: number): Ranges<number> => [[value, value + 1]];

/**
 * A set of packets: every combination of its five fields. The destination port of ICMP and ICMPv6 is type × 256 + code;
 * ports of protocols that have none mean nothing.
 */
export interface Box {
  readonly source: Ranges<Address>;
  readonly destination: Ranges<Address>;
  readonly protocols: Ranges<number>;
  readonly sourcePorts: Ranges<number>;
  readonly destinationPorts: Ranges<number>;
}

/** A union of boxes, disjoint where they come out of this file's functions. Empty: no packet. */
export type Packets = readonly Box[];

/** Conditions on some of the fields; an absent one holds for all. */
export type Filter = Partial<Box>;

const fields = ['source', 'destination', 'protocols', 'sourcePorts', 'destinationPorts'] as const;

const narrow = (box: Box, filter: Filter): Box | undefined => {
  const source = filter.source === undefined ? box.source : intersect(box.source, filter.source);
  if (source.length === 0) return undefined;
  const destination =
    filter.destination === undefined ? box.destination : intersect(box.destination, filter.destination);
  if (destination.length === 0) return undefined;
  const protocols = filter.protocols === undefined ? box.protocols : intersect(box.protocols, filter.protocols);
  if (protocols.length === 0) return undefined;
  const sourcePorts =
    filter.sourcePorts === undefined ? box.sourcePorts : intersect(box.sourcePorts, filter.sourcePorts);
  if (sourcePorts.length === 0) return undefined;
  const destinationPorts =
    filter.destinationPorts === undefined
      ? box.destinationPorts
      : intersect(box.destinationPorts, filter.destinationPorts);
  if (destinationPorts.length === 0) return undefined;
  const isWhole =
    source === box.source &&
    destination === box.destination &&
    protocols === box.protocols &&
    sourcePorts === box.sourcePorts &&
    destinationPorts === box.destinationPorts;
  return isWhole ? box : { source, destination, protocols, sourcePorts, destinationPorts };
};

/** The packets that meet the filter. */
export const narrowed = (packets: Packets, filter: Filter): Packets => {
  const left: Box[] = [];
  for (const box of packets) {
    const rest = narrow(box, filter);
    if (rest !== undefined) left.push(rest);
  }
  return left;
};

const matches = (box: Box, filter: Filter): boolean =>
  (filter.source === undefined || overlaps(box.source, filter.source)) &&
  (filter.destination === undefined || overlaps(box.destination, filter.destination)) &&
  (filter.protocols === undefined || overlaps(box.protocols, filter.protocols)) &&
  (filter.sourcePorts === undefined || overlaps(box.sourcePorts, filter.sourcePorts)) &&
  (filter.destinationPorts === undefined || overlaps(box.destinationPorts, filter.destinationPorts));

/** What is left of one box: a slab for each field of the filter that cuts it. */
const without = (box: Box, filter: Filter): Packets => {
  if (!matches(box, filter)) return [box];
  const left: Box[] = [];
  let rest = box;
  for (const field of fields) {
    if (field === 'source' || field === 'destination') {
      const cut = filter[field];
      if (cut === undefined || isWithin(rest[field], cut)) continue;
      left.push({ ...rest, [field]: subtract(rest[field], cut) });
      rest = { ...rest, [field]: intersect(rest[field], cut) };
    } else {
      const cut = filter[field];
      if (cut === undefined || isWithin(rest[field], cut)) continue;
      left.push({ ...rest, [field]: subtract(rest[field], cut) });
      rest = { ...rest, [field]: intersect(rest[field], cut) };
    }
  }
  return left;
};

/** The packets that do not meet the filter. */
export const except = (packets: Packets, filter: Filter): Packets => packets.flatMap((box) => without(box, filter));

/** The packets of `a` that are not in `b`. */
export const minus = (a: Packets, b: Packets): Packets => b.reduce(except, a);

/** `more` beside `packets`, without what is there already. */
export const joined = (packets: Packets, more: Packets): Packets => [...packets, ...minus(more, packets)];

const noPorts: Ranges<number> = [
  [0, ICMP],
  [ICMP + 1, TCP],
  [TCP + 1, UDP],
  [UDP + 1, ICMPV6],
  [ICMPV6 + 1, 256],
];
const withPorts: Ranges<number> = [
  [TCP, TCP + 1],
  [UDP, UDP + 1],
];
const echoes: Ranges<number> = [
  [ICMP, ICMP + 1],
  [ICMPV6, ICMPV6 + 1],
];

/** Echo request and echo reply: https://www.rfc-editor.org/rfc/rfc792, https://www.rfc-editor.org/rfc/rfc4443. */
const echoTypes: readonly (readonly [protocol: number, request: number, reply: number])[] = [
  [ICMP, 8, 0],
  [ICMPV6, 128, 129],
];

const icmpReply = (box: Box): Packets =>
  echoTypes.flatMap(([protocol, request, reply]) => {
    const requests = narrow(box, { protocols: single(protocol) });
    if (requests === undefined) return [];
    const asked: Ranges<number> = [[request * 256, request * 256 + 256]];
    const answered = overlaps(requests.destinationPorts, asked);
    const rest = subtract(requests.destinationPorts, asked);
    const shift = (reply - request) * 256;
    const ports = union(
      rest,
      answered
        ? intersect(requests.destinationPorts, asked).map(([from, to]) => [from + shift, to + shift] as const)
        : [],
    );
    return [{ ...requests, source: box.destination, destination: box.source, destinationPorts: ports }];
  });

/**
 * The replies to the packets: ends and ports swapped. An ICMP echo request is answered by an echo reply; other ICMP
 * messages are taken to be answered in kind.
 */
export const replies = (packets: Packets): Packets =>
  packets.flatMap((box) => {
    const ported = narrow(box, { protocols: withPorts });
    const plain = narrow(box, { protocols: noPorts });
    const swapped = { source: box.destination, destination: box.source };
    return [
      ...(ported === undefined
        ? []
        : [{ ...ported, ...swapped, sourcePorts: box.destinationPorts, destinationPorts: box.sourcePorts }]),
      ...(plain === undefined ? [] : [{ ...plain, ...swapped }]),
      ...(overlaps(box.protocols, echoes) ? icmpReply(box) : []),
    ];
  });

/** Packets back at the device that gave them another source: to the first source, at its port where they have ports. */
export const turnedBack = (packets: Packets, before: Box): Packets =>
  packets.flatMap((box) => {
    const ported = narrow(box, { protocols: withPorts });
    const others = without(box, { protocols: withPorts });
    return [
      ...(ported === undefined
        ? []
        : [{ ...ported, destination: before.source, destinationPorts: before.sourcePorts }]),
      ...others.map((other) => ({ ...other, destination: before.source })),
    ];
  });

export const destinations = (packets: Packets): Ranges<Address> =>
  packets.reduce<Ranges<Address>>((all, box) => union(all, box.destination), []);

export const sources = (packets: Packets): Ranges<Address> =>
  packets.reduce<Ranges<Address>>((all, box) => union(all, box.source), []);

const names: Readonly<Record<number, string>> = { [ICMP]: 'icmp', [TCP]: 'tcp', [UDP]: 'udp', [ICMPV6]: 'icmpv6' };

/** `443`, `80-90,443`; nothing for all. */
const portText = (ports: Ranges<number>): string =>
  ports.map(([from, to]) => (to - from === 1 ? `${from}` : `${from}-${to - 1}`)).join(',');

export const protocolText = (protocols: Ranges<number>): string => {
  const [first] = protocols;
  if (protocols.length === 1 && first !== undefined && first[1] - first[0] === 1)
    return names[first[0]] ?? `protocol ${first[0]}`;
  return protocols.length === 1 && first?.[0] === 0 && first[1] === 256
    ? 'any protocol'
    : `protocols ${portText(protocols)}`;
};

/** `icmp type 8`, `icmp type 8 code 0`: what takes the port's place. */
const icmpText = (name: string, ports: Ranges<number>): string => {
  const types = ports.map(([from, to]) => {
    const [first, last] = [from >> 8, (to - 1) >> 8];
    if (first !== last) return `types ${first}-${last}`;
    return to - from === 256
      ? `type ${first}`
      : `type ${first} code ${portText([[from - first * 256, to - first * 256]])}`;
  });
  return `${name} ${types.join(', ')}`;
};

/** Protocol and ports in words: `tcp/443`, `icmp`, `any protocol`. */
export const serviceText = (box: Pick<Box, 'protocols' | 'destinationPorts'>): string => {
  const [ports] = box.destinationPorts;
  const all = box.destinationPorts.length === 1 && ports?.[0] === 0 && ports[1] === 65_536;
  const name = protocolText(box.protocols);
  if (all) return name;
  return name === 'icmp' || name === 'icmpv6'
    ? icmpText(name, box.destinationPorts)
    : `${name}/${portText(box.destinationPorts)}`;
};

/** What names a set of packets among the facts: exact, and the same for the same set as it was built. */
export const packetsKey = (packets: Packets): string =>
  packets
    .map((box) =>
      [
        addressesKey(box.source),
        addressesKey(box.destination),
        portText(box.protocols),
        portText(box.sourcePorts),
        portText(box.destinationPorts),
      ].join('|'),
    )
    .join(';');
