import { AT_ONCE, NAMESPACE } from '../../lambda/domain/measure.ts';
import { gaugeDown } from '../../lambda/monitor/gauge-paths.ts';
import { metricKey, openMetrics } from '../../local/cloudwatch/metrics.ts';
import { type Monitor, openMonitor, scenarioPaths } from '../support/monitor.ts';
import { aPath } from '../support/paths.ts';

const bySchedule = { trigger: { by: 'schedule', every: 'rate(5 minutes)' } } as const;
const [hit] = scenarioPaths;
if (hit === undefined) throw new Error('the scenario has a path');
const tagged = { ...hit, tags: { stage: 'prod', team: 'équipe' } };
const parts = [
  ['Path', hit.id],
  ['Tag', 'stage=prod'],
  ['Tag', 'team=%C3%A9quipe'],
] as const;

/** What CloudWatch would have of what a sweep sent. */
const heardBy = (monitor: Monitor, from: number) => {
  const metrics = openMetrics(monitor.now);
  for (const line of monitor.metricLines.slice(from)) metrics.take(line);
  const valuesOf = (name: string, ...dimensions: readonly (readonly [string, string])[]) =>
    metrics.values(
      metricKey(NAMESPACE, name, [['Deployment', monitor.account.environment.DEPLOYMENT], ...dimensions]),
      0,
      Number.POSITIVE_INFINITY,
    );
  return { keys: metrics.keys(), valuesOf };
};

let monitor: Monitor;

beforeEach(async () => {
  monitor = await openMonitor();
  monitor.declare([tagged]);
});

afterEach(() => monitor.close());

/** What one more look sends. */
const look = async () => {
  const from = monitor.metricLines.length;
  expect((await monitor.run(bySchedule)).status).toBe('SUCCEEDED');
  monitor.pass(300);
  return heardBy(monitor, from);
};

test('of a path that is well and unchanged the heartbeat is sent, and nothing else', async () => {
  await look();
  const { keys } = await look();
  expect(keys).toEqual([metricKey(NAMESPACE, 'Looks', [['Deployment', monitor.account.environment.DEPLOYMENT]])]);
});

test('a path that is not as expected is sent while it lasts, and as 0 once it is over; from the next look on with its tags and all', async () => {
  await look();
  await monitor.account.breakNetwork('security-group-closed');
  const first = await look();
  expect(first.valuesOf('PathsDown', parts[0])).toEqual([1]);
  expect(first.valuesOf('PathsDown')).toEqual([]);
  for (const _ of ['at the next look', 'and the one after']) {
    const { valuesOf } = await look();
    for (const part of parts) expect(Math.max(...valuesOf('PathsDown', part))).toBe(1);
    expect(Math.max(...valuesOf('PathsDown'))).toBe(1);
  }
  await monitor.account.repair('security-group-closed');
  const last = await look();
  expect(last.valuesOf('PathsDown', parts[0]).at(-1)).toBe(0);
  // One of several that is over is not all of them.
  expect(last.valuesOf('PathsDown')).toEqual([1]);
  expect((await look()).keys).toHaveLength(1);
});

test('what paths and tags spend is what the budget counts, once for each check that bought', async () => {
  const from = monitor.metricLines.length;
  await look();
  await monitor.account.breakNetwork('security-group-closed');
  await look();
  await look();
  await monitor.account.repair('security-group-closed');
  await look();
  const { valuesOf } = heardBy(monitor, from);
  const { analyses } = await monitor.services.store.spent(monitor.now().toISOString().slice(0, 7));
  expect(analyses).toBeGreaterThanOrEqual(3);
  for (const part of parts) {
    const spent = valuesOf('Spend', part);
    expect(spent.reduce((sum, value) => sum + value, 0)).toBeCloseTo(analyses * 0.1, 9);
    expect(spent).toHaveLength(3);
  }
});

test('from the change to the check that found it is measured once, when the call is known', async () => {
  await look();
  monitor.pass(-120);
  await monitor.account.breakNetwork('security-group-closed');
  monitor.pass(120);
  const from = monitor.metricLines.length;
  await look();
  await look();
  monitor.pass(3600);
  await look();
  const { valuesOf } = heardBy(monitor, from);
  for (const part of [[], ...parts.map((part) => [part])]) {
    const seconds = valuesOf('DetectionTime', ...part);
    expect(seconds).toHaveLength(1);
    expect(seconds[0]).toBeGreaterThanOrEqual(120);
  }
});

test('where very many are down at once, a hundred paths and tags are measured by themselves, the critical first, and all are counted', () => {
  const paths = Array.from({ length: 1_000 }, (_, index) =>
    aPath({
      id: `path-${index}`,
      severity: index % 20 === 0 ? 'critical' : 'info',
      tags: { [`tag-${index}`]: 'x', all: 'y' },
    }),
  );
  const briefs = new Map(
    paths.map(({ id }) => [
      id,
      { pathId: id, declared: '', standing: 'unexpected' as const, verdict: 'unreachable' as const },
    ]),
  );
  const readings = gaugeDown(paths, briefs);
  const of = (kind: string) => readings.filter((reading) => reading.of.kind === kind);
  expect(of('all').map(({ values }) => values)).toEqual([{ PathsDown: 1_000 }]);
  expect([of('path').length, of('tag').length]).toEqual([AT_ONCE, AT_ONCE]);
  expect(of('path').filter(({ of }) => 'id' in of && Number(of.id.slice(5)) % 20 === 0)).toHaveLength(50);
  expect(of('tag')[0]).toEqual({ values: { PathsDown: 1_000 }, of: { kind: 'tag', tag: 'all=y' } });
});
