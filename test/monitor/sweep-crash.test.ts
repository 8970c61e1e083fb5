import type { Kill } from '../support/durable.ts';
import { byHand, type Monitor, openMonitor, scenarioPaths, tableOf } from '../support/monitor.ts';
import { type Act, mortal } from '../support/mortal.ts';

/*
 * A sweep finds the security group of B closed, and its process dies: before and after every checkpoint, and before and
 * after every call to the world in between. It is resumed, or dead for good and followed by a fresh sweep.
 */

/** Longer than the claim on an alert, after which another sweep takes it for a dead one's. */
const NEXT_SWEEP_SECONDS = 600;

const ALERT = 'a-to-b/1/broke/topic';

/** Opens the account, lets a first sweep find all well, and closes the security group. */
const broken = async (): Promise<Monitor> => {
  const monitor = await openMonitor();
  await monitor.run();
  monitor.pass(300);
  await monitor.account.breakNetwork('security-group-closed');
  return monitor;
};

/** Ids that AWS gives in the order of the calls, which the death of one among several may change. */
const renamed = <Value>(value: Value): Value =>
  JSON.parse(
    JSON.stringify(value).replace(
      /(nip|nia)-[0-9a-f]{17}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g,
      (_, kind: string | undefined) => `an id of ${kind ?? 'a route analysis'}`,
    ),
  );

/** All that the table holds, read back: the keys as they lie there, and every record, but for how often it was written. */
const contentOf = async (monitor: Monitor) => {
  const { store } = monitor.services;
  const checks = await Promise.all(scenarioPaths.map((path) => store.checks(path.id, { limit: 100 })));
  return renamed({
    keys: (await tableOf(monitor)).map((item) => `${item.pk} ${item.sk}`),
    states: (await store.states()).map(({ version: _version, ...state }) => state),
    checks: checks.map((page) => page.items),
    incidents: (await store.incidents({ limit: 100 })).items,
    sweeps: (await store.sweeps({ limit: 100 })).items,
  });
};

/** What AWS holds for us: every insights path with the number of its stored analyses. */
const insightsOf = async ({ services }: Monitor) => {
  const owned = await services.reachability.owned();
  const stored = await Promise.all(owned.map((path) => services.reachability.stored(path.id)));
  return owned.map((path, index) => ({ path: path.pathId, stored: stored[index]?.length }));
};

const ending = async (monitor: Monitor) => ({
  table: await contentOf(monitor),
  alerts: monitor.account.published.map((message) => message.attributes.alertId),
  insights: await insightsOf(monitor),
  paid: monitor.account.insights.started(),
});

const undisturbed = async () => {
  const monitor = await broken();
  const world = mortal(monitor.services, undefined, 'before');
  const execution = await monitor.run(byHand, {}, world.services);
  const end = await ending(monitor);
  await monitor.close();
  return { end, execution, acts: world.acts };
};

const resumed = async (kill: Kill) => {
  const monitor = await broken();
  const world = mortal(monitor.services, undefined, 'before');
  const execution = await monitor.run(byHand, { kill: { ...kill, died: world.end } }, world.services);
  const end = await ending(monitor);
  await monitor.close();
  return { execution, end };
};

const resumedAtAct = async (at: number, moment: Kill['moment']) => {
  const monitor = await broken();
  const world = mortal(monitor.services, at, moment);
  const execution = await monitor.run(byHand, { death: world.death }, world.services);
  const end = await ending(monitor);
  await monitor.close();
  return { execution, end };
};

/** What holds of a table whatever sweeps died over it, once a fresh one has ended. */
const settled = async (monitor: Monitor) => {
  const states = await monitor.services.store.states();
  return {
    states: states.map(({ pathId, settled: now, incident, outbox }) => ({
      pathId,
      verdict: now?.verdict,
      standing: now?.standing,
      incident: incident?.id,
      outbox,
    })),
    alerts: [...new Set(monitor.account.published.map((message) => message.attributes.alertId))],
    insights: await insightsOf(monitor),
    incidents: (await monitor.services.store.incidents({ limit: 10 })).items.map((incident) => incident.id),
  };
};

const followed = async (die: (monitor: Monitor) => Promise<unknown>) => {
  const monitor = await broken();
  await die(monitor);
  monitor.pass(NEXT_SWEEP_SECONDS);
  await monitor.run();
  const end = await settled(monitor);
  const published = monitor.account.published.length;
  await monitor.close();
  return { end, published };
};

const expected = {
  states: [
    { pathId: 'a-to-b', verdict: 'unreachable', standing: 'unexpected', incident: 'a-to-b-1', outbox: [] },
    { pathId: 'b-not-to-a', verdict: 'unreachable', standing: 'expected', incident: undefined, outbox: [] },
    { pathId: 'nowhere', verdict: undefined, standing: undefined, incident: undefined, outbox: [] },
  ],
  alerts: [ALERT],
  insights: [
    { path: 'a-to-b', stored: 1 },
    { path: 'b-not-to-a', stored: 1 },
  ],
  incidents: ['a-to-b-1'],
};

const moments = ['before', 'after'] as const;

/** Between the topic's acceptance and the striking of the alert a death may repeat it, nowhere else. */
const mayRepeat = (act: Act): boolean => ['announcer.publish', 'store.state', 'store.putState'].includes(act.name);

describe('a sweep whose process dies', () => {
  let whole: Awaited<ReturnType<typeof undisturbed>>;

  beforeAll(async () => {
    whole = await undisturbed();
  });

  test('undisturbed, it tells the break once, pays once for each path and leaves nothing behind', () => {
    expect(whole.execution.status).toBe('SUCCEEDED');
    expect(whole.end.alerts).toEqual([ALERT]);
    expect(whole.end.paid).toBe(4);
    expect(whole.end.insights).toEqual(expected.insights);
    expect(whole.execution.checkpoints).toBeGreaterThan(20);
    expect(whole.acts.length).toBeGreaterThan(scenarioPaths.length * 8);
  });

  test.each(moments)('resumed after dying %s any checkpoint, it ends with the same table', async (moment) => {
    for (let at = 1; at <= whole.execution.checkpoints; at += 1) {
      const { execution, end } = await resumed({ at, moment });
      expect({ at, status: execution.status, ...end }).toEqual({ at, status: 'SUCCEEDED', ...whole.end });
    }
  });

  test.each(moments)('resumed after dying %s any call, it ends with the same table', async (moment) => {
    for (const act of whole.acts) {
      const { execution, end } = await resumedAtAct(act.number, moment);
      const { alerts, ...rest } = end;
      const { alerts: once, ...same } = whole.end;
      expect({ act, status: execution.status, ...rest }).toEqual({ act, status: 'SUCCEEDED', ...same });
      expect([...new Set(alerts)]).toEqual(once);
      expect(alerts.length).toBeLessThanOrEqual(mayRepeat(act) ? 2 : 1);
    }
  });

  test.each(moments)('dead for good %s any checkpoint, the next sweep finishes its work', async (moment) => {
    for (let at = 1; at <= whole.execution.checkpoints; at += 1) {
      const { end, published } = await followed((monitor) => {
        const world = mortal(monitor.services, undefined, moment);
        return monitor.run(byHand, { kill: { at, moment, forGood: true, died: world.end } }, world.services);
      });
      expect({ at, ...end }).toEqual({ at, ...expected });
      expect(published).toBe(1);
    }
  });

  test.each(moments)('dead for good %s any call, the next sweep finishes its work', async (moment) => {
    for (const act of whole.acts) {
      const { end, published } = await followed(async (monitor) => {
        const world = mortal(monitor.services, act.number, moment);
        const kill = { at: Number.POSITIVE_INFINITY, moment, forGood: true };
        await monitor.run(byHand, { death: world.death, kill }, world.services);
      });
      expect({ act, ...end }).toEqual({ act, ...expected });
      expect(published).toBeLessThanOrEqual(mayRepeat(act) ? 2 : 1);
    }
  });
});
