import fc from 'fast-check';
import type { Endpoint, Path, PortRange } from '../../lambda/domain/path.ts';
import type { Described } from '../simulator/described.ts';
import type { Query } from '../simulator/exists.ts';
import { aPath } from '../support/paths.ts';

/** What a random path is made from; numbers count the network's things modulo what there is. */
const choices = fc.record({
  /** The ends that the network was built for, most often: others have mostly no way. */
  isBuilt: fc.nat(2).map((value) => value > 0),
  from: fc.nat(20),
  to: fc.nat(20),
  fromKind: fc.constantFrom('interface', 'interface', 'instance', 'tags'),
  toKind: fc.constantFrom('interface', 'interface', 'instance', 'address', 'gateway', 'tags'),
  isUdp: fc.nat(3).map((value) => value === 3),
  expect: fc.constantFrom('reachable', 'unreachable'),
  match: fc.constantFrom('any', 'all'),
  maxPairs: fc.constantFrom(2, 3),
  /** Seconds. */
  audit: fc.constantFrom(7200, 7 * 24 * 3600, 7 * 24 * 3600),
});

export type PathChoices = typeof choices extends fc.Arbitrary<infer Value> ? Value : never;

export const severalPaths = fc.array(choices, { minLength: 8, maxLength: 8, size: 'max' });

const rangesOf = (text: string | undefined): readonly PortRange[] =>
  (text ?? '0-65535').split(',').map((range) => {
    const [from = '0', to = from] = range.split('-');
    return { from: Number(from), to: Number(to) };
  });

const byId = (id: string | undefined): Endpoint => ({ kind: 'id', id: id ?? 'eni-none' });

const at = <Value>(values: readonly Value[], index: number): Value | undefined => values[index % values.length];

/** Interfaces carry the id of their VPC as a tag: a selector picks all of one VPC. */
export const tag = (network: Described): void => {
  for (const eni of network.NetworkInterfaces) eni.TagSet = [{ Key: 'vpc', Value: eni.VpcId ?? '' }];
};

type Kind = PathChoices['toKind'];

const endOf = (network: Described, index: number, kind: Kind, match: 'any' | 'all'): Endpoint => {
  const eni = at(network.NetworkInterfaces, index);
  switch (kind) {
    case 'interface':
      return byId(eni?.NetworkInterfaceId);
    case 'instance':
      return byId(eni?.Attachment?.InstanceId ?? eni?.NetworkInterfaceId);
    case 'address':
      return { kind: 'address', address: eni?.PrivateIpAddress ?? '10.0.0.10' };
    case 'gateway': {
      const only = network.InternetGateways.length === 1 ? network.InternetGateways[0] : undefined;
      return only === undefined ? { kind: 'address', address: '8.8.8.8' } : byId(only.InternetGatewayId);
    }
    case 'tags':
      return { kind: 'selector', type: 'network-interface', tags: { vpc: eni?.VpcId ?? '' }, match };
  }
};

/** An end of the query that the network was built for, in another form where that is asked for. */
const builtEnd = (network: Described, end: string, kind: Kind, match: 'any' | 'all'): Endpoint => {
  if (end === 'internet') return endOf(network, 0, 'gateway', match);
  const index = network.NetworkInterfaces.findIndex((eni) => eni.NetworkInterfaceId === end);
  if (index < 0) return { kind: 'address', address: end };
  return endOf(network, index, kind === 'gateway' ? 'interface' : kind, match);
};

/** The path that these choices make of a network and of the query that it was built for. */
export const pathOf = (network: Described, query: Query, made: PathChoices, index: number): Path => {
  const isPorted = ['tcp', 'udp'].includes(query.protocol);
  const { match } = made;
  return aPath({
    id: `path-${index}`,
    from: made.isBuilt
      ? builtEnd(network, query.from, made.fromKind, match)
      : endOf(network, made.from, made.fromKind, match),
    to: made.isBuilt ? builtEnd(network, query.to, made.toKind, match) : endOf(network, made.to, made.toKind, match),
    protocol: isPorted && !made.isUdp ? (query.protocol === 'udp' ? 'udp' : 'tcp') : made.isUdp ? 'udp' : 'tcp',
    ports: isPorted ? rangesOf(query.port) : [{ from: 443, to: 443 }],
    sourcePorts: query.sourcePort === undefined ? [] : rangesOf(query.sourcePort),
    expect: made.expect,
    audit: made.audit,
    maxPairs: made.maxPairs,
  });
};
