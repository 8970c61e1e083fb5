import { callHistory } from '../../lambda/aws/cloudtrail.ts';
import { servicesOf } from '../../lambda/compose.ts';
import type { Path } from '../../lambda/domain/path.ts';
import type { SweepRequest } from '../../lambda/domain/sweep.ts';
import { type Delivery, gather } from '../../lambda/monitor/gather.ts';
import type { Services } from '../../lambda/monitor/ports.ts';
import type { AccountOptions } from '../../local/account.ts';
import { changeNetwork } from '../../local/change-network.ts';
import type { Outcome } from '../../local/ec2/insights.ts';
import { ec2As } from '../../local/ec2-as.ts';
import { faultNamed } from '../../local/faults.ts';
import { bySchedule, heard, type Monitor, openMonitor } from '../support/monitor.ts';
import { mortal } from '../support/mortal.ts';
import { alertsOf, twoPaths } from '../support/two-paths.ts';

/* Clocks of functions, and of AWS's records, that differ by minutes: nothing is lost by it, and money does not run wild. */

const [hit] = twoPaths;
const MINUTE = 60;
const HOUR = 3600;
const SKEW = 4 * MINUTE;
const ALICE = 'arn:aws:iam::111111111111:user/alice';
const BROKE = 'hit broke';

describe('with clocks that differ', () => {
  const opened: Monitor[] = [];

  const open = async (path: Path = hit, options: AccountOptions = {}): Promise<Monitor> => {
    const monitor = await openMonitor([path], { principals: { AKIAALICE: { arn: ALICE } }, ...options });
    opened.push(monitor);
    await monitor.run(bySchedule);
    return monitor;
  };

  afterEach(async () => {
    await Promise.all(opened.splice(0).map((monitor) => monitor.close()));
  });

  /** The services of a function whose clock is so many seconds ahead. */
  const ahead = ({ account, clients, now, services }: Monitor, seconds: number): Services => ({
    ...servicesOf(account.environment, clients, {
      now: () => new Date(now().getTime() + seconds * 1000),
      log: services.log,
      meter: services.meter,
    }),
    calls: callHistory(clients.cloudtrail, {
      region: account.environment.AWS_REGION,
      wait: async () => undefined,
      clientIn: () => clients.cloudtrail,
    }),
  });

  const look = async (monitor: Monitor, skew: number, seconds = 5 * MINUTE, request: SweepRequest = bySchedule) => {
    monitor.pass(seconds);
    const { status, result } = await monitor.run(request, {}, () => ahead(monitor, skew));
    expect(status).toBe('SUCCEEDED');
    return result;
  };

  const inTurns = (count: number): number => [0, SKEW, -SKEW, SKEW, 0, -SKEW][count % 6] ?? 0;

  test('looks carry what they carried, and buy nothing more', async () => {
    const monitor = await open();
    for (let count = 0; count < 12; count += 1)
      expect((await look(monitor, inTurns(count)))?.tally).toMatchObject({ carried: 1, analyses: 0 });
    expect(monitor.account.insights.started()).toBe(1);
  });

  test('audits come as often as they should', async () => {
    const monitor = await open({ ...hit, audit: HOUR });
    for (let count = 0; count < 60; count += 1) await look(monitor, inTurns(count));
    // Five hours: five audits by the right clock.
    expect(monitor.account.insights.started() - 1).toBeGreaterThanOrEqual(4);
    expect(monitor.account.insights.started() - 1).toBeLessThanOrEqual(6);
    expect(alertsOf(monitor)).toEqual([]);
  });

  test('an unknown verdict is retried at gaps that still grow', async () => {
    const answer = (): Outcome => ({ status: 'failed', StatusMessage: 'The network configuration is not supported' });
    const monitor = await open({ ...hit, blindAfter: 100 }, { answer });
    for (let count = 0; count < 60; count += 1) await look(monitor, inTurns(count));
    // By the right clock: after 5, 10, 25 and 85 minutes.
    expect(monitor.account.insights.started() - 1).toBeGreaterThanOrEqual(3);
    expect(monitor.account.insights.started() - 1).toBeLessThanOrEqual(7);
  });

  test.each([SKEW, -SKEW])('a break is told by the second look at the latest, once (%i seconds)', async (skew) => {
    const monitor = await open();
    monitor.pass(MINUTE);
    await monitor.account.breakNetwork('security-group-closed');
    await look(monitor, skew, MINUTE);
    await look(monitor, 0);
    expect(alertsOf(monitor).filter((id) => id === BROKE)).toEqual([BROKE]);
    await monitor.account.repair('security-group-closed');
    await look(monitor, skew, MINUTE);
    await look(monitor, 0);
    expect(alertsOf(monitor)).toEqual([BROKE, 'hit attributed', 'hit recovered']);
    expect((await monitor.services.store.spent('2026-11')).analyses).toBe(monitor.account.insights.started());
    expect(monitor.account.insights.started()).toBeLessThanOrEqual(5);
  });

  test.each([SKEW, -SKEW])(
    'the same by the model alone, whose checks have no time of AWS (%i seconds)',
    async (skew) => {
      const monitor = await openMonitor([hit]);
      opened.push(monitor);
      monitor.allow({ monthly: 0 });
      await monitor.run(bySchedule, {}, () => ahead(monitor, skew));
      await monitor.account.breakNetwork('security-group-closed');
      await look(monitor, -skew, MINUTE);
      await look(monitor, 0);
      expect(alertsOf(monitor).filter((id) => id === BROKE)).toEqual([BROKE]);
      expect((await look(monitor, 0))?.tally).toMatchObject({ unexpected: 1 });
    },
  );

  test.each([SKEW, -SKEW])(
    'a path that a dead sweep holds is free again after the usual time and the difference (%i seconds)',
    async (skew) => {
      const monitor = await open();
      monitor.pass(5 * MINUTE);
      await monitor.account.breakNetwork('security-group-closed');
      const world = mortal(ahead(monitor, skew), undefined, 'before');
      // Dies once it has begun to wait for its analysis.
      const kill = { at: 12, moment: 'after', forGood: true, died: world.end } as const;
      expect((await monitor.run(bySchedule, { kill }, world.services)).status).toBe('KILLED');
      expect(await monitor.services.store.state('hit')).toHaveProperty('pending');
      expect((await look(monitor, 0, MINUTE))?.left.busy).toEqual(['hit']);
      await look(monitor, 0, 690 + SKEW);
      expect(alertsOf(monitor)[0]).toBe(BROKE);
      expect(await monitor.services.store.state('hit')).not.toHaveProperty('pending');
    },
  );

  /** Alice closes the security group, and the event of it says that it was so many seconds later than it was. */
  const closed = async (monitor: Monitor, later: number): Promise<readonly Delivery[]> => {
    const batch = await heard(monitor, async () => {
      const alice = ec2As(monitor.account.environment, 'AKIAALICE');
      await changeNetwork(alice, faultNamed('security-group-closed').breaks);
      alice.destroy();
    });
    return batch.map((delivery) => {
      const event = JSON.parse(delivery.body);
      const shifted = `${new Date(Date.parse(event.time) + later * 1000).toISOString().slice(0, 19)}Z`;
      const detail = { ...event.detail, eventTime: shifted };
      return { ...delivery, body: JSON.stringify({ ...event, time: shifted, detail }) };
    });
  };

  /** Gathers a batch by a clock that is so many seconds ahead, and answers what it started. */
  const gathered = async (monitor: Monitor, batch: readonly Delivery[], skew = 0): Promise<readonly SweepRequest[]> => {
    const { changes, store, now } = ahead(monitor, skew);
    const requests: SweepRequest[] = [];
    const starter = { start: async (request: SweepRequest) => void requests.push(request) };
    await gather({ changes, store, starter, now }, batch);
    return requests;
  };

  test.each([-90, 90])('an event whose time is %i seconds off names its author in the alert', async (later) => {
    const monitor = await open();
    monitor.pass(5 * MINUTE);
    const [request = bySchedule] = await gathered(monitor, await closed(monitor, later));
    await look(monitor, 0, 0, request);
    expect(alertsOf(monitor)).toEqual([BROKE]);
    expect(monitor.account.published[0]?.message).toContain(ALICE);
  });

  test.each([-365 * 24 * HOUR, -HOUR, HOUR, 365 * 24 * HOUR])(
    'an event of another time (%i seconds off) starts a look all the same',
    async (later) => {
      const monitor = await open();
      monitor.pass(5 * MINUTE);
      const requests = await gathered(monitor, await closed(monitor, later));
      expect(requests).toHaveLength(1);
      for (const request of requests) await look(monitor, 0, 0, request);
      expect(alertsOf(monitor)[0]).toBe(BROKE);
      // Nothing is left open by it: the next change has a gathering of its own.
      for (const { trigger } of requests)
        expect(
          trigger.by === 'change' && (await monitor.services.changes.gathering(trigger.gathering)),
        ).toBeUndefined();
    },
  );

  test.each([
    [SKEW, 0],
    [-SKEW, 0],
    [0, SKEW],
    [0, -SKEW],
  ])('the quiet is over in time, whoever is ahead (%i, %i seconds)', async (gatherer, sweeper) => {
    const monitor = await open();
    monitor.pass(5 * MINUTE);
    const [request = bySchedule] = await gathered(monitor, await closed(monitor, 0), gatherer);
    const before = monitor.now().getTime();
    await look(monitor, sweeper, 0, request);
    expect(alertsOf(monitor)[0]).toBe(BROKE);
    const told = Date.parse(monitor.account.published[0]?.at ?? '') - before;
    // The quiet and the analysis, and as much more as the clocks differ.
    expect(told / 1000).toBeLessThanOrEqual(30 + 30 + SKEW + MINUTE);
  });
});
