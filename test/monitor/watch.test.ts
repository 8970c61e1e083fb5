import type { Trail } from '../../lambda/monitor/ports.ts';
import { tell } from '../../lambda/monitor/tell.ts';
import { type Watched, watch } from '../../lambda/monitor/watch.ts';
import { memoryStore } from '../support/memory-store.ts';
import { aConfiguration, aPath } from '../support/paths.ts';
import { someServices } from '../support/services.ts';

const logging: Trail = { kind: 'logging', name: 'main' };
const noTrail: Trail = { kind: 'none', reason: 'no trail of CloudTrail covers us-east-1' };

const none: Watched['near'] = { bounds: [], count: 0 };

/** One deployment, watched on a clock that follows the sweeps. */
const watching = (trail: Trail | Error = logging, monthly = 10) => {
  let at = '2026-11-22T10:00:00.000Z';
  let asked = 0;
  const services = someServices({
    now: () => new Date(at),
    calls: {
      callsOn: () => Promise.reject(new Error('not a part of it')),
      trail: async () => {
        asked += 1;
        if (trail instanceof Error) throw trail;
        return trail;
      },
    },
  });
  const budget = { monthly, paths: {}, tags: {}, prices: {} };
  const configuration = aConfiguration([aPath()], { budget });
  return {
    services,
    asked: () => asked,
    watch: async (over: Partial<Watched> = {}) => {
      at = over.startedAt ?? at;
      await watch(services, configuration, { startedAt: at, used: 0, near: none, crosses: false, ...over });
      return services.heard.notices.map(({ id }) => id);
    },
  };
};

describe('the operator', () => {
  test('hears nothing where all is well', async () => {
    const { watch: sweep, services } = watching();
    expect(await sweep({ used: 79 })).toEqual([]);
    expect(services.heard.errors).toEqual([]);
  });

  test('hears of the budget once when it is near its bound, once when it is spent, and again the next month', async () => {
    const { watch: sweep, services } = watching();
    await sweep({ used: 80 });
    await sweep({ used: 81 });
    await sweep({ used: 100 });
    await sweep({ used: 100 });
    expect(await sweep({ used: 85, startedAt: '2026-12-02T00:00:00.000Z' })).toEqual([
      'budget/2026-11/near',
      'budget/2026-11/spent',
      'budget/2026-12/near',
    ]);
    const [near, spent] = services.heard.notices;
    expect(near?.subject).toMatch(/^NEARLY SPENT: .*2026-11$/);
    expect(near?.body).toContain('80 of 100 analyses are bought in 2026-11 ($10 a month)');
    expect(spent?.subject).toMatch(/^SPENT: /);
    expect(spent?.body).toContain('by the network model alone');
  });

  test('of a budget of 0 hears that nothing is bought', async () => {
    expect(await watching(logging, 0).watch()).toEqual(['budget/2026-11/none']);
  });

  test('hears of the bounds of paths and tags once, and again when they are twice as many', async () => {
    const { watch: sweep, services } = watching();
    const path = { bound: { of: 'path', name: 'web-db' }, used: 8, limit: 10 } as const;
    const tag = { bound: { of: 'tag', name: 'team=x' }, used: 9, limit: 9 } as const;
    await sweep({ near: { bounds: [path], count: 1 } });
    await sweep({ near: { bounds: [path], count: 1 } });
    await sweep({ near: { bounds: [tag, path], count: 2 } });
    expect(await sweep({ near: { bounds: [tag, path], count: 3 } })).toEqual([
      'budget/2026-11/bounds/1',
      'budget/2026-11/bounds/2',
    ]);
    expect(services.heard.notices[1]?.body).toContain('- budget of team=x: 9 of 9 analyses are bought\n');
    expect(services.heard.notices[1]?.body).toContain('- budget of the path web-db: 8 of 10 analyses are bought\n');
  });

  test('hears once a month that no trail brings the calls, asked once a day', async () => {
    const { watch: sweep, services, asked } = watching(noTrail);
    for (const startedAt of ['2026-11-22T10:00:00.000Z', '2026-11-22T10:05:00.000Z', '2026-11-23T10:00:00.000Z'])
      await sweep({ startedAt });
    expect(asked()).toBe(2);
    expect(await sweep({ startedAt: '2026-12-01T00:00:00.000Z' })).toEqual(['trail/2026-11', 'trail/2026-12']);
    expect(services.heard.notices[0]?.body).toContain(`${noTrail.kind === 'none' && noTrail.reason}.`);
    expect(services.heard.notices[0]?.body).toMatch(/What is lost:/);
  });

  test('hears that no forwarder brings transit gateway routes, only where one is crossed', async () => {
    expect(await watching().watch({ crosses: false })).toEqual([]);
    const { watch: sweep } = watching();
    await sweep({ crosses: true });
    expect(await sweep({ crosses: true, startedAt: '2026-11-23T10:00:00.000Z' })).toEqual(['forwarder/2026-11']);
  });

  test.each([
    ['an hour ago', '2026-11-22T09:00:00.000Z', []],
    ['hours ago', '2026-11-22T06:00:00.000Z', ['forwarder/2026-11']],
  ])('with a forwarder that gave its last sign %s', async (_, at, expected) => {
    const { watch: sweep, services } = watching();
    await services.store.putLook({ kind: 'forwarder', at, sweepId: 'forwarder', except: [] });
    await services.store.putLook({ kind: 'change', at: '2026-11-22T09:59:00.000Z', sweepId: 's', except: [] });
    expect(await sweep({ crosses: true })).toEqual(expected);
  });

  test('hears nothing of a trail that nobody could ask about; the fault is logged, and it is asked again hours later', async () => {
    const { watch: sweep, services, asked } = watching(new Error('denied'));
    expect(await sweep({ crosses: true })).toEqual([]);
    await sweep({ startedAt: '2026-11-22T10:05:00.000Z' });
    expect([services.heard.errors.length, asked()]).toEqual([1, 1]);
    await sweep({ startedAt: '2026-11-22T17:00:00.000Z' });
    expect([services.heard.errors.length, asked()]).toEqual([2, 2]);
  });

  test('is asked about by one of many sweeps at once', async () => {
    const { watch: sweep, asked } = watching(noTrail);
    await Promise.all(Array.from({ length: 5 }, () => sweep({ used: 100, crosses: true })));
    const heard = await sweep();
    expect(new Set(heard).size).toBe(heard.length);
    expect(heard).toEqual(expect.arrayContaining(['budget/2026-11/spent', 'trail/2026-11', 'forwarder/2026-11']));
    expect(asked()).toBe(1);
  });
});

describe('a notice', () => {
  const notice = { id: 'budget/2026-11/near', subject: 's', body: 'b' };

  const telling = (isRefused = false) => {
    let clock = Date.UTC(2026, 10, 22, 10);
    let refused = isRefused;
    const store = memoryStore();
    const services = someServices({ store, now: () => new Date(clock) });
    const announcer = {
      ...services.announcer,
      notify: async (given: typeof notice) => {
        if (refused) throw new Error('the topic is down');
        await services.announcer.notify(given);
      },
    };
    return {
      services,
      tell: () => tell({ ...services, announcer }, notice),
      pass: (minutes: number) => {
        clock += minutes * 60_000;
      },
      mend: () => {
        refused = false;
      },
    };
  };

  test('is told once, by whomever and whenever', async () => {
    const { tell: told, services, pass } = telling();
    await Promise.all([told(), told(), told()]);
    pass(600);
    await told();
    expect(services.heard.notices).toEqual([notice]);
  });

  test('that the topic refuses is logged, and told by a later sweep', async () => {
    const { tell: told, services, pass, mend } = telling(true);
    await told();
    expect(services.heard.errors).toHaveLength(1);
    mend();
    await told();
    expect(services.heard.notices).toEqual([]);
    pass(6);
    await told();
    await told();
    expect(services.heard.notices).toEqual([notice]);
  });
});
