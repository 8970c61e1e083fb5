import { type Address, addressOf, everyIPv4, only } from '../../lambda/network/address.ts';
import { type Box, everyPort } from '../../lambda/network/packets.ts';
import { type Ranges, rangesOf } from '../../lambda/network/ranges.ts';
import type { Hop } from '../../lambda/reachability/hop.ts';
import { portsIn, protocolsIn, type Query } from '../../lambda/reachability/query.ts';
import { publicAddresses } from '../../lambda/reachability/steps/internet.ts';
import type { Documents } from '../../lambda/snapshot/snapshot.ts';
import type { Headers } from './components.ts';
import { privateAddressesOf, publicAddressesOf } from './ends.ts';
import { cidrsOf, headerOf, swapped } from './header.ts';

const isGateway = (end: string): boolean => end.startsWith('igw-');

const read = (texts: readonly string[]): Ranges<Address> => {
  const known = texts.flatMap((text) => {
    const address = addressOf(text);
    return address === undefined ? [] : only(address);
  });
  return known.length === 0 ? everyIPv4 : rangesOf(known);
};

/** The addresses under which one end is known to the other. */
const addressesOf = (documents: Documents, end: string, other: string, narrowed: string | undefined): Box['source'] => {
  if (narrowed !== undefined) return read([narrowed]);
  if (isGateway(end)) return publicAddresses;
  const outer = isGateway(other) ? publicAddressesOf(documents, end) : [];
  return read(outer.length > 0 ? outer : (privateAddressesOf(documents, end) ?? [end]));
};

/** The headers of the way there and of the way back; gateways change addresses in between. */
export const headersOf = (
  query: Query,
  hops: readonly Hop[],
  documents: Documents,
): { readonly forward: Headers; readonly back: Headers } => {
  const { from, to } = query;
  const asked: Box = {
    source: addressesOf(documents, from, '', query.sourceAddress),
    destination: addressesOf(documents, to, from, query.destinationAddress),
    protocols: protocolsIn(query.protocol),
    sourcePorts: query.sourcePort === undefined ? everyPort : portsIn(query.sourcePort, 'sourcePort'),
    destinationPorts: query.port === undefined ? everyPort : portsIn(query.port, 'port'),
  };
  const changed = hops.findLast(({ header }) => header !== undefined)?.header;
  const first = headerOf(asked);
  const last = headerOf(
    changed === undefined ? asked : { ...asked, source: changed.source, destination: changed.destination },
  );
  const comesIn = isGateway(from);
  // A way beyond the network ends at the gateway that it leaves by.
  const goesOut = isGateway(to) || hops.at(-1)?.type === 'internet';
  const inside =
    comesIn && changed !== undefined ? { within: { DestinationAddresses: cidrsOf(changed.destination) } } : {};
  return {
    forward: { first, last, comesIn, goesOut, ...inside },
    back: { first: swapped(last), last: swapped(first), comesIn: goesOut, goesOut: comesIn },
  };
};
