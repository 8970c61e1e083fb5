import type { NetworkInsightsPath, PathRequestFilter, RequestFilterPortRange } from '@aws-sdk/client-ec2';
import { addressOf } from '../../lambda/network/address.ts';
import { isInner } from '../../lambda/reachability/ends.ts';
import type { Query } from '../../lambda/reachability/query.ts';
import { idOf } from './ends.ts';

/** What an insights path asks, in the model's words. */
export interface Asked {
  readonly query: Query;
  /** What the packets must be when they arrive. */
  readonly atDestination: PathRequestFilter;
}

const portsOf = (range: RequestFilterPortRange | undefined): string | undefined =>
  range === undefined ? undefined : `${range.FromPort}-${range.ToPort}`;

/** The ends by their ids: an account that is not ours has nothing here that another has not. */
export const askedOf = (path: NetworkInsightsPath): Asked => {
  const { FilterAtSource: filter = {}, FilterAtDestination: atDestination = {} } = path;
  const given = path.Destination ?? filter.DestinationAddress ?? '';
  const port = path.DestinationPort === undefined ? portsOf(filter.DestinationPortRange) : `${path.DestinationPort}`;
  const destinationAddress =
    path.Destination === undefined ? undefined : (path.DestinationIp ?? filter.DestinationAddress);
  return {
    query: {
      from: idOf(path.Source ?? ''),
      to: idOf(given),
      protocol: `${path.Protocol}`,
      port,
      sourcePort: portsOf(filter.SourcePortRange),
      sourceAddress: path.SourceIp ?? filter.SourceAddress,
      destinationAddress,
    },
    atDestination,
  };
};

const isPrivate = (text: string | undefined): boolean => {
  const address = text === undefined ? undefined : addressOf(text);
  return address !== undefined && isInner(address);
};

/** Of an internet gateway, filters name the addresses that the internet knows. */
export const asksPrivateOfGateway = ({ query: { from, to, sourceAddress, destinationAddress } }: Asked): boolean =>
  (from.startsWith('igw-') && isPrivate(sourceAddress)) || (to.startsWith('igw-') && isPrivate(destinationAddress));

const boundsOf = (text: string): readonly [from: number, to: number] => {
  const [from = 0, to = from] = text.split('-').map(Number);
  return [from, to];
};

/** What both ranges have in common, in a tuple; nothing where they have nothing. */
const common = (one: string | undefined, other: string | undefined): readonly [string | undefined] | undefined => {
  if (one === undefined || other === undefined) return [one ?? other];
  const from = Math.max(boundsOf(one)[0], boundsOf(other)[0]);
  const to = Math.min(boundsOf(one)[1], boundsOf(other)[1]);
  return from > to ? undefined : [`${from}-${to}`];
};

const same = (one: string | undefined, other: string | undefined): readonly [string | undefined] | undefined =>
  one !== undefined && other !== undefined && one !== other ? undefined : [one ?? other];

/**
 * Both filters as one, for packets that nothing changes on their way; the explanation code where nothing can meet both.
 */
export const filteredAtBoth = ({ query, atDestination }: Asked): Query | string => {
  const port = common(query.port, portsOf(atDestination.DestinationPortRange));
  const sourcePort = common(query.sourcePort, portsOf(atDestination.SourcePortRange));
  const sourceAddress = same(query.sourceAddress, atDestination.SourceAddress);
  const isAddress = addressOf(query.to) !== undefined;
  const destinationAddress = same(isAddress ? query.to : query.destinationAddress, atDestination.DestinationAddress);
  if (port === undefined) return 'FILTER_AT_DESTINATION_DESTINATION_PORT_RANGE';
  if (sourcePort === undefined) return 'FILTER_AT_DESTINATION_SOURCE_PORT_RANGE';
  if (sourceAddress === undefined) return 'FILTER_AT_DESTINATION_SOURCE_ADDRESS';
  if (destinationAddress === undefined) return 'FILTER_AT_DESTINATION_DESTINATION_ADDRESS';
  return {
    ...query,
    port: port[0],
    sourcePort: sourcePort[0],
    sourceAddress: sourceAddress[0],
    destinationAddress: isAddress ? undefined : destinationAddress[0],
  };
};
