import { described, documentsOf } from '../simulator/described.ts';
import { transitRoute } from '../simulator/joints.ts';
import { aPath } from '../support/paths.ts';
import { openNetwork } from './closing.ts';
import { buy, fresh, lookAt, type Parts, record, sound } from './flow.ts';
import { truthful } from './reachability-analyzer.ts';
import { registered } from './route-analyzer.ts';

const at = (minutes: number): Date => new Date(Date.UTC(2026, 10, 22, 10, minutes));

/*
 * Route Analyzer is asked by an end's first address, though the group at the other end admits its second one alone: the
 * routes to the first belong to the footprint too, or a fresh verdict would be another than the carried one.
 */
describe('an interface whose second address alone gets through', () => {
  test('has its verdict bought again where the route back to its first address changes', () => {
    const plain = openNetwork('transit');
    const network = structuredClone(described(plain.closed('nothing')));
    const eni = network.NetworkInterfaces.find(({ NetworkInterfaceId }) => NetworkInterfaceId === plain.from);
    eni?.PrivateIpAddresses?.push({ PrivateIpAddress: '10.0.0.110', Primary: false });
    for (const group of network.SecurityGroups)
      if (group.GroupId === 'sg-to')
        group.IpPermissions = [{ IpProtocol: '-1', IpRanges: [{ CidrIp: '10.0.0.110/32' }] }];
    const later = structuredClone(network);
    for (const { Routes } of later.TransitGatewayRoutes)
      Routes.push(transitRoute(later, `${eni?.PrivateIpAddress}/32`, undefined));

    const path = aPath({ from: { kind: 'id', id: plain.from }, to: { kind: 'id', id: plain.to ?? '' } });
    const parts: Parts = { ...sound, analyzer: truthful, registrations: registered };
    const [before, after] = [documentsOf(network), documentsOf(later)];
    const first = lookAt(path, undefined, before, at(0), parts);
    const still = { before, during: before, after: before };
    const check = buy(first, still, undefined, at(0), 'baseline', parts);
    expect(check).toMatchObject({ verdict: 'reachable', model: 'agrees' });
    const { state } = record(undefined, path, check);
    const next = lookAt(path, state, after, at(5), parts);
    const carried = next.choice.kind === 'carry' ? state.settled?.verdict : 'none';
    expect(['none', fresh(next, after, state, at(5), parts).verdict]).toContain(carried);
  });
});
