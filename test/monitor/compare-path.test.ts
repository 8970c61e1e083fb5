import fc from 'fast-check';
import type { Endpoint, Path } from '../../lambda/domain/path.ts';
import type { Verdict } from '../../lambda/domain/verdict.ts';
import { appraise } from '../../lambda/monitor/appraise.ts';
import { comparePath, turnOf } from '../../lambda/monitor/compare-path.ts';
import { standing } from '../../lambda/monitor/standing.ts';
import { worldOf } from '../../lambda/monitor/world.ts';
import { modelOf } from '../../lambda/reachability/analyze.ts';
import type { Raw } from '../../lambda/snapshot/raw.ts';
import type { Documents, Snapshot } from '../../lambda/snapshot/snapshot.ts';
import { ids } from '../../local/scenario/ids.ts';
import { scenario } from '../../local/scenario.ts';
import { described } from '../simulator/described.ts';
import { anyCase, mutation } from '../simulator/networks.ts';
import { pathOf, severalPaths } from '../soundness/paths.ts';
import { aFault } from '../support/network.ts';
import { aPath } from '../support/paths.ts';
import { broken, withChange } from '../support/scenario-network.ts';

const snapshotOf = (documents: Documents, unreadable: Snapshot['unreadable'] = {}): Snapshot => ({
  takenAt: '2026-11-22T10:00:00.000Z',
  documents,
  unreadable,
});

/** One snapshot, however many paths look at it. */
const snapshots = new WeakMap<Documents, Snapshot>();
const worldIn = (documents: Documents, unreadable?: Snapshot['unreadable']) => {
  const snapshot = (unreadable === undefined && snapshots.get(documents)) || snapshotOf(documents, unreadable);
  if (unreadable === undefined) snapshots.set(documents, snapshot);
  return worldOf(snapshot);
};

const byId = (id: string): Endpoint => ({ kind: 'id', id });
const rdp = aPath({
  from: byId(ids.instanceA),
  to: byId(ids.instanceB),
  ports: [{ from: 3389, to: 3389 }],
});
const promise = aPath({
  from: byId(ids.instanceB),
  to: byId(ids.instanceA),
  ports: [{ from: 445, to: 445 }],
  expect: 'unreachable',
});

const compared = (path: Path, before: Documents, after: Documents) =>
  comparePath(path, worldIn(before), worldIn(after));

const closed = broken('security-group-closed');

const withoutPart = (key: 'SecurityGroups' | 'RouteTables') => {
  const { [key]: _gone, ...rest } = scenario;
  return worldIn(rest, { [key]: aFault('Describe') });
};

/** The group of A admits this from B. */
const openedBy = (service: Raw): Documents =>
  withChange(scenario, 'SecurityGroups', ids.groupA, ({ IpPermissions, ...rest }) => ({
    ...rest,
    IpPermissions: [
      ...(Array.isArray(IpPermissions) ? IpPermissions : []),
      { ...service, IpRanges: [{ CidrIp: '172.16.0.0/16' }] },
    ],
  }));
const opened = openedBy({ IpProtocol: 'tcp', FromPort: 445, ToPort: 445 });

describe('a path that breaks from one network to the other', () => {
  test('is told with what stops it, what changed, and the command that undoes that', () => {
    const { turn, before, after, facts, fixes } = compared(rdp, scenario, closed);
    expect(turn).toBe('broke');
    expect([before.verdict, after.verdict]).toEqual(['reachable', 'unreachable']);
    expect(after.findings[0]).toMatchObject({
      component: ids.groupB,
      direction: 'forward',
      advice: expect.any(String),
    });
    expect(facts).toEqual([
      expect.objectContaining({
        component: ids.groupB,
        message: `${ids.groupB} lost its inbound rule tcp/3389 from 10.0.0.0/16`,
      }),
    ]);
    expect(fixes.map(({ kind, words }) => [kind, words[2], words[4]])).toEqual([
      ['undo', 'authorize-security-group-ingress', ids.groupB],
    ]);
  });

  test('and that must not be open is told with the rule that lets it in, and how to take that away', () => {
    const { turn, after, facts, fixes } = compared(promise, scenario, opened);
    expect([turn, after.verdict]).toEqual(['broke', 'reachable']);
    expect(after.findings[0]).toMatchObject({
      code: 'LET_IN',
      message: `${ids.groupA} lets it in: allow tcp 445 from 172.16.0.0/16 (ingress)`,
    });
    expect(facts[0]?.message).toBe(`${ids.groupA} got the inbound rule tcp/445 from 172.16.0.0/16`);
    expect(fixes.map(({ words }) => words.join(' '))).toEqual([
      `aws ec2 revoke-security-group-ingress --group-id ${ids.groupA} --protocol tcp --port 445 --cidr 172.16.0.0/16`,
    ]);
  });
});

test.each<[Raw, string, string]>([
  [
    { IpProtocol: '6', FromPort: 400, ToPort: 500 },
    'tcp 400-500',
    '--protocol tcp --port 400-500 --cidr 172.16.0.0/16',
  ],
  [{ IpProtocol: '-1' }, 'all', '--ip-permissions IpProtocol=-1,IpRanges=[{CidrIp=172.16.0.0/16}]'],
])('a promise that %j broke names that rule, and how to take it away', (service, words, options) => {
  const { after, fixes } = compared(promise, scenario, openedBy(service));
  expect(after.findings[0]?.message).toBe(`${ids.groupA} lets it in: allow ${words} from 172.16.0.0/16 (ingress)`);
  expect(fixes.map((fix) => fix.words.slice(5).join(' '))).toEqual([options]);
});

test('a path that recovers is told with what had stopped it, and nothing that would break it again', () => {
  const { turn, before, after, facts, fixes } = compared(rdp, closed, scenario);
  expect(turn).toBe('recovered');
  expect(before.findings[0]?.component).toBe(ids.groupB);
  expect(after.findings).toEqual([]);
  expect(facts.map(({ message }) => message)).toEqual([`${ids.groupB} got the inbound rule tcp/3389 from 10.0.0.0/16`]);
  expect(fixes).toEqual([]);
});

describe('a path that is not as expected in both', () => {
  test('by the same cause has nothing that changed, and is told how it is put right', () => {
    const still = compared(rdp, closed, closed);
    expect(still).toMatchObject({ turn: 'still-broken', facts: [], isOtherCause: false });
    expect(still.fixes.map(({ kind }) => kind)).toEqual(['add']);
  });

  test('by another cause says so; what changed meanwhile is not offered to be undone, since it was broken before', () => {
    const other = compared(rdp, closed, broken('vpc-route-missing'));
    expect(other).toMatchObject({ turn: 'still-broken', isOtherCause: true });
    expect(other.facts.length).toBeGreaterThan(0);
    expect(other.fixes.filter(({ kind }) => kind === 'undo')).toEqual([]);
  });
});

describe('a path that nobody can tell in one of the two', () => {
  const blind = withoutPart('SecurityGroups');
  const sound = worldIn(scenario);

  test('is never unchanged: it is lost, or found well or broken, with the reason', () => {
    const lost = comparePath(rdp, sound, blind);
    expect(lost).toMatchObject({ turn: 'lost', after: { verdict: 'unknown', standing: 'undetermined' }, fixes: [] });
    expect(lost.after.findings).toEqual([
      expect.objectContaining({
        code: 'MODEL_CANNOT_TELL',
        says: 'unknown',
        message: expect.stringContaining('SecurityGroups could not be read'),
      }),
    ]);
    expect(comparePath(rdp, blind, sound).turn).toBe('found-well');
    expect(comparePath(rdp, blind, worldIn(closed)).turn).toBe('found-broken');
    expect(comparePath(rdp, worldIn(closed), blind).turn).toBe('unseen');
  });

  test('nor is it where nobody can tell in either, though the two are the same', () => {
    expect(comparePath(rdp, blind, blind)).toMatchObject({ turn: 'unseen', facts: [] });
  });

  test('advises nothing about a budget: there is none', () => {
    const told = comparePath(rdp, sound, blind).after.findings.flatMap(({ message, advice }) => [message, advice]);
    expect(told.join(' ')).not.toContain('budget');
  });
});

describe('the ends', () => {
  const selected = aPath({
    from: { kind: 'selector', type: 'instance', tags: { Name: 'windows2016-private-a' }, match: 'all' },
    to: rdp.to,
    ports: rdp.ports,
  });
  /** The instance was replaced by another, which has its interface. */
  const replaced: Documents = JSON.parse(JSON.stringify(scenario).replaceAll(ids.instanceA, 'i-0fedcba9876543210'));

  test('that are in the later network alone make the path found, not recovered', () => {
    const without = { ...scenario, Reservations: [] };
    const found = compared(rdp, without, scenario);
    expect(found).toMatchObject({
      turn: 'found-well',
      before: {
        ends: { from: [], to: [] },
        findings: [{ code: 'RESOURCE_NOT_FOUND' }, { code: 'RESOURCE_NOT_FOUND' }],
      },
      after: { ends: { from: [ids.instanceA], to: [ids.instanceB] } },
    });
    expect(compared(rdp, without, closed).turn).toBe('found-broken');
    expect(compared(rdp, scenario, without).turn).toBe('lost');
  });

  test('that stand for another resource are told, though the verdict is the same', () => {
    const { turn, before, after, facts } = compared(selected, scenario, replaced);
    expect(turn).toBe('altered');
    expect(before.ends.from).toEqual([ids.instanceA]);
    expect(after.ends.from).toEqual(['i-0fedcba9876543210']);
    expect(facts.map(({ message }) => message)).toContain(
      `the path no longer stands for ${ids.instanceA} → ${ids.instanceB}`,
    );
  });
});

test('facts of a path that change without its verdict make it altered, by which of them', () => {
  const more = withChange(scenario, 'SecurityGroups', ids.groupB, ({ IpPermissions, ...rest }) => ({
    ...rest,
    IpPermissions: [
      ...(Array.isArray(IpPermissions) ? IpPermissions : []),
      { IpProtocol: 'tcp', FromPort: 3389, ToPort: 3389, IpRanges: [{ CidrIp: '10.0.20.0/24' }] },
    ],
  }));
  const { turn, facts } = compared(rdp, scenario, more);
  expect(turn).toBe('altered');
  expect(facts.map(({ message }) => message)).toEqual([
    `${ids.groupB} got the inbound rule tcp/3389 from 10.0.20.0/24`,
  ]);
});

test('what is no part of a path changes nothing of it', () => {
  const elsewhere = { ...scenario, Vpcs: [...(scenario.Vpcs ?? []), { VpcId: 'vpc-0aaaaaaaaaaaaaaaa' }] };
  expect(compared(rdp, scenario, elsewhere)).toMatchObject({ turn: 'same', facts: [], left: 0 });
});

describe('of any networks of the simulator and any paths', () => {
  const runs = Number(process.env.PATHWATCH_RUNS ?? 50);
  const seed = Number(process.env.PATHWATCH_SEED ?? 20_261_122);
  const some = fc.record({ any: anyCase, choices: severalPaths, mutations: fc.array(mutation, { maxLength: 3 }) });

  const made = ({
    any: { documents, query },
    choices,
    mutations,
  }: typeof some extends fc.Arbitrary<infer V> ? V : never) => {
    const network = structuredClone(described(documents));
    return {
      before: documents,
      after: mutations.reduce((changed, mutate) => mutate(changed), documents),
      paths: choices.map((choice, index) => pathOf(network, query, choice, index)),
    };
  };

  test('one network compared with itself never changes a path', () => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(some, (drawn) => {
        const { before, paths } = made(drawn);
        const again = structuredClone(before);
        for (const path of paths) {
          const { turn, facts, left, isOtherCause } = compared(path, before, again);
          expect(['same', 'still-broken', 'unseen']).toContain(turn);
          expect({ facts, left, isOtherCause }).toEqual({ facts: [], left: 0, isOtherCause: false });
          seen.add(turn);
        }
      }),
      { seed, numRuns: runs },
    );
    expect([...seen].sort()).toEqual(['same', 'still-broken', 'unseen']);
  });

  test('what is told of two is what each tells alone', () => {
    fc.assert(
      fc.property(some, (drawn) => {
        const { before, after, paths } = made(drawn);
        const clones = [structuredClone(before), structuredClone(after)];
        for (const path of paths) {
          const both = compared(path, before, after);
          const alone = clones.map((documents) => appraise(path, worldIn(documents)));
          expect([both.before, both.after]).toEqual(alone);
        }
      }),
      { seed, numRuns: runs },
    );
  });

  test('of one pair and one range the verdict is that of `analyze`, of a promise that of the way there', () => {
    const turnsSeen = new Map<string, number>();
    /** By the question itself, past all that resolves and plans. */
    const asked = (path: Path, documents: Documents): Verdict => {
      const [from, to] = [path.from, path.to].map((end) => (end.kind === 'id' ? end.id : ''));
      const { verdict, forward } = modelOf(snapshotOf(documents)).analyze({
        from: from ?? '',
        to: to ?? '',
        protocol: path.protocol,
        port: path.ports.map((range) => `${range.from}-${range.to}`).join(','),
        ...(path.sourcePorts.length > 0 && {
          sourcePort: path.sourcePorts.map((range) => `${range.from}-${range.to}`).join(','),
        }),
      });
      return path.expect === 'reachable' ? verdict : forward.verdict;
    };
    const isPlain = ({ from, to, ports, sourcePorts }: Path): boolean =>
      from.kind === 'id' && to.kind === 'id' && ports.length === 1 && sourcePorts.length <= 1;
    fc.assert(
      fc.property(some, (drawn) => {
        const { before, after, paths } = made(drawn);
        for (const path of paths.filter(isPlain)) {
          const told = compared(path, before, after);
          const verdicts = [asked(path, before), asked(path, after)] as const;
          expect([told.before.verdict, told.after.verdict]).toEqual(verdicts);
          const [then, now] = verdicts.map((verdict) => standing(verdict, path.expect));
          expect(told.turn).toBe(turnOf(then ?? 'undetermined', now ?? 'undetermined', told.facts.length > 0));
          turnsSeen.set(told.turn, (turnsSeen.get(told.turn) ?? 0) + 1);
        }
      }),
      { seed, numRuns: runs * 2 },
    );
    expect([...turnsSeen.keys()]).toEqual(
      expect.arrayContaining(['broke', 'recovered', 'still-broken', 'altered', 'same']),
    );
  });
});
