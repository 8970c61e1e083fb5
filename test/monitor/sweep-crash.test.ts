import type { SweepRequest } from '../../lambda/domain/sweep.ts';
import { type Delivery, type Gatherer, gather } from '../../lambda/monitor/gather.ts';
import type { Services, Starter } from '../../lambda/monitor/ports.ts';
import { changeNetwork } from '../../local/change-network.ts';
import { ec2As } from '../../local/ec2-as.ts';
import { faultNamed } from '../../local/faults.ts';
import type { Kill } from '../support/durable.ts';
import { byHand, bySchedule, heard, type Monitor, openMonitor, scenarioPaths, tableOf } from '../support/monitor.ts';
import { type Act, mortal, mortalIn } from '../support/mortal.ts';

/*
 * A sweep finds the security group of B closed, and its process dies: before and after every checkpoint, and before and
 * after every call to the world in between. It is resumed, or dead for good and followed by a fresh sweep.
 */

/** Longer than the claim on an alert, and on a path, after which another sweep takes it for a dead one's. */
const NEXT_SWEEP_SECONDS = 700;

const ALERT = 'a-to-b/1/broke/topic';
/** Nobody listens here: who closed it is found in CloudTrail's history, and follows. */
const ATTRIBUTED = 'a-to-b/1/attributed/topic';
const MONTH = '2026-11';

/** A way to sweep: how, and how long after the first sweep. */
interface Way {
  readonly request: SweepRequest;
  readonly after: number;
  /** Analyses of both sweeps. */
  readonly paid: number;
}

/** Every path is analysed. */
const audited: Way = { request: byHand, after: 300, paid: 4 };
/** The one that changed is analysed, one is carried, and one, of which nothing can be known, rests. */
const carrying: Way = { request: bySchedule, after: 60, paid: 3 };

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

/** Opens the account, lets a first sweep find all well, and closes the security group. */
const broken = async ({ request, after }: Way): Promise<Monitor> => {
  const monitor = described(await openMonitor());
  await monitor.run(request);
  monitor.pass(after);
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
    states: (await store.states()).map(({ version: _version, ...state }) => state),
    briefs: await store.briefs(),
    checks: checks.map((page) => page.items),
    incidents: (await store.incidents({ limit: 100 })).items,
    sweeps: (await store.sweeps({ limit: 100 })).items,
    looks: await store.looks(),
    budget: items.filter(({ pk }) => pk === 'BUDGET'),
  });
};

/** Every analysis that was started was counted before, under a token of its own. */
const moneyOf = async (monitor: Monitor) => {
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

const alertsOf = ({ account }: Monitor) => account.published.map((message) => message.attributes.alertId);

const ending = async (monitor: Monitor) => ({
  table: await contentOf(monitor),
  alerts: alertsOf(monitor),
  insights: await insightsOf(monitor),
  money: await moneyOf(monitor),
});

const undisturbed = async (way: Way) => {
  const monitor = await broken(way);
  const world = mortal(monitor.services, undefined, 'before');
  const execution = await monitor.run(way.request, {}, world.services);
  const end = await ending(monitor);
  await monitor.close();
  return { end, execution, acts: world.acts };
};

const resumed = async (way: Way, kill: Kill) => {
  const monitor = await broken(way);
  const world = mortal(monitor.services, undefined, 'before');
  const execution = await monitor.run(way.request, { kill: { ...kill, died: world.end } }, world.services);
  const end = await ending(monitor);
  await monitor.close();
  return { execution, end };
};

const resumedAtAct = async (way: Way, at: number, moment: Kill['moment']) => {
  const monitor = await broken(way);
  const world = mortal(monitor.services, at, moment);
  const execution = await monitor.run(way.request, { death: world.death }, world.services);
  const end = await ending(monitor);
  await monitor.close();
  return { execution, end };
};

/** What holds of a table whatever sweeps died over it, once a fresh one has ended. */
const settled = async (monitor: Monitor) => {
  const states = await monitor.services.store.states();
  return {
    states: states.map(({ pathId, settled: now, incident, pending, outbox }) => ({
      pathId,
      verdict: now?.verdict,
      standing: now?.standing,
      incident: incident?.id,
      cause: incident?.cause?.search.kind,
      pending,
      outbox,
    })),
    alerts: [...new Set(alertsOf(monitor))],
    insights: await insightsOf(monitor),
    incidents: (await monitor.services.store.incidents({ limit: 10 })).items.map((incident) => incident.id),
  };
};

const followed = async (way: Way, die: (monitor: Monitor) => Promise<unknown>) => {
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
const expectNoneUncounted = ({ tokens, spent, started }: Awaited<ReturnType<typeof moneyOf>>): void => {
  expect(tokens).toBe(spent);
  expect(started).toBeLessThanOrEqual(spent);
  expect(spent - started).toBeLessThanOrEqual(2);
};

const nothingDue = { incident: undefined, cause: undefined, pending: undefined, outbox: [] };
const expected = {
  states: [
    {
      ...nothingDue,
      pathId: 'a-to-b',
      verdict: 'unreachable',
      standing: 'unexpected',
      incident: 'a-to-b-1',
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
  incidents: ['a-to-b-1'],
};

const moments = ['before', 'after'] as const;

/** Between the topic's acceptance and the striking of an alert a death may repeat it, nowhere else. */
const mayRepeat = (act: Act): boolean => ['announcer.publish', 'store.state', 'store.putState'].includes(act.name);

describe.each([
  ['that buys every path', audited],
  ['that carries what has not changed', carrying],
] as const)('a sweep %s and whose process dies', (_, way) => {
  let whole: Awaited<ReturnType<typeof undisturbed>>;

  beforeAll(async () => {
    whole = await undisturbed(way);
  });

  test('undisturbed, it tells the break once, pays once for each path and leaves nothing behind', () => {
    expect(whole.execution.status).toBe('SUCCEEDED');
    expect(whole.end.alerts).toEqual([ALERT, ATTRIBUTED]);
    expect(whole.end.money).toEqual({ tokens: way.paid, spent: way.paid, started: way.paid });
    expect(whole.end.insights).toEqual(expected.insights);
    expect(whole.execution.checkpoints).toBeGreaterThan(15);
    expect(whole.acts.length).toBeGreaterThan(30);
  });

  test.each(moments)(
    'resumed after dying %s any checkpoint, it ends with the same table and the same money',
    async (moment) => {
      for (let at = 1; at <= whole.execution.checkpoints; at += 1) {
        const { execution, end } = await resumed(way, { at, moment });
        expect({ at, status: execution.status, ...end }).toEqual({ at, status: 'SUCCEEDED', ...whole.end });
      }
    },
  );

  test.each(moments)(
    'resumed after dying %s any call, it ends with the same table and the same money',
    async (moment) => {
      for (const act of whole.acts) {
        const { execution, end } = await resumedAtAct(way, act.number, moment);
        const { alerts, ...rest } = end;
        const { alerts: once, ...same } = whole.end;
        expect({ act, status: execution.status, ...rest }).toEqual({ act, status: 'SUCCEEDED', ...same });
        expect([...new Set(alerts)]).toEqual(once);
        expect(alerts.length).toBeLessThanOrEqual(mayRepeat(act) ? once.length + 1 : once.length);
      }
    },
  );

  test.each(moments)('dead for good %s any checkpoint, the next sweep finishes its work', async (moment) => {
    for (let at = 1; at <= whole.execution.checkpoints; at += 1) {
      const { end, published, money } = await followed(way, (monitor) => {
        const world = mortal(monitor.services, undefined, moment);
        return monitor.run(way.request, { kill: { at, moment, forGood: true, died: world.end } }, world.services);
      });
      expect({ at, ...end }).toEqual({ at, ...expected });
      expect(published).toBe(2);
      expectNoneUncounted(money);
    }
  });

  test.each(moments)('dead for good %s any call, the next sweep finishes its work', async (moment) => {
    for (const act of whole.acts) {
      const { end, published, money } = await followed(way, async (monitor) => {
        const world = mortal(monitor.services, act.number, moment);
        const kill = { at: Number.POSITIVE_INFINITY, moment, forGood: true };
        await monitor.run(way.request, { death: world.death, kill }, world.services);
      });
      expect({ act, ...end }).toEqual({ act, ...expected });
      expect(published).toBeLessThanOrEqual(mayRepeat(act) ? 3 : 2);
      expectNoneUncounted(money);
    }
  });
});

describe('the function that gathers, and whose process dies', () => {
  const ALICE = 'arn:aws:iam::111111111111:user/alice';
  const opened: Monitor[] = [];

  afterEach(async () => {
    await Promise.all(opened.splice(0).map((monitor) => monitor.close()));
  });

  /** A first sweep finds all well; then Alice closes the security group, and the queue has the event of it. */
  const changed = async () => {
    const monitor = await openMonitor(scenarioPaths, { principals: { AKIAALICE: { arn: ALICE } } });
    opened.push(monitor);
    await monitor.run(bySchedule);
    monitor.pass(60);
    const batch = await heard(monitor, async () => {
      const alice = ec2As(monitor.account.environment, 'AKIAALICE');
      await changeNetwork(alice, faultNamed('security-group-closed').breaks);
      alice.destroy();
    });
    return { monitor, batch };
  };

  /** Delivers a batch until a process has lived to take it; answers the sweeps that were started, each name once. */
  const taken = async (
    { services, now }: Monitor,
    batch: readonly Delivery[],
    at: number | undefined,
    moment: Kill['moment'],
  ) => {
    const started = new Map<string, SweepRequest>();
    const starter: Starter = {
      start: async (request, name) => {
        if (!started.has(name)) started.set(name, request);
      },
    };
    const real: Gatherer = { changes: services.changes, store: services.store, starter, now };
    const world = mortalIn(real, ['changes', 'store', 'starter'], at, moment);
    for (;;) {
      const died = world.death().then(() => true);
      if (!(await Promise.race([gather(world.services(), batch).then(() => false), died]))) break;
    }
    return { started: [...started.values()], acts: world.acts };
  };

  const found = async (monitor: Monitor) => ({
    alerts: alertsOf(monitor),
    author: monitor.account.published[0]?.message.includes(ALICE),
    changes: (await monitor.services.changes.between('2026', '2027', 100)).map(({ name }) => name),
    money: await moneyOf(monitor),
    sweeps: (await monitor.services.store.sweeps({ limit: 10 })).items.length,
  });

  const whole = {
    alerts: [ALERT],
    author: true,
    changes: ['RevokeSecurityGroupIngress'],
    money: { tokens: 3, spent: 3, started: 3 },
    sweeps: 2,
  };

  test('undisturbed, it starts one sweep, which tells who it was', async () => {
    const { monitor, batch } = await changed();
    const { started, acts } = await taken(monitor, batch, undefined, 'before');
    expect(acts.map(({ name }) => name)).toEqual(['changes.keep', 'changes.join', 'starter.start']);
    for (const request of started) expect((await monitor.run(request)).status).toBe('SUCCEEDED');
    expect(await found(monitor)).toEqual(whole);
  });

  test.each(moments.flatMap((moment) => [1, 2, 3].map((at) => [moment, at] as const)))(
    'dying %s call %i: the batch comes again, one sweep is started, and nothing is lost',
    async (moment, at) => {
      const { monitor, batch } = await changed();
      const { started } = await taken(monitor, batch, at, moment);
      expect(started).toHaveLength(1);
      for (const request of started) expect((await monitor.run(request)).status).toBe('SUCCEEDED');
      expect(await found(monitor)).toEqual(whole);
    },
  );

  test('a batch that comes again when its sweep is over costs one free look', async () => {
    const { monitor, batch } = await changed();
    for (const { trigger } of (await taken(monitor, batch, undefined, 'before')).started)
      await monitor.run({ trigger });
    monitor.pass(60);
    const again = await taken(monitor, batch, undefined, 'before');
    expect(again.started).toHaveLength(1);
    for (const request of again.started)
      expect((await monitor.run(request)).result?.tally).toMatchObject({ carried: 2, analyses: 0, alerts: 0 });
    expect(await found(monitor)).toEqual({ ...whole, sweeps: 3 });
  });

  test('the sweep that waits for the quiet, killed at any checkpoint, looks once and closes the gathering', async () => {
    for (const moment of moments)
      for (let at = 1; at <= 4; at += 1) {
        const { monitor, batch } = await changed();
        const [request] = (await taken(monitor, batch, undefined, 'before')).started;
        const world = mortal(monitor.services, undefined, moment);
        const execution = await monitor.run(request, { kill: { at, moment, died: world.end } }, world.services);
        expect({ at, moment, status: execution.status }).toEqual({ at, moment, status: 'SUCCEEDED' });
        expect({ at, moment, ...(await found(monitor)) }).toEqual({ at, moment, ...whole });
        const next = await taken(monitor, batch, undefined, 'before');
        expect(next.started[0]).not.toEqual(request);
      }
  });
});
