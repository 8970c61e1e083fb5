import type { SweepRequest } from '../../lambda/domain/sweep.ts';
import { close } from '../../lambda/monitor/close.ts';
import type { Prepared } from '../../lambda/monitor/prepared.ts';
import { aConfiguration, aPath } from '../support/paths.ts';
import { aSweepRecord } from '../support/records.ts';
import { someServices } from '../support/services.ts';

const prepared = (over: Partial<Prepared> = {}): Prepared => ({
  due: 4,
  lookedAt: '2026-11-22T10:00:01.000Z',
  paths: [],
  left: { carried: { expected: 1, unexpected: 0, undetermined: 0 }, resting: ['rests'], busy: ['busy'] },
  acting: ['bought'],
  crosses: false,
  portions: [],
  rank: 9,
  obsolete: [],
  spent: { month: '2026-11', analyses: 0 },
  near: { bounds: [], count: 0 },
  searching: false,
  notes: [],
  ...over,
});

const closed = async (request: SweepRequest, of: Prepared = prepared(), analyses = 1) => {
  const services = someServices({
    calls: { callsOn: async () => [], trail: async () => ({ kind: 'logging', name: 'main' }) },
  });
  const budget = { monthly: 10, paths: {}, tags: {}, prices: {} };
  const base = aSweepRecord({ trigger: request.trigger });
  const record = {
    ...base,
    tally: { ...base.tally, analyses },
    ...(request.part !== undefined && { part: request.part }),
  };
  expect(await close(services, aConfiguration([aPath()], { budget }), request, of, record)).toEqual(record);
  return {
    looks: await services.store.looks(),
    sweeps: (await services.store.sweeps({ limit: 5 })).items,
    notices: services.heard.notices.map(({ id }) => id),
  };
};

describe('the end of a sweep', () => {
  test.each<[SweepRequest, string]>([
    [{ trigger: { by: 'schedule', every: 'rate(5 minutes)' } }, 'rate(5 minutes)'],
    [{ trigger: { by: 'change', gathering: 'g1' } }, 'change'],
    [{ trigger: { by: 'hand' } }, 'hand'],
  ])('of %j keeps which verdicts it found to hold, at the time of its snapshot', async (request, kind) => {
    const { looks, sweeps } = await closed(request);
    expect(looks).toEqual([
      { kind, at: '2026-11-22T10:00:01.000Z', sweepId: 'sweep-1', except: ['bought', 'rests', 'busy'] },
    ]);
    expect(sweeps).toHaveLength(1);
  });

  test('keeps no look where some paths alone were asked for by name, nor of a portion, which looks at its own', async () => {
    expect((await closed({ trigger: { by: 'hand', paths: ['a'] } })).looks).toEqual([]);
    const part = { of: 'sweep-0', index: 0, count: 2, rank: 9 };
    expect(
      await closed({ trigger: { by: 'hand' }, part }, prepared({ spent: { month: '2026-11', analyses: 100 } })),
    ).toMatchObject({
      looks: [],
      sweeps: [{ part }],
      notices: [],
    });
  });

  test('counts what it bought itself against the budget that the operator hears of', async () => {
    const request: SweepRequest = { trigger: { by: 'hand' } };
    const spent = { month: '2026-11', analyses: 79 };
    expect((await closed(request, prepared({ spent }), 0)).notices).toEqual([]);
    expect((await closed(request, prepared({ spent }), 1)).notices).toEqual(['budget/2026-11/near']);
    expect((await closed(request, prepared({ spent }), 21)).notices).toEqual(['budget/2026-11/spent']);
  });

  test('tells of a forwarder that is missing where a path crosses a transit gateway', async () => {
    const { notices } = await closed({ trigger: { by: 'hand' } }, prepared({ crosses: true }));
    expect(notices).toEqual(['forwarder/2026-11']);
  });
});
