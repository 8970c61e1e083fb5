import type { SweepRequest } from '../../lambda/domain/sweep.ts';
import type { Services } from '../../lambda/monitor/ports.ts';
import type { Kill } from './durable.ts';
import { type Kept, kept, restoreAccount, restoreTable } from './forked.ts';
import { byHand, bySchedule, type Monitor, openMonitor, scenarioPaths, tableOf } from './monitor.ts';
import { type Act, mortal } from './mortal.ts';
import { alertsOf } from './two-paths.ts';

/*
 * A sweep finds the security group of B closed, and its process dies: before and after every checkpoint, and before and
 * after every call to the world in between. It is resumed, or dead for good and followed by a fresh sweep.
 */

/** Longer than the claim on an alert, and on a path, after which another sweep takes it for a dead one's. */
const NEXT_SWEEP_SECONDS = 700;

export const ALERT = 'a-to-b broke';
/** Nobody listens here: who closed it is found in CloudTrail's history, and follows. */
export const ATTRIBUTED = 'a-to-b attributed';
const MONTH = '2026-11';

/** A way to sweep: how, and how long after the first sweep. */
export interface Way {
  readonly name: string;
  readonly request: SweepRequest;
  readonly after: number;
  /** Analyses of both sweeps. */
  readonly paid: number;
}

/** Every path is analysed. */
export const audited: Way = { name: 'sweep that buys', request: byHand, after: 300, paid: 4 };
/** The one that changed is analysed, one is carried, and one, of which nothing can be known, rests. */
export const carrying: Way = { name: 'sweep that carries', request: bySchedule, after: 60, paid: 3 };

/**
 * Looks at the embedded network without the calls that describe it, of which each look makes 28: a death among them is a
 * death in the one call of the port, and hundreds of sweeps die here. Their own tests are those of the adapter and of the
 * sweep's faults.
 */
const described = (monitor: Monitor): Monitor => {
  const { account, now } = monitor;
  const network: Services['network'] = {
    snapshot: async () => ({
      takenAt: now().toISOString(),
      documents: account.network.documents(),
      unreadable: {},
    }),
  };
  const services = { ...monitor.services, network };
  return {
    ...monitor,
    services,
    run: (request, options, compose = () => services) => monitor.run(request, options, compose),
  };
};

const firsts = new Map<Way, Kept>();

/** What a first sweep, which finds all well, leaves. */
const firstSweep = async (way: Way): Promise<Kept> => {
  const known = firsts.get(way);
  if (known !== undefined) return known;
  const monitor = described(await openMonitor());
  await monitor.run(way.request);
  const left = await kept(monitor);
  firsts.set(way, left);
  await monitor.close();
  return left;
};

/** Opens an account as a first sweep leaves it, and closes the security group. */
const broken = async (way: Way): Promise<Monitor> => {
  const left = await firstSweep(way);
  const monitor = described(await openMonitor());
  await restoreAccount(monitor, left);
  await restoreTable(monitor, left.items);
  monitor.pass(way.after);
  await monitor.account.breakNetwork('security-group-closed');
  return monitor;
};

/** Ids that AWS gives in the order of the calls, which the death of one among several may change. */
const renamed = <Value>(value: Value): Value =>
  JSON.parse(
    JSON.stringify(value, (_, part: unknown) => (part instanceof Set ? [...part].sort() : part)).replace(
      /(nip|nia)-[0-9a-f]{17}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g,
      (_, kind: string | undefined) => `an id of ${kind ?? 'a route analysis, or of an event'}`,
    ),
  );

/** All that the table holds, read back: the keys as they lie there, and every record, but for how often it was written. */
const contentOf = async (monitor: Monitor) => {
  const { store } = monitor.services;
  const checks = await Promise.all(scenarioPaths.map((path) => store.checks(path.id, { limit: 100 })));
  const items = await tableOf(monitor);
  return renamed({
    keys: items.map((item) => `${item.pk} ${item.sk}`),
    states: (await store.states()).items.map(({ version: _version, ...state }) => state),
    briefs: await store.briefs(),
    checks: checks.map((page) => page.items),
    incidents: (await store.incidents({ limit: 100 })).items.map(({ version: _version, ...incident }) => incident),
    sweeps: (await store.sweeps({ limit: 100 })).items,
    looks: await store.looks(),
    budget: items.filter(({ pk }) => pk === 'BUDGET'),
  });
};

/** Every analysis that was started was counted before, under a token of its own. */
export const moneyOf = async (monitor: Monitor) => {
  const tokens = (await tableOf(monitor))
    .filter(({ pk }) => pk === 'BUDGET')
    .flatMap((item) => Object.values(item).flatMap((value) => (value instanceof Set ? [...value] : [])));
  const spent = (await monitor.services.store.spent(MONTH)).analyses;
  return { tokens: tokens.length, spent, started: monitor.account.insights.started() };
};

/** What AWS holds for us: every insights path with the number of its stored analyses. */
const insightsOf = async ({ services }: Monitor) => {
  const owned = await services.reachability.owned();
  const stored = await Promise.all(owned.map((path) => services.reachability.stored(path.id)));
  return owned.map((path, index) => ({ path: path.pathId, stored: stored[index]?.length }));
};

const ending = async (monitor: Monitor) => ({
  table: await contentOf(monitor),
  alerts: alertsOf(monitor),
  insights: await insightsOf(monitor),
  money: await moneyOf(monitor),
});

export const undisturbed = async (way: Way) => {
  const monitor = await broken(way);
  const world = mortal(monitor.services, undefined, 'before');
  const execution = await monitor.run(way.request, {}, world.services);
  const end = await ending(monitor);
  await monitor.close();
  return { end, execution, acts: world.acts };
};

export const resumed = async (way: Way, kill: Kill) => {
  const monitor = await broken(way);
  const world = mortal(monitor.services, undefined, 'before');
  const execution = await monitor.run(way.request, { kill: { ...kill, died: world.end } }, world.services);
  const end = await ending(monitor);
  await monitor.close();
  return { execution, end };
};

export const resumedAtAct = async (way: Way, at: number, moment: Kill['moment']) => {
  const monitor = await broken(way);
  const world = mortal(monitor.services, at, moment);
  const execution = await monitor.run(way.request, { death: world.death }, world.services);
  const end = await ending(monitor);
  await monitor.close();
  return { execution, end };
};

/** What holds of a table whatever sweeps died over it, once a fresh one has ended. */
const settled = async (monitor: Monitor) => {
  const states = (await monitor.services.store.states()).items;
  return {
    states: states.map(({ pathId, settled: now, broken, pending, outbox }) => ({
      pathId,
      verdict: now?.verdict,
      standing: now?.standing,
      broken: broken?.id,
      cause: broken?.cause?.search.kind,
      pending,
      outbox,
    })),
    alerts: [...new Set(alertsOf(monitor))],
    insights: await insightsOf(monitor),
    incidents: (await monitor.services.store.incidents({ limit: 10 })).items.map(({ paths, outbox }) => ({
      paths: paths.map(({ pathId, down, told }) => ({ pathId, down, told })),
      outbox,
    })),
  };
};

export const followed = async (way: Way, die: (monitor: Monitor) => Promise<unknown>) => {
  const monitor = await broken(way);
  await die(monitor);
  monitor.pass(NEXT_SWEEP_SECONDS);
  await monitor.run(way.request);
  const end = await settled(monitor);
  const published = monitor.account.published.length;
  const money = await moneyOf(monitor);
  if (end.insights.some(({ stored = 0 }) => stored > 1)) {
    // Who died between the verdict and the tidying left an analysis more: it goes with the next purchase for that path.
    expect(way.request).not.toEqual(byHand);
    monitor.pass(60);
    await monitor.run(byHand);
  }
  const insights = await insightsOf(monitor);
  await monitor.close();
  return { end: { ...end, insights }, published, money };
};

/** What a death leaves counted and not bought is no more than what its paths had asked for just then. */
export const expectNoneUncounted = ({ tokens, spent, started }: Awaited<ReturnType<typeof moneyOf>>): void => {
  expect(tokens).toBe(spent);
  expect(started).toBeLessThanOrEqual(spent);
  expect(spent - started).toBeLessThanOrEqual(2);
};

const nothingDue = { broken: undefined, cause: undefined, pending: undefined, outbox: [] };
export const expected = {
  states: [
    {
      ...nothingDue,
      pathId: 'a-to-b',
      verdict: 'unreachable',
      standing: 'unexpected',
      broken: 'a-to-b-1',
      cause: 'found',
    },
    { ...nothingDue, pathId: 'b-not-to-a', verdict: 'unreachable', standing: 'expected' },
    { ...nothingDue, pathId: 'nowhere', verdict: undefined, standing: undefined },
  ],
  alerts: [ALERT, ATTRIBUTED],
  insights: [
    { path: 'a-to-b', stored: 1 },
    { path: 'b-not-to-a', stored: 1 },
  ],
  incidents: [{ paths: [{ pathId: 'a-to-b', down: true, told: 'down' }], outbox: [] }],
};

export const moments = ['before', 'after'] as const;

/** Between the topic's acceptance and the striking of an alert a death may repeat it, nowhere else. */
export const mayRepeat = (act: Act): boolean =>
  ['announcer.publish', 'store.incident', 'store.putIncident'].includes(act.name);
