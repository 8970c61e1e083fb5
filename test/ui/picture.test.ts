import type { Standing } from '../../lambda/domain/check.ts';
import { type World, worldOf } from '../../lambda/monitor/world.ts';
import type { Documents } from '../../lambda/snapshot/snapshot.ts';
import { ids } from '../../local/scenario/ids.ts';
import { type Box, type Laid, laidOut } from '../../ui/view/layout.ts';
import { type Drawn, pictureOf } from '../../ui/view/picture.ts';
import { placesOf } from '../../ui/view/places.ts';
import { questionsIn, traced } from '../../ui/view/trace.ts';
import { scenarioPaths } from '../support/monitor.ts';
import { broken, onTheInternet } from '../support/scenario-network.ts';

const worldFor = (documents: Documents): World =>
  worldOf({ takenAt: '2026-11-22T10:00:00.000Z', documents, unreadable: {} });

const drawnIn = (world: World, standings: Readonly<Record<string, Standing>> = {}): readonly Drawn[] =>
  scenarioPaths.map((path) => ({
    pathId: path.id,
    standing: standings[path.id] ?? 'expected',
    expect: path.expect,
    answers: traced(questionsIn(path, world), world),
  }));

const pictureFor = (documents: Documents, standings?: Readonly<Record<string, Standing>>) => {
  const world = worldFor(documents);
  return pictureOf(drawnIn(world, standings), placesOf(world.snapshot));
};

const holds = (outer: Box, inner: Box): boolean =>
  outer.x <= inner.x &&
  outer.y <= inner.y &&
  outer.x + outer.width >= inner.x + inner.width &&
  outer.y + outer.height >= inner.y + inner.height;

const meet = (one: Box, other: Box): boolean =>
  one.x < other.x + other.width &&
  other.x < one.x + one.width &&
  one.y < other.y + other.height &&
  other.y < one.y + one.height;

const flawsOf = ({ width, height, frames, nodes, edges }: Laid): readonly string[] => [
  ...nodes.flatMap((node) =>
    frames
      .filter(({ id }) => id === node.vpcId || id === node.subnetId)
      .flatMap((frame) => (holds(frame, node) ? [] : [`${node.id} is not in ${frame.id}`])),
  ),
  ...nodes.flatMap((node, place) =>
    nodes.slice(place + 1).flatMap((other) => (meet(node, other) ? [`${node.id} lies on ${other.id}`] : [])),
  ),
  ...[...nodes, ...frames].flatMap((box) =>
    holds({ x: 0, y: 0, width, height }, box) ? [] : [`${box.id} is off the sheet`],
  ),
  ...edges.flatMap(({ from, to, points }) => (points.length < 2 ? [`${from} – ${to} is no line`] : [])),
];

describe('the picture of the network', () => {
  test('has the two instances in their subnets, and the transit gateway between them', () => {
    const { nodes, edges, names, paths, unresolved, left, isWell } = pictureFor(broken('healthy'));
    expect(nodes.map(({ id, kind, standing }) => [id, kind, standing]).sort()).toEqual(
      [
        [ids.instanceA, 'instance', 'expected'],
        [ids.instanceB, 'instance', 'expected'],
        [ids.transitGateway, 'transit-gateway', 'expected'],
      ].sort(),
    );
    expect(edges.map(({ from, to }) => [from, to].sort())).toEqual([
      [ids.instanceA, ids.transitGateway].sort(),
      [ids.instanceB, ids.transitGateway].sort(),
    ]);
    expect(Object.values(names).sort()).toEqual(['private-a', 'private-sub-a', 'vpc-a', 'vpc-b']);
    expect({ paths, unresolved, left, isWell }).toEqual({
      paths: ['a-to-b', 'b-not-to-a'],
      unresolved: ['nowhere'],
      left: 0,
      isWell: false,
    });
  });

  test.each([
    ['transit-route-missing', ids.transitGateway, 'tgw-rtb-05c9fa8db5415ce07'],
    ['security-group-closed', ids.instanceB, 'sg-073c4d556bf048ea0'],
    ['vpc-route-missing', ids.instanceB, 'rtb-021ab122f4f50d879'],
  ] as const)('marks where %s stops the path, and what by', (fault, at, cause) => {
    const { nodes } = pictureFor(broken(fault), { 'a-to-b': 'unexpected' });
    const marked = nodes.filter(({ standing }) => standing === 'unexpected');
    expect(marked.map(({ id }) => id)).toEqual([at]);
    expect(marked[0]?.stops.join()).toContain(cause);
  });

  test('marks nothing where what is closed is meant to be', () => {
    expect(pictureFor(broken('healthy')).nodes.flatMap(({ stops }) => stops)).toEqual([]);
  });

  test('draws a broken promise of segmentation in the colour of what is broken, though nothing stops it', () => {
    const { edges, open, nodes } = pictureFor(broken('healthy'), { 'a-to-b': 'unexpected' });
    expect(edges.map(({ state, isPassed }) => [state, isPassed])).toEqual([
      ['unexpected', true],
      ['unexpected', true],
    ]);
    expect(open).toEqual(['a-to-b']);
    expect(nodes.flatMap(({ stops }) => stops)).toEqual([]);
  });

  test('says of what no check has found yet that it is by the model alone, and marks it as unknown', () => {
    const { nodes, isWell } = pictureFor(broken('security-group-closed'));
    const marked = nodes.filter(({ stops }) => stops.length > 0);
    expect(marked.map(({ id, standing }) => [id, standing])).toEqual([[ids.instanceB, 'undetermined']]);
    expect(marked[0]?.stops.join()).toContain('which no check has found so yet');
    expect(isWell).toBe(false);
  });

  test('says that all is well where it is, and only then', () => {
    const world = worldFor(broken('healthy'));
    const known = drawnIn(world).filter(({ pathId }) => pathId !== 'nowhere');
    const isWell = (paths: readonly Drawn[]) => pictureOf(paths, placesOf(world.snapshot)).isWell;
    expect(isWell(known)).toBe(true);
    expect(isWell(drawnIn(world))).toBe(false);
    expect(isWell(known.map((path) => ({ ...path, standing: 'undetermined' })))).toBe(false);
  });

  test('lays every box into its frame, none on another, and joins them by lines', () => {
    for (const documents of [broken('healthy'), broken('security-group-closed'), onTheInternet()])
      expect(flawsOf(laidOut(pictureFor(documents)))).toEqual([]);
  });

  test('of nothing is an empty sheet', () => {
    const laid = laidOut(pictureOf([], new Map()));
    expect({ nodes: laid.nodes, edges: laid.edges, frames: laid.frames }).toEqual({ nodes: [], edges: [], frames: [] });
  });
});
