import type { Path } from '../../lambda/domain/path.ts';
import type { SweepRecord, SweepRequest } from '../../lambda/domain/sweep.ts';
import type { Services } from '../../lambda/monitor/ports.ts';
import type { AccountOptions } from '../../local/account.ts';
import type { Outcome } from '../../local/ec2/insights.ts';
import { faultNames } from '../../local/faults.ts';
import { ids } from '../../local/scenario/ids.ts';
import { byHand, bySchedule, type Monitor, openMonitor, scenarioPaths } from '../support/monitor.ts';
import { alertsOf, newestCheck, twoPaths } from '../support/two-paths.ts';

/* Money: what is not in the budget is not bought, what is counted was counted once, and nothing is skipped for want of it. */

const [hit, spared] = twoPaths;
const MONTH = '2026-11';
const NEXT_MONTH = '2026-12';
const HOUR = 3600;
/** Dollars for so many analyses. */
const dollars = (analyses: number): number => analyses / 10;

describe('a budget', () => {
  const opened: Monitor[] = [];

  const open = async (
    monthly: number,
    paths: readonly Path[] = twoPaths,
    options: AccountOptions = {},
    beginning?: number,
  ): Promise<Monitor> => {
    const monitor = await openMonitor(paths, options, beginning);
    opened.push(monitor);
    monitor.allow({ monthly });
    return monitor;
  };

  afterEach(async () => {
    await Promise.all(opened.splice(0).map((monitor) => monitor.close()));
  });

  const sweep = async (monitor: Monitor, request: SweepRequest = bySchedule, seconds = 300): Promise<SweepRecord> => {
    monitor.pass(seconds);
    const { status, result } = await monitor.run(request);
    expect(status).toBe('SUCCEEDED');
    if (result === undefined) throw new Error('the sweep left no record');
    // Whatever there is no money for is looked at all the same.
    const { expected, unexpected, undetermined } = result.tally;
    expect(expected + unexpected + undetermined).toBe(result.due);
    return result;
  };

  const spentOf = async ({ services }: Monitor, month = MONTH): Promise<number> =>
    (await services.store.spent(month)).analyses;

  /** How the money of the month was told of, in the order in which it was. */
  const noticesOf = ({ account }: Monitor): readonly string[] =>
    account.troubles.flatMap(({ subject = '' }) => (subject.includes('budget') ? [subject] : []));

  const howOf = ({ outcomes }: SweepRecord) => Object.fromEntries(outcomes.map(({ pathId, how }) => [pathId, how]));

  describe('of nothing', () => {
    test('leaves the verdicts to the model, which says so in each, and buys nothing', async () => {
      const monitor = await open(0);
      const record = await sweep(monitor);
      expect(record).toMatchObject({
        outcomes: [
          { pathId: 'hit', verdict: 'reachable', standing: 'expected', how: 'modelled', analyses: 0 },
          { pathId: 'spared', verdict: 'unreachable', standing: 'unexpected', how: 'modelled', analyses: 0 },
        ],
        cost: 0,
      });
      expect(monitor.account.insights.started()).toBe(0);
      for (const { id } of twoPaths)
        expect((await newestCheck(monitor, id)).open).toEqual([expect.stringContaining('budget of the month')]);
      expect(monitor.account.published).toHaveLength(1);
      expect(monitor.account.published[0]?.message).toContain('budget of the month');
    });

    test('carries what the model said for as long as nothing changes', async () => {
      const monitor = await open(0);
      await sweep(monitor);
      for (let count = 0; count < 3; count += 1)
        expect(await sweep(monitor)).toMatchObject({ outcomes: [], tally: { carried: 2, expected: 1, unexpected: 1 } });
      expect((await monitor.services.store.checks('hit', { limit: 10 })).items).toHaveLength(1);
    });

    test.each(faultNames)('%s is told by the model alone, and so is its repair', async (fault) => {
      const monitor = await open(0, [hit]);
      await sweep(monitor);
      await monitor.account.breakNetwork(fault);
      await sweep(monitor);
      const told = monitor.account.published.find(({ attributes }) => attributes.kind === 'broke');
      expect(told?.message).toContain('budget of the month');
      await monitor.account.repair(fault);
      await sweep(monitor);
      expect(alertsOf(monitor)).toEqual(['hit broke', 'hit attributed', 'hit recovered']);
      expect(monitor.account.insights.started()).toBe(0);
      expect((await monitor.services.store.checks('hit', { limit: 10 })).items.map((check) => check.modelOnly)).toEqual(
        [true, true, true],
      );
    });
  });

  describe('that is reached', () => {
    const six: readonly Path[] = Array.from({ length: 6 }, (_, index) => ({ ...hit, id: `path-${index}` }));

    test('in the middle of a sweep: the others are told by the model, and none is skipped', async () => {
      const monitor = await open(dollars(3), six);
      const record = await sweep(monitor);
      expect(Object.values(howOf(record)).toSorted()).toEqual([
        'analysed',
        'analysed',
        'analysed',
        'modelled',
        'modelled',
        'modelled',
      ]);
      expect(record.tally).toMatchObject({ expected: 6, analyses: 3 });
      expect([await spentOf(monitor), monitor.account.insights.started()]).toEqual([3, 3]);
      expect((await sweep(monitor)).tally).toMatchObject({ carried: 6, analyses: 0 });
    });

    test('by the retry of an analysis that AWS failed: what was bought counts, and no more is bought', async () => {
      let left = 1;
      const monitor = await open(dollars(1), [hit], {
        answer: (): Outcome | undefined => {
          left -= 1;
          return left < 0
            ? undefined
            : { status: 'failed', StatusMessage: 'The analysis failed due to throttling errors from Amazon EC2' };
        },
      });
      await sweep(monitor);
      expect([await spentOf(monitor), monitor.account.insights.started()]).toEqual([1, 1]);
      expect((await sweep(monitor)).due).toBe(1);
      expect(monitor.account.insights.started()).toBe(1);
    });

    test('by a first round, after which another sweep took the path: what was bought is counted, and no more is', async () => {
      const monitor = await open(dollars(10), [hit]);
      const { services } = monitor;
      let isTaken = false;
      /** The analysis is one that is to be bought again, and meanwhile another sweep has come. */
      const read: Services['reachability']['read'] = async (ids) => {
        if (isTaken) return services.reachability.read(ids);
        isTaken = true;
        const state = await services.store.state('hit');
        if (state?.pending === undefined) throw new Error('nobody is at it');
        const pending = { ...state.pending, sweepId: 'another' };
        await services.store.putState({ ...state, version: state.version + 1, pending }, state.version);
        return new Map(ids.map((id) => [id, { kind: 'failed', message: 'it was throttled' }]));
      };
      const reachability = { ...services.reachability, read };
      const { status, result } = await monitor.run(bySchedule, {}, () => ({ ...services, reachability }));
      expect(status).toBe('SUCCEEDED');
      expect(result?.outcomes).toMatchObject([{ pathId: 'hit', how: 'busy', analyses: 1 }]);
      expect(result).toMatchObject({ tally: { analyses: 1 }, cost: 0.1 });
      expect([await spentOf(monitor), monitor.account.insights.started()]).toEqual([1, 1]);
      expect((await services.store.state('hit'))?.pending?.sweepId).toBe('another');
    });

    test('under an analysis that the network outran: the model tells the network as it is now', async () => {
      const monitor = await open(dollars(2), [hit]);
      await sweep(monitor);
      await monitor.account.breakNetwork('security-group-closed');
      const { services } = monitor;
      const start: Services['reachability']['start'] = async (...given) => {
        const started = await services.reachability.start(...given);
        await monitor.account.repair('security-group-closed');
        await monitor.account.breakNetwork('vpc-route-missing');
        return started;
      };
      const meddling = { ...services, reachability: { ...services.reachability, start } };
      const { result } = await monitor.run(bySchedule, {}, () => meddling);
      expect(result?.outcomes).toMatchObject([{ verdict: 'unreachable', how: 'modelled', analyses: 1 }]);
      expect((await newestCheck(monitor, 'hit')).findings.join()).toContain(ids.routesB);
      expect([await spentOf(monitor), monitor.account.insights.started()]).toEqual([2, 2]);
      // What the model knew of the network then is kept, so that the repair can be told by what was before.
      await monitor.account.repair('vpc-route-missing');
      await sweep(monitor);
      const { cause } = (await services.store.checks('hit', { limit: 1 })).items[0] ?? {};
      expect(cause?.facts.map(({ component }) => component)).toContain(ids.routesB);
    });

    /** Numbers by a seed, by which two sweeps come at the table in another order each. */
    const hesitant = (services: Services, seed: number): Services => {
      let at = seed;
      const turns = (): number => {
        at = (Math.imul(at, 1_664_525) + 1_013_904_223) >>> 0;
        return at >>> 28;
      };
      const reserve: Services['store']['reserve'] = async (reservation) => {
        for (let left = turns(); left > 0; left -= 1) await new Promise(setImmediate);
        return services.store.reserve(reservation);
      };
      return { ...services, store: { ...services.store, reserve } };
    };

    test.each([1, 2, 3, 4, 5, 6])('by two sweeps at once (way %i): they never overspend together', async (seed) => {
      const monitor = await open(dollars(5), six);
      const { services } = monitor;
      const runs = await Promise.all([
        monitor.run(byHand, {}, () => hesitant(services, seed)),
        monitor.run(byHand, {}, () => hesitant(services, seed * 7919)),
      ]);
      expect(runs.map(({ status }) => status)).toEqual(['SUCCEEDED', 'SUCCEEDED']);
      expect([await spentOf(monitor), monitor.account.insights.started()]).toEqual([5, 5]);
      for (const { result } of runs) expect(result?.tally).toMatchObject({ expected: 6, troubled: 0 });
      expect(runs.reduce((sum, { result }) => sum + (result?.tally.analyses ?? 0), 0)).toBe(5);
    });
  });

  describe('that is short', () => {
    const rdp = scenarioPaths[0];
    const smb = scenarioPaths[1];
    if (rdp === undefined || smb === undefined) throw new Error('the scenario has two paths');

    test('goes to what settles a transition first, wherever it is declared', async () => {
      const monitor = await open(dollars(4), [{ ...smb, severity: 'info' }, rdp]);
      await sweep(monitor);
      await monitor.account.breakNetwork('vpc-route-missing');
      // The way there and its reply: with one of another path there would be too little left.
      expect(howOf(await sweep(monitor))).toEqual({ [smb.id]: 'modelled', [rdp.id]: 'analysed' });
      expect(await spentOf(monitor)).toBe(4);
      expect((await monitor.services.store.spent(MONTH)).byReason).toMatchObject({ baseline: 2, transition: 2 });
    });

    test('goes to critical paths before others', async () => {
      const warning: Path = { ...hit, id: 'a-warning', severity: 'warning' };
      const monitor = await open(dollars(1), [warning, hit]);
      expect(howOf(await sweep(monitor))).toEqual({ 'a-warning': 'modelled', hit: 'analysed' });
    });

    test('lets audits wait from four fifths on, says so, and still settles what turns', async () => {
      const monitor = await open(dollars(10), [
        { ...hit, audit: HOUR },
        { ...spared, audit: HOUR },
      ]);
      await sweep(monitor);
      for (let count = 0; count < 3; count += 1) await sweep(monitor, byHand);
      expect(await spentOf(monitor)).toBe(8);
      const late = await sweep(monitor, bySchedule, 2 * HOUR);
      expect(late.tally).toMatchObject({ carried: 2, analyses: 0 });
      expect(late.notes).toContainEqual(expect.stringMatching(/2 audits wait/));
      await monitor.account.breakNetwork('security-group-closed');
      expect(howOf(await sweep(monitor))).toEqual({ hit: 'analysed' });
      await monitor.account.repair('security-group-closed');
      expect(howOf(await sweep(monitor))).toEqual({ hit: 'analysed' });
      expect(await spentOf(monitor)).toBe(10);
      await monitor.account.breakNetwork('security-group-closed');
      expect(howOf(await sweep(monitor))).toEqual({ hit: 'modelled' });
      expect([await spentOf(monitor), monitor.account.insights.started()]).toEqual([10, 10]);
      expect(alertsOf(monitor)).toContain('hit broke');
    });

    test('is told of once when it is nearly spent, once when it is, and again in another month', async () => {
      const monitor = await open(dollars(10), [hit]);
      for (let count = 0; count < 7; count += 1) await sweep(monitor, byHand);
      expect(noticesOf(monitor)).toEqual([]);
      for (let count = 0; count < 5; count += 1) await sweep(monitor, byHand);
      await sweep(monitor);
      const near = `NEARLY SPENT: Pathwatch's budget of ${MONTH}`;
      const all = `SPENT: Pathwatch's budget of ${MONTH}`;
      expect(noticesOf(monitor)).toEqual([near, all]);
      expect(await spentOf(monitor)).toBe(10);
      monitor.pass(9 * 24 * HOUR);
      for (let count = 0; count < 8; count += 1) await sweep(monitor, byHand);
      expect(noticesOf(monitor)).toEqual([near, all, near.replace(MONTH, NEXT_MONTH)]);
    });
  });

  describe('of a part', () => {
    test('of one path: that one is told by the model, and says by which bound', async () => {
      const monitor = await open(100);
      monitor.allow({ paths: { hit: dollars(1) } });
      expect(howOf(await sweep(monitor))).toEqual({ hit: 'analysed', spared: 'analysed' });
      await monitor.account.breakNetwork('vpc-route-missing');
      expect(howOf(await sweep(monitor))).toEqual({ hit: 'modelled', spared: 'analysed' });
      expect((await newestCheck(monitor, 'hit')).open).toEqual([expect.stringContaining('budget of the path hit')]);
      expect((await monitor.services.store.spent(MONTH)).byPath).toEqual({ hit: 1, spared: 2 });
      await sweep(monitor);
      expect(noticesOf(monitor)).toEqual([`NEARLY SPENT: Pathwatch's budget of paths or tags in ${MONTH}`]);
    });

    test('of a tag: the paths that carry it share it', async () => {
      const tags = { team: 'payments' };
      const monitor = await open(100, [
        { ...hit, tags },
        { ...spared, tags },
        { ...hit, id: 'other' },
      ]);
      monitor.allow({ tags: { 'team=payments': dollars(1) } });
      const how = howOf(await sweep(monitor));
      expect(how).toMatchObject({ other: 'analysed' });
      expect(Object.values(how).toSorted()).toEqual(['analysed', 'analysed', 'modelled']);
      const { byTag, analyses } = await monitor.services.store.spent(MONTH);
      expect({ byTag, analyses }).toEqual({ byTag: { 'team=payments': 1 }, analyses: 2 });
      const alone = how.hit === 'modelled' ? 'hit' : 'spared';
      expect((await newestCheck(monitor, alone)).open).toEqual([expect.stringContaining('team=payments')]);
    });
  });

  describe('over the end of a month', () => {
    const lastSeconds = Date.UTC(2026, 10, 30, 23, 59, 50);

    test('a sweep that began before it counts there, all of it', async () => {
      let left = 1;
      const monitor = await open(
        100,
        [hit],
        {
          answer: (): Outcome | undefined => {
            left -= 1;
            return left < 0
              ? undefined
              : { status: 'failed', StatusMessage: 'The analysis failed due to throttling errors from Amazon EC2' };
          },
        },
        lastSeconds,
      );
      const { result } = await monitor.run(bySchedule);
      expect(result).toMatchObject({ startedAt: '2026-11-30T23:59:50.000Z', tally: { analyses: 2 } });
      expect(result?.endedAt.slice(0, 7)).toBe(NEXT_MONTH);
      expect([await spentOf(monitor), await spentOf(monitor, NEXT_MONTH)]).toEqual([2, 0]);
      await sweep(monitor, byHand);
      expect([await spentOf(monitor), await spentOf(monitor, NEXT_MONTH)]).toEqual([2, 1]);
    });

    test('a sweep that began before it buys by what was left there', async () => {
      const monitor = await open(dollars(1), twoPaths, {}, lastSeconds);
      const { result } = await monitor.run(bySchedule);
      expect(result?.tally).toMatchObject({ analyses: 1, expected: 1, unexpected: 1 });
      expect([await spentOf(monitor), await spentOf(monitor, NEXT_MONTH)]).toEqual([1, 0]);
    });

    test('the new month confirms what the model alone said, and does not tell it again', async () => {
      const monitor = await open(dollars(2));
      await sweep(monitor);
      await monitor.account.breakNetwork('security-group-closed');
      expect(howOf(await sweep(monitor))).toEqual({ hit: 'modelled' });
      const told = alertsOf(monitor);
      expect((await sweep(monitor)).tally).toMatchObject({ carried: 2, analyses: 0 });
      monitor.pass(9 * 24 * HOUR);
      const confirmed = await sweep(monitor);
      expect(howOf(confirmed)).toEqual({ hit: 'analysed', spared: 'analysed' });
      expect((await monitor.services.store.checks('hit', { limit: 1 })).items[0]).toMatchObject({
        verdict: 'unreachable',
        model: 'agrees',
      });
      expect((await newestCheck(monitor, 'hit')).open.join()).not.toContain('budget');
      // Days have passed: they are reminded of it.
      expect(alertsOf(monitor)).toEqual([...told, 'spared reminder', 'hit reminder']);
      expect((await sweep(monitor)).tally).toMatchObject({ carried: 2, analyses: 0 });
    });

    test('the new month corrects what the model alone had wrong', async () => {
      const wrong: Outcome = { status: 'succeeded', NetworkPathFound: true, ForwardPathComponents: [] };
      let isWrong = false;
      const monitor = await open(dollars(1), [hit], { answer: () => (isWrong ? wrong : undefined) });
      await sweep(monitor);
      await monitor.account.breakNetwork('security-group-closed');
      isWrong = true;
      expect(howOf(await sweep(monitor))).toEqual({ hit: 'modelled' });
      monitor.pass(9 * 24 * HOUR);
      expect(howOf(await sweep(monitor))).toEqual({ hit: 'analysed' });
      expect(alertsOf(monitor).slice(-2).toSorted()).toEqual(['hit disagreement', 'hit recovered']);
      expect((await monitor.services.store.state('hit'))?.disagreements).toMatchObject({ count: 1 });
    });
  });
});
