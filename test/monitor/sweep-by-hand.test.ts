import type { HandAnalyzer, SweepRecord, SweepRequest } from '../../lambda/domain/sweep.ts';
import { bySchedule, type Monitor, openMonitor } from '../support/monitor.ts';
import { alertsOf, newestCheck, twoPaths } from '../support/two-paths.ts';

/* A sweep by hand that asks fewer analyzers, in the embedded account: docs/adr/018-analyzers-by-hand.md. */

const [hit] = twoPaths;
const asking = (...analyzers: readonly HandAnalyzer[]): SweepRequest => ({ trigger: { by: 'hand', analyzers } });

const opened: Monitor[] = [];
afterEach(async () => {
  await Promise.all(opened.splice(0).map((monitor) => monitor.close()));
});

/** A monitor that has looked once, at a network in order. */
const open = async (): Promise<Monitor> => {
  const monitor = await openMonitor([hit]);
  opened.push(monitor);
  await sweep(monitor, bySchedule);
  return monitor;
};

const sweep = async (monitor: Monitor, request: SweepRequest): Promise<SweepRecord> => {
  monitor.pass(300);
  const { status, result } = await monitor.run(request);
  expect(status).toBe('SUCCEEDED');
  if (result === undefined) throw new Error('the sweep left no record');
  return result;
};

const countOf = ({ account }: Monitor, operation: string): number =>
  account.endpoints.networkManager.calls.filter((call) => call.operation === operation).length;

/** What a sweep has asked, and what was counted in the budget. */
const asked = async (monitor: Monitor, request: SweepRequest) => {
  const before = async () => ({
    paid: monitor.account.insights.started(),
    routes: countOf(monitor, 'StartRouteAnalysis'),
    spent: (await monitor.services.store.spent('2026-11')).analyses,
  });
  const first = await before();
  const record = await sweep(monitor, request);
  const then = await before();
  return {
    record,
    paid: then.paid - first.paid,
    routes: then.routes - first.routes,
    spent: then.spent - first.spent,
  };
};

describe('after a change that breaks the way back', () => {
  test.each<[readonly HandAnalyzer[], object, object]>([
    // The route back is gone from the transit gateway: Reachability Analyzer finds the way there, and is asked about the reply.
    [['model', 'reachability', 'route'], { paid: 2, routes: 1, spent: 2 }, { how: 'analysed', verdict: 'unreachable' }],
    [['reachability', 'route'], { paid: 2, routes: 1, spent: 2 }, { how: 'analysed', verdict: 'unreachable' }],
    [['model', 'reachability'], { paid: 2, routes: 0, spent: 2 }, { how: 'analysed', verdict: 'unreachable' }],
    [['reachability'], { paid: 2, routes: 0, spent: 2 }, { how: 'analysed', verdict: 'unreachable' }],
    [['model', 'route'], { paid: 0, routes: 1, spent: 0 }, { how: 'modelled', verdict: 'unreachable' }],
    [['route'], { paid: 0, routes: 1, spent: 0 }, { how: 'modelled', verdict: 'unreachable' }],
    [['model'], { paid: 0, routes: 0, spent: 0 }, { how: 'modelled', verdict: 'unreachable' }],
  ])('%j asks these and nobody else', async (analyzers, expected, outcome) => {
    const monitor = await open();
    await monitor.account.breakNetwork('transit-route-missing');
    const { record, ...counts } = await asked(monitor, asking(...analyzers));
    expect(counts).toEqual(expected);
    expect(record.outcomes).toMatchObject([outcome]);
    expect(record.trigger).toEqual({ by: 'hand', analyzers });
    const { items } = await monitor.services.store.checks('hit', { limit: 1 });
    const isWhole = analyzers.includes('reachability') && analyzers.includes('route');
    if (isWhole) expect(items[0]).not.toHaveProperty('leftOut');
    else expect(items[0]?.open).toContainEqual(expect.stringMatching(/^left out by hand: /));
    // It is told as the model's own, or as AWS's.
    expect(items[0]?.modelOnly === true).toBe(!analyzers.includes('reachability'));
    expect(alertsOf(monitor)).toEqual(['hit broke', 'hit attributed']);
    // Whatever was left out is asked by the next look, and only then may it be carried.
    const next = await asked(monitor, bySchedule);
    expect(next.record.tally.carried).toBe(isWhole ? 1 : 0);
    expect(next.paid > 0 && next.routes > 0).toBe(!isWhole);
    expect((await sweep(monitor, bySchedule)).tally).toMatchObject({ carried: 1, analyses: 0 });
  });
});

describe('on a network that is the same', () => {
  test.each([asking('model'), asking('model', 'route'), asking('reachability')])(
    'what all analyzers said is carried: %j',
    async (request) => {
      const monitor = await open();
      const { record, ...counts } = await asked(monitor, request);
      expect(counts).toEqual({ paid: 0, routes: 0, spent: 0 });
      expect(record).toMatchObject({ outcomes: [], tally: { carried: 1, expected: 1 }, notes: [] });
      expect((await monitor.services.store.state('hit'))?.last).not.toHaveProperty('modelOnly');
    },
  );

  test('an audit that is due waits for who buys it, and no budget is blamed', async () => {
    const monitor = await open();
    monitor.pass(hit.audit);
    expect(await sweep(monitor, asking('model'))).toMatchObject({ tally: { carried: 1 }, notes: [] });
    expect((await sweep(monitor, bySchedule)).outcomes).toMatchObject([{ how: 'analysed', analyses: 1 }]);
  });

  test('what the model said alone is carried for the model, and bought for whoever pays', async () => {
    const monitor = await openMonitor([hit]);
    opened.push(monitor);
    await sweep(monitor, asking('model'));
    expect(await sweep(monitor, asking('model'))).toMatchObject({ outcomes: [], tally: { carried: 1, analyses: 0 } });
    expect((await monitor.services.store.checks('hit', { limit: 9 })).items).toHaveLength(1);
    expect(monitor.account.insights.started()).toBe(0);
    expect((await sweep(monitor, bySchedule)).outcomes).toMatchObject([{ how: 'analysed', verdict: 'reachable' }]);
  });

  test('what AWS could not tell is not told by the model in its place', async () => {
    const monitor = await openMonitor([hit], { answer: () => ({ status: 'failed', StatusMessage: 'It failed.' }) });
    opened.push(monitor);
    await sweep(monitor, bySchedule);
    expect(await sweep(monitor, asking('model'))).toMatchObject({ outcomes: [], left: { resting: ['hit'] } });
  });
});

test('a free look claims nothing: who pays meanwhile is not kept from it', async () => {
  const monitor = await open();
  await monitor.account.breakNetwork('transit-route-missing');
  const { services } = monitor;
  const seen: unknown[] = [];
  const routes = {
    ...services.routes,
    start: async (...given: Parameters<typeof services.routes.start>) => {
      seen.push((await services.store.state('hit'))?.pending);
      return services.routes.start(...given);
    },
  };
  monitor.pass(300);
  await monitor.run(asking('route'), {}, () => ({ ...services, routes }));
  expect(seen).toEqual([undefined]);
});

test('a network that changes under a free look is looked at once more, still for nothing', async () => {
  const monitor = await open();
  await monitor.account.breakNetwork('transit-route-missing');
  const { services } = monitor;
  let starts = 0;
  const routes = {
    ...services.routes,
    start: async (...given: Parameters<typeof services.routes.start>) => {
      starts += 1;
      if (starts === 1) {
        await monitor.account.repair('transit-route-missing');
        await monitor.account.breakNetwork('vpc-route-missing');
      }
      return services.routes.start(...given);
    },
  };
  const paid = monitor.account.insights.started();
  monitor.pass(300);
  const { result } = await monitor.run(asking('model', 'route'), {}, () => ({ ...services, routes }));
  expect(starts).toBe(2);
  expect(monitor.account.insights.started()).toBe(paid);
  expect(result?.outcomes).toMatchObject([{ how: 'modelled', verdict: 'unreachable', analyses: 0 }]);
  expect((await newestCheck(monitor, 'hit')).findings.join()).toContain('rtb-');
});

test('a request that this release does not know ends before anything is done', async () => {
  const monitor = await open();
  const wrong = { trigger: { by: 'hand', analyzers: ['everything'] } } as unknown as SweepRequest;
  const before = monitor.recorder.calls.length;
  const { status, error } = await monitor.run(wrong);
  expect({ status, error }).toEqual({ status: 'FAILED', error: expect.stringContaining('analyzers') });
  expect(monitor.recorder.calls).toHaveLength(before);
});
