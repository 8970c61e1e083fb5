import type { Services } from '../../lambda/monitor/ports.ts';
import { byHand, bySchedule, type Monitor, openMonitor } from '../support/monitor.ts';
import { alertsOf, insightsOf, SPARED_ALERT, twoPaths } from '../support/two-paths.ts';

/* Two sweeps over the same paths at once: what they find is told once, both checks are kept, and nothing is owed. */

const BROKE = 'hit broke';
/** The author of the break, found in CloudTrail's history afterwards: once, whoever looks. */
const ATTRIBUTED = 'hit attributed';

/** Small numbers by a seed: https://en.wikipedia.org/wiki/Linear_congruential_generator, as in Numerical Recipes. */
const numbers = (seed: number): (() => number) => {
  let at = seed;
  return () => {
    at = (Math.imul(at, 1_664_525) + 1_013_904_223) >>> 0;
    return at >>> 24;
  };
};

/** The store behind a queue whose length the seed decides, so that each seed interleaves two sweeps in its own way. */
const hesitant = (services: Services, seed: number): Services => {
  const next = numbers(seed);
  const store = new Proxy(services.store, {
    get: (target, key) => {
      const method: unknown = Reflect.get(target, key);
      if (typeof method !== 'function') return method;
      return async (...given: unknown[]) => {
        for (let turns = next() % 16; turns > 0; turns -= 1) await new Promise(setImmediate);
        return Reflect.apply(method, target, given);
      };
    },
  });
  return { ...services, store };
};

/** Services of two sweeps that both have read the state of `hit` before either goes on. */
const meeting = ({ services }: Monitor): readonly [Services, Services] => {
  let arrived = 0;
  let open: () => void = () => undefined;
  const both = new Promise<void>((resolve) => {
    open = resolve;
  });
  const one = (): Services => {
    let first = true;
    const state: Services['store']['state'] = async (pathId) => {
      const read = await services.store.state(pathId);
      if (pathId !== 'hit' || !first) return read;
      first = false;
      arrived += 1;
      if (arrived === 2) open();
      await both;
      return read;
    };
    return { ...services, store: { ...services.store, state } };
  };
  return [one(), one()];
};

const runBoth = async (monitor: Monitor, [one, other]: readonly [Services, Services]) => {
  const executions = await Promise.all([monitor.run(byHand, {}, () => one), monitor.run(byHand, {}, () => other)]);
  return {
    statuses: executions.map(({ status }) => status),
    told: executions.flatMap(({ result }) => result?.outcomes ?? []).reduce((sum, { alerts }) => sum + alerts, 0),
    troubles: executions.flatMap(({ result }) => result?.outcomes ?? []).flatMap(({ trouble }) => trouble ?? []),
  };
};

/** What is kept of `hit`. */
const keptOf = async ({ services: { store } }: Monitor) => {
  const state = await store.state('hit');
  const checks = (await store.checks('hit', { limit: 10 })).items;
  return {
    transitions: state?.transitions,
    outbox: state?.outbox,
    remembersAll: checks.every(({ id }) => state?.recent.some((recent) => recent.id === id)),
    verdicts: checks.map(({ verdict }) => verdict),
    alerts: state?.recent.flatMap(({ alerts }) => alerts),
    incidents: (await store.incidents({ limit: 10 })).items
      .map(({ paths }) => paths.map(({ pathId }) => pathId))
      .toSorted(),
  };
};

describe('two sweeps over the same paths at once', () => {
  let monitor: Monitor;

  beforeEach(async () => {
    monitor = await openMonitor(twoPaths);
  });

  afterEach(() => monitor.close());

  const breakIt = async (): Promise<void> => {
    await monitor.run();
    monitor.pass(300);
    await monitor.account.breakNetwork('security-group-closed');
  };

  const ended = { statuses: ['SUCCEEDED', 'SUCCEEDED'], told: 1, troubles: [] };
  const broken = {
    transitions: 1,
    outbox: [],
    remembersAll: true,
    verdicts: ['unreachable', 'unreachable', 'reachable'],
    alerts: ['hit/1/broke'],
    incidents: [['hit'], ['spared']],
  };

  test('both have read the state before either writes: one transition, and neither check is lost', async () => {
    await breakIt();
    expect(await runBoth(monitor, meeting(monitor))).toEqual(ended);
    expect(await keptOf(monitor)).toEqual(broken);
    expect(alertsOf(monitor)).toEqual([SPARED_ALERT, BROKE, ATTRIBUTED]);
  });

  test('both find no state at all before either writes: one baseline, and neither check is lost', async () => {
    await monitor.account.breakNetwork('security-group-closed');
    const { statuses, troubles } = await runBoth(monitor, meeting(monitor));
    expect({ statuses, troubles }).toEqual({ statuses: ended.statuses, troubles: [] });
    expect(await keptOf(monitor)).toEqual({
      ...broken,
      verdicts: ['unreachable', 'unreachable'],
      alerts: ['hit/1/baseline'],
    });
    expect(alertsOf(monitor).toSorted()).toEqual(['hit baseline', SPARED_ALERT]);
  });

  test.each(Array.from({ length: 24 }, (_, index) => index + 1))('interleaved in way %i', async (seed) => {
    await breakIt();
    const { services } = monitor;
    const run = await runBoth(monitor, [hesitant(services, seed), hesitant(services, seed * 7919)]);
    expect(run).toEqual(ended);
    expect(await keptOf(monitor)).toEqual(broken);
    expect(alertsOf(monitor)).toEqual([SPARED_ALERT, BROKE, ATTRIBUTED]);
    monitor.pass(300);
    await monitor.run();
    expect(await insightsOf(monitor)).toEqual(['hit: 1', 'spared: 1']);
    expect(alertsOf(monitor)).toEqual([SPARED_ALERT, BROKE, ATTRIBUTED]);
    expect((await monitor.services.store.spent('2026-11')).analyses).toBe(monitor.account.insights.started());
  });

  test('by schedule, the second to come leaves the path to the first: it is bought once, and told once', async () => {
    await breakIt();
    const { services } = monitor;
    const before = monitor.account.insights.started();
    const run = await Promise.all([
      monitor.run(bySchedule, {}, () => services),
      monitor.run(bySchedule, {}, () => hesitant(services, 3)),
    ]);
    expect(run.map(({ status }) => status)).toEqual(['SUCCEEDED', 'SUCCEEDED']);
    expect(run.flatMap(({ result }) => result?.outcomes ?? []).map(({ how }) => how)).toEqual(
      expect.arrayContaining(['analysed']),
    );
    expect(monitor.account.insights.started() - before).toBe(1);
    expect((await services.store.spent('2026-11')).analyses).toBe(monitor.account.insights.started());
    expect(alertsOf(monitor)).toEqual([SPARED_ALERT, BROKE, ATTRIBUTED]);
    monitor.pass(600);
    expect((await monitor.run(bySchedule)).result?.tally).toMatchObject({ carried: 2, unexpected: 2, analyses: 0 });
  });

  test('of two insights paths that they made for one question, the next sweep keeps the older', async () => {
    const run = await runBoth(monitor, [monitor.services, monitor.services]);
    expect(run.statuses).toEqual(ended.statuses);
    const made = await monitor.services.reachability.owned();
    monitor.pass(300);
    await monitor.run();
    expect(await insightsOf(monitor)).toEqual(['hit: 1', 'spared: 1']);
    const kept = await monitor.services.reachability.owned();
    expect(kept.map(({ id }) => id)).toEqual(
      ['hit', 'spared'].map((pathId) => made.find((path) => path.pathId === pathId)?.id).toSorted(),
    );
  });
});
