import type { Path } from '../../lambda/domain/path.ts';
import type { Documents } from '../../lambda/snapshot/snapshot.ts';
import { build } from '../simulator/build.ts';
import { type Described, described, documentsOf } from '../simulator/described.ts';
import { entry } from '../simulator/parts.ts';
import type { Plan, Way } from '../simulator/plan.ts';
import { aPath } from '../support/paths.ts';

/** A plain network of one way, whose query, tcp 443, works. */
const plain = (way: Way): Plan => ({
  way,
  vpcs: [{ subnets: [{ zone: 0, enis: 2 }], hasSecondBlock: false, hasPublicEnis: false, hasOwnTables: false }],
  ask: { protocol: 'tcp', port: '443', number: '6', tight: [443, 443] },
  sourcePort: undefined,
  fromSubnet: 0,
  toSubnet: 0,
  asksForAddress: true,
  isOddQuery: false,
  link: 'transit',
  hasOwnDoors: false,
  hasTwoTables: true,
  isPropagated: false,
  keepsIdentity: false,
  isAppliance: false,
  routed: 'both',
  hasTightRouter: false,
  withoutReferences: 'none',
  hasDecoys: false,
  blocksPublicAccess: false,
  fromRules: { ports: 'all', peer: 'anywhere', noise: [] },
  toRules: { ports: 'all', peer: 'anywhere', noise: [] },
  acls: [],
});

/** What can be closed in it. */
export const closings: Readonly<Record<string, (network: Described) => void>> = {
  nothing: () => undefined,
  'the way there': (network) => {
    for (const acl of network.NetworkAcls) if (acl.VpcId === 'vpc-0') acl.Entries?.push(entry(1, 'out', 'deny'));
  },
  'the way back': (network) => {
    for (const acl of network.NetworkAcls)
      if (acl.VpcId === 'vpc-0') acl.Entries?.push(entry(1, 'in', 'deny', '0.0.0.0/0', '6', 1024, 65535));
  },
  'the way back over the transit gateway': (network) => {
    for (const { Routes } of network.TransitGatewayRoutes)
      for (const route of Routes)
        if (route.DestinationCidrBlock?.startsWith('10.0.'))
          Object.assign(route, { State: 'blackhole', TransitGatewayAttachments: [] });
  },
};

/** Ways from an interface that can be told by its id. */
export const closable: readonly Way[] = ['vpc', 'peering', 'transit', 'gateway-out', 'nat', 'central-nat'];

/** A network that works, and each of its closed forms; with the ends of its path. */
export const openNetwork = (way: Way) => {
  const { network, query } = build(plain(way));
  const address = query.to === 'internet' ? '8.8.8.8' : query.to;
  const holder = network.NetworkInterfaces.find((eni) => eni.PrivateIpAddress === address);
  for (const eni of network.NetworkInterfaces)
    if (eni.VpcId === holder?.VpcId && eni.NetworkInterfaceId !== query.from)
      eni.TagSet = [{ Key: 'role', Value: 'to' }];
  const whole = documentsOf(network);
  return {
    from: query.from,
    address,
    to: holder?.NetworkInterfaceId,
    closed: (name: string): Documents => {
      const copy = structuredClone(described(whole));
      closings[name]?.(copy);
      return documentsOf(copy);
    },
  };
};

/** The paths that may be declared over it: to its one end, by id or address, and to all that have its tag. */
export const pathsOver = ({ from, to, address }: ReturnType<typeof openNetwork>): readonly Path[] =>
  (['reachable', 'unreachable'] as const).flatMap((expect) => {
    const source = { kind: 'id', id: from } as const;
    const byTag = { kind: 'selector', type: 'network-interface', tags: { role: 'to' } } as const;
    return [
      aPath({ from: source, to: { kind: 'address', address }, expect }),
      ...(to === undefined
        ? []
        : [
            aPath({ from: source, to: { kind: 'id', id: to }, expect }),
            aPath({ from: source, to: { ...byTag, match: 'any' }, expect }),
            aPath({ from: source, to: { ...byTag, match: 'all' }, expect }),
          ]),
    ];
  });
