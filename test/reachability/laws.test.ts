import type { IpPermission } from '@aws-sdk/client-ec2';
import fc from 'fast-check';
import { analyze } from '../../lambda/reachability/analyze.ts';
import type { Answer } from '../../lambda/reachability/answer.ts';
import type { Documents } from '../../lambda/snapshot/snapshot.ts';
import { randomCases } from '../faults/each.ts';
import { type Block, blockOf } from '../simulator/address.ts';
import { type Described, described, documentsOf } from '../simulator/described.ts';
import { at } from '../simulator/edit.ts';
import type { Query } from '../simulator/exists.ts';
import { anyCase } from '../simulator/networks.ts';
import { everything, permission } from '../simulator/parts.ts';
import { listCidrs } from '../simulator/rules.ts';

const seed = Number(process.env.PATHWATCH_SEED ?? 11);
const runs = Number(process.env.PATHWATCH_RUNS ?? randomCases(1000, 2));
const holds = <Values extends [unknown, ...unknown[]]>(property: fc.IProperty<Values>): void =>
  fc.assert(property, { seed, numRuns: runs });

const snapshotOf = (documents: Documents) => ({ takenAt: '2026-11-22T00:00:00.000Z', documents, unreadable: {} });
const ask = (documents: Documents, query: Query): Answer => analyze(snapshotOf(documents), query);

/** The documents after a change in place. */
const changed = (documents: Documents, change: (network: Described) => void): Documents => {
  const network = structuredClone(described(documents));
  change(network);
  return documentsOf(network);
};

const goodness = { unreachable: 0, unknown: 1, reachable: 2 } as const;

const cidrs = ['0.0.0.0/0', '8.8.8.0/24', '52.0.0.0/15', '10.0.0.0/15', '10.0.0.0/24', '10.1.1.0/24', '10.0.60.10/32'];
const anyRule: fc.Arbitrary<(network: Described) => IpPermission> = fc
  .tuple(
    fc.constantFrom('-1', 'tcp', 'udp', 'icmp', '47'),
    fc.tuple(fc.integer({ min: -1, max: 65535 }), fc.integer({ min: -1, max: 65535 })),
    fc.constantFrom(...cidrs),
    fc.nat(20),
  )
  .map(([protocol, [from, to], cidr, pick]) => (network) => {
    const group = at(network.SecurityGroups, pick)?.GroupId;
    const list = at(network.PrefixListEntries, pick)?.PrefixListId;
    const peers: IpPermission[] = [
      { IpRanges: [{ CidrIp: cidr }] },
      { UserIdGroupPairs: group === undefined ? [] : [{ GroupId: group }] },
      { PrefixListIds: list === undefined ? [] : [{ PrefixListId: list }] },
    ];
    return pick % 7 === 0 ? everything() : permission(protocol, from, to, peers[pick % 3] ?? {});
  });

describe('adding an allow rule to a security group', () => {
  test('never breaks a path', () => {
    let better = 0;
    holds(
      fc.property(anyCase, anyRule, fc.nat(), fc.boolean(), ({ documents, query }, rule, which, isInbound) => {
        const before = ask(documents, query);
        const after = ask(
          changed(documents, (network) => {
            const group = at(network.SecurityGroups, which);
            (isInbound ? group?.IpPermissions : group?.IpPermissionsEgress)?.push(rule(network));
          }),
          query,
        );
        expect(goodness[after.verdict]).toBeGreaterThanOrEqual(goodness[before.verdict]);
        expect(goodness[after.forward.verdict]).toBeGreaterThanOrEqual(goodness[before.forward.verdict]);
        if (before.verdict !== after.verdict) better += 1;
      }),
    );
    expect(better).toBeGreaterThan(0);
  });
});

interface Removal {
  readonly documents: Documents;
  readonly removed: readonly Block[];
  /** The blocks of the table's other routes. */
  readonly left: readonly Block[];
}

const isWithin = (one: Block, other: Block): boolean => one.first >= other.first && one.last <= other.last;

/** Without one route: of a VPC's tables, or of a transit gateway's. Local ones stay, AWS does not remove them. */
const withoutRoute = (documents: Documents, which: number): Removal | undefined => {
  const network = structuredClone(described(documents));
  const blocksOf = (route: {
    DestinationCidrBlock?: string | undefined;
    DestinationPrefixListId?: string | undefined;
  }) =>
    (route.DestinationCidrBlock === undefined
      ? listCidrs(network, route.DestinationPrefixListId)
      : [route.DestinationCidrBlock]
    ).map(blockOf);
  const choices = [
    ...network.RouteTables.map(({ Routes }) => Routes ?? []),
    ...network.TransitGatewayRoutes.map(({ Routes }) => Routes),
  ].flatMap((routes) =>
    routes
      .filter((route) => !('GatewayId' in route && route.GatewayId === 'local'))
      .map((route) => ({ routes: routes as (typeof route)[], route })),
  );
  const choice = at(choices, which);
  if (choice === undefined) return undefined;
  const { routes, route } = choice;
  routes.splice(routes.indexOf(route), 1);
  return { documents: documentsOf(network), removed: blocksOf(route), left: routes.flatMap(blocksOf) };
};

describe('removing a route', () => {
  test('creates a path only where a route of the same table covers it, as wide or wider', () => {
    let created = 0;
    let broken = 0;
    holds(
      fc.property(anyCase, fc.nat(), ({ documents, query }, which) => {
        const removal = withoutRoute(documents, which);
        if (removal === undefined) return;
        const before = ask(documents, query);
        const after = ask(removal.documents, query);
        if (goodness[after.verdict] < goodness[before.verdict]) broken += 1;
        if (
          goodness[after.verdict] <= goodness[before.verdict] &&
          goodness[after.forward.verdict] <= goodness[before.forward.verdict]
        )
          return;
        created += 1;
        expect(removal.removed.some((one) => removal.left.some((other) => isWithin(one, other)))).toBe(true);
      }),
    );
    expect(created).toBeGreaterThan(0);
    expect(broken).toBeGreaterThan(0);
  });
});

describe('every answer', () => {
  test('shows the way where it is reachable, and names what is in it where it is not', () => {
    holds(
      fc.property(anyCase, ({ documents, query }) => {
        const { verdict, forward, return: back } = ask(documents, query);
        expect(verdict).not.toBe('unknown');
        if (verdict === 'reachable')
          for (const leg of [forward, back]) {
            expect(leg.verdict).toBe('reachable');
            expect(leg.hops.length).toBeGreaterThan(0);
            expect(leg.findings).toEqual([]);
          }
        const findings = [...forward.findings, ...back.findings];
        if (verdict === 'unreachable') expect(findings.length).toBeGreaterThan(0);
        for (const { code, component, message } of findings) {
          expect(code).toMatch(/^[A-Z0-9_]+$/);
          expect(component).not.toBe('');
          expect(message).toMatch(/\S.*[^.]$/);
        }
      }),
    );
  });
});
