import type { AnalysisPacketHeader, PortRange } from '@aws-sdk/client-ec2';
import { type Address, addressesText } from '../../lambda/network/address.ts';
import type { Box } from '../../lambda/network/packets.ts';
import type { Ranges } from '../../lambda/network/ranges.ts';

/** `10.0.0.5/32`, `10.0.0.0/16`: Reachability Analyzer writes one address as a block too. */
export const cidrsOf = (addresses: Ranges<Address>): string[] =>
  addressesText(addresses, Number.POSITIVE_INFINITY)
    .split(', ')
    .map((text) => (text.includes('/') ? text : `${text}/32`));

export const portRangesOf = (ports: Ranges<number>): PortRange[] => ports.map(([From, to]) => ({ From, To: to - 1 }));

/** A packet header as the first and the last component of a path show it. */
export const headerOf = ({
  source,
  destination,
  protocols,
  sourcePorts,
  destinationPorts,
}: Box): AnalysisPacketHeader => ({
  SourceAddresses: cidrsOf(source),
  SourcePortRanges: portRangesOf(sourcePorts),
  DestinationAddresses: cidrsOf(destination),
  DestinationPortRanges: portRangesOf(destinationPorts),
  Protocol: `${protocols[0]?.[0] ?? ''}`,
});

/** The same of the replies. */
export const swapped = (header: AnalysisPacketHeader): AnalysisPacketHeader => ({
  ...header,
  SourceAddresses: header.DestinationAddresses,
  SourcePortRanges: header.DestinationPortRanges,
  DestinationAddresses: header.SourceAddresses,
  DestinationPortRanges: header.SourcePortRanges,
});
