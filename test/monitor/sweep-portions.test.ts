import type { Path } from '../../lambda/domain/path.ts';
import { prepare } from '../../lambda/monitor/prepare.ts';
import { named } from '../../lambda/monitor/prepared.ts';
import { bySchedule, type Monitor, openMonitor } from '../support/monitor.ts';
import { twoPaths } from '../support/two-paths.ts';

/* More paths to look at anew than one execution takes on: what further executions are given, and what waits. */

const PATHS = 130;
/** Every tenth of them is critical. */
const numbered: readonly Path[] = Array.from({ length: PATHS }, (_, place) => ({
  ...twoPaths[0],
  id: `path-${place}`,
  severity: place % 10 === 9 ? 'critical' : 'info',
}));

let monitor: Monitor;
beforeEach(async () => {
  monitor = await openMonitor(numbered);
});
afterEach(() => monitor.close());

const prepared = (request = bySchedule) =>
  prepare(monitor.services, monitor.configuration, request, monitor.now().toISOString());

test('portions hold the paths that are looked at anew, each once, those that are served first in the first', async () => {
  const { portions, paths } = await prepared();
  expect(paths).toEqual([]);
  expect(portions.map((places) => places.length)).toEqual([50, 50, 30]);
  expect(portions.flat().toSorted((one, other) => one - other)).toEqual(numbered.map((_, place) => place));
  expect(portions.flat().slice(0, 13)).toEqual(numbered.flatMap((_, place) => (place % 10 === 9 ? [place] : [])));
});

test('a portion looks at the paths that it is given, and one that an older release starts at those of its index', async () => {
  const part = { of: 'sweep', index: 2, count: 3, rank: 9 };
  const given = await prepared({ ...bySchedule, part: { ...part, paths: ['path-7', 'path-129'] } });
  expect(given.paths.map(({ pathId }) => pathId)).toEqual(['path-7', 'path-129']);
  const indexed = await prepared({ ...bySchedule, part });
  expect(indexed.paths.map(({ pathId }) => pathId)).toEqual(numbered.slice(100).map(({ id }) => id));
});

test('a sweep that has gone on for half an hour starts no further portion, and says how many paths wait', async () => {
  let late = 0;
  const { services } = monitor;
  const slow = () => ({
    ...services,
    now: () => new Date(services.now().getTime() + late),
    store: {
      ...services.store,
      briefs: async () => {
        late = 31 * 60 * 1000;
        return services.store.briefs();
      },
    },
  });
  const { status, result } = await monitor.run(bySchedule, {}, slow);
  expect(status).toBe('SUCCEEDED');
  expect(result?.notes).toContain('130 paths wait for the next look: more changed than one sweep takes on');
  expect(monitor.account.endpoints.ec2.calls.map(({ operation }) => operation)).not.toContain(
    'StartNetworkInsightsAnalysis',
  );
});

test('of ten thousand paths with the longest ids no more are named than a checkpoint holds beside all else', () => {
  const longest = Array.from({ length: 10_000 }, (_, place) => `${place}`.padStart(64, 'p'));
  expect(JSON.stringify(named(longest)).length).toBeLessThan(41_000);
  expect(named(longest.slice(0, 10))).toEqual(longest.slice(0, 10));
  expect(named(Array.from({ length: 10_000 }, (_, place) => `${place}`))).toHaveLength(2_000);
});
