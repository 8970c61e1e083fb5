import type { Path } from '../../lambda/domain/path.ts';
import { addressA, addressB, ids } from '../../local/scenario/ids.ts';
import type { Monitor } from './monitor.ts';
import { aPath } from './paths.ts';

/** `hit` is healthy, over a transit gateway, between instances; `spared` is broken from the first, between interfaces. */
export const twoPaths: readonly [Path, Path] = [
  aPath({
    id: 'hit',
    from: { kind: 'id', id: ids.instanceA },
    to: { kind: 'id', id: ids.instanceB },
    ports: [{ from: 3389, to: 3389 }],
  }),
  aPath({
    id: 'spared',
    from: { kind: 'id', id: ids.interfaceB },
    to: { kind: 'id', id: ids.interfaceA },
    ports: [{ from: 445, to: 445 }],
  }),
];

/** The source address of each. */
export const sources = { hit: addressA, spared: addressB };

/** The one alert of two paths that nothing disturbs. */
export const SPARED_ALERT = 'spared baseline';

/** What a path's newest check came to. */
export const newestCheck = async ({ services }: Monitor, pathId: string) => {
  const check = (await services.store.checks(pathId, { limit: 1 })).items[0];
  return {
    verdict: check?.verdict,
    findings: check?.findings.map(({ code, message }) => `${code}: ${message}`) ?? [],
    open: check?.open ?? [],
    analyses: check?.analyses,
  };
};

/** What was told, as path and kind, on both topics, in the order in which it came. */
export const alertsOf = ({ account }: Pick<Monitor, 'account'>): readonly string[] =>
  [...account.published, ...account.troubles]
    .filter(({ attributes }) => attributes.kind !== undefined)
    .toSorted((one, other) => (one.at < other.at ? -1 : one.at > other.at ? 1 : 0))
    .map(({ attributes }) => `${attributes.path} ${attributes.kind}`);

/** What AWS holds for us: every insights path with the number of its stored analyses. */
export const insightsOf = async ({ services }: Monitor): Promise<readonly string[]> => {
  const owned = await services.reachability.owned();
  const stored = await Promise.all(owned.map((path) => services.reachability.stored(path.id)));
  return owned.map((path, index) => `${path.pathId}: ${stored[index]?.length}`).toSorted();
};

/** Removes what stands for a path at AWS, as a stranger might. */
export const removeInsights = async ({ services: { reachability } }: Monitor, pathId: string): Promise<void> => {
  for (const path of (await reachability.owned()).filter((owned) => owned.pathId === pathId)) {
    for (const analysis of await reachability.stored(path.id)) await reachability.removeAnalysis(analysis.analysisId);
    await reachability.removePath(path.id);
  }
};

/** Lets every service answer again. */
export const calm = ({ account }: Monitor): void => {
  for (const endpoint of Object.values(account.endpoints)) endpoint.disturb(() => undefined);
};

/** Both paths as they are when nothing disturbs them: verdicts, one alert, one analysis kept of each, nothing owed. */
export const expectAllIsWell = async (monitor: Monitor): Promise<void> => {
  const states = (await monitor.services.store.states()).items;
  expect(
    states.map(({ pathId, settled, transitions, outbox }) => [pathId, settled?.verdict, transitions, outbox]),
  ).toEqual([
    ['hit', 'reachable', 0, []],
    ['spared', 'unreachable', 1, []],
  ]);
  expect((await newestCheck(monitor, 'hit')).verdict).toBe('reachable');
  expect(alertsOf(monitor)).toEqual([SPARED_ALERT]);
  expect(await insightsOf(monitor)).toEqual(['hit: 1', 'spared: 1']);
};
