import { CANARY, CANARY_PATH } from '../../../lambda/domain/canary.ts';
import type { SweepRequest } from '../../../lambda/domain/sweep.ts';
import { ids } from '../../../local/scenario/ids.ts';
import { byHand, type Monitor, openMonitor, tableOf } from '../../support/monitor.ts';
import { calm } from '../../support/two-paths.ts';

const byCanary: SweepRequest = { trigger: { by: 'schedule', every: CANARY } };
const DAY = 24 * 3600;

const WAY = {
  pathId: 'a-to-b',
  open: `${ids.instanceA} → ${ids.instanceB}, tcp/3389`,
  blocked: `${ids.instanceA} → ${ids.instanceB}, tcp/1`,
};

describe('the canary', () => {
  let monitor: Monitor;

  const look = async () => {
    const { status, result } = await monitor.run(byCanary);
    expect(status).toBe('SUCCEEDED');
    return { record: result, canary: await monitor.services.store.canary() };
  };
  const told = () =>
    monitor.account.troubles.flatMap(({ subject = '' }) => (/^(CANARY|UNPROVEN)/.test(subject) ? [subject] : []));
  const failures = () => monitor.measured.filter(({ CanaryFailed }) => CanaryFailed !== undefined);

  beforeEach(async () => {
    monitor = await openMonitor();
    await monitor.run(byHand);
    monitor.pass(DAY);
  });

  afterEach(() => monitor.close());

  test('asks the model each day and AWS once a week, buys the closed port alone, and leaves nothing at AWS', async () => {
    const before = monitor.account.insights.started();
    const first = await look();
    expect(first.canary).toMatchObject({
      way: WAY,
      model: { open: 'reachable', blocked: 'unreachable' },
      aws: { open: 'reachable', blocked: 'unreachable' },
    });
    expect(first.record).toMatchObject({ due: 0, tally: { analyses: 1, troubled: 0 }, cost: 0.1, notes: [] });
    const owned = await monitor.services.reachability.owned();
    expect(owned.map(({ pathId }) => pathId)).not.toContain(CANARY_PATH);
    for (let day = 1; day <= 6; day += 1) {
      monitor.pass(DAY);
      const { canary, record } = await look();
      expect(canary?.model?.at).toBe(canary?.lookedAt);
      expect([canary?.aws, record?.tally.analyses]).toEqual([first.canary?.aws, 0]);
    }
    monitor.pass(DAY);
    // A week after the path's own audit the open way is asked too.
    expect((await look()).record?.tally.analyses).toBe(2);
    expect(monitor.account.insights.started() - before).toBe(3);
    expect([told(), failures()]).toEqual([[], []]);
    expect((await monitor.services.store.spent('2026-11')).byPath).toMatchObject({ [CANARY_PATH]: 3 });
  });

  test('fails where AWS calls the closed port open, and says so on the second topic, once a day', async () => {
    await monitor.close();
    monitor = await openMonitor(undefined, {
      answer: ({ FilterAtDestination, DestinationPort, Tags }) =>
        Tags?.some(({ Value }) => Value === CANARY_PATH) &&
        (DestinationPort === 1 || FilterAtDestination?.DestinationPortRange?.FromPort === 1)
          ? { status: 'succeeded', NetworkPathFound: true }
          : undefined,
    });
    await monitor.run(byHand);
    const { canary, record } = await look();
    expect(canary?.aws).toMatchObject({ open: 'reachable', blocked: 'reachable' });
    expect(record?.tally.troubled).toBe(1);
    expect(failures()).toHaveLength(1);
    await look();
    expect(failures()).toHaveLength(2);
    expect(told()).toEqual(['CANARY: Pathwatch cannot tell an open path from a blocked one']);
    expect(monitor.account.published).toEqual([]);
  });

  test('is unproven, not failed, where no path is known to be open', async () => {
    await monitor.account.breakNetwork('security-group-closed');
    const { canary, record } = await look();
    expect(canary?.way).toBeUndefined();
    expect(record?.notes).toEqual([expect.stringContaining('no path of tcp')]);
    expect([told(), failures()]).toEqual([
      ['UNPROVEN: Pathwatch could not try whether it still tells open from blocked'],
      [],
    ]);
  });

  test('is not called failed where the network changes under its analysis', async () => {
    monitor.pass(8 * DAY);
    const { reachability } = monitor.services;
    let broken = false;
    const start: typeof reachability.start = async (...given) => {
      if (!broken) await monitor.account.breakNetwork('security-group-closed');
      broken = true;
      return reachability.start(...given);
    };
    const services = () => ({ ...monitor.services, reachability: { ...reachability, start } });
    expect(await monitor.run(byCanary, {}, services)).toMatchObject({ status: 'SUCCEEDED' });
    expect((await monitor.services.store.canary())?.why).toBe('the network changed meanwhile');
    expect(failures()).toEqual([]);
  });

  test('spends nothing past the budget, and says that AWS was not asked', async () => {
    monitor.allow({ monthly: 0 });
    const { canary, record } = await look();
    expect(canary).toMatchObject({ model: { open: 'reachable', blocked: 'unreachable' }, why: expect.any(String) });
    expect(canary?.aws).toBeUndefined();
    expect(record).toMatchObject({ tally: { analyses: 0 }, notes: [expect.stringContaining('budget of the month')] });
  });

  test.each(['DescribeInstances', 'DescribeSecurityGroups', 'StartNetworkInsightsAnalysis'])(
    'denied %s it is unproven and says why, and the next day it is proven',
    async (operation) => {
      monitor.account.endpoints.ec2.disturb((call) =>
        call.operation === operation ? { kind: 'error', status: 403, code: 'UnauthorizedOperation' } : undefined,
      );
      const { record } = await look();
      expect(record?.notes).toHaveLength(1);
      expect(failures()).toEqual([]);
      calm(monitor);
      monitor.pass(DAY);
      const { canary } = await look();
      expect(canary?.aws).toMatchObject({ open: 'reachable', blocked: 'unreachable' });
    },
  );

  test('run again by a repeated delivery it is the same purchase', async () => {
    await look();
    const money = (await tableOf(monitor)).filter(({ pk }) => pk === 'BUDGET');
    await look();
    expect((await tableOf(monitor)).filter(({ pk }) => pk === 'BUDGET')).toEqual(money);
  });
});
