import type { Canary } from '../../lambda/domain/canary.ts';
import { briefOf } from '../../lambda/domain/state.ts';
import type { Look } from '../../lambda/domain/sweep.ts';
import type { Store } from '../../lambda/monitor/ports.ts';
import { noise } from './noise.ts';
import { aBreak, aCause, anOwed, aState } from './records.ts';

const minute = (n: number): string => new Date(Date.UTC(2026, 10, 22, 10, n)).toISOString();

const aLook = (over: Partial<Look> = {}): Look => ({
  kind: 'rate(5 minutes)',
  at: minute(0),
  sweepId: 'sweep-1',
  except: [],
  ...over,
});

/** What every `Store` keeps to of what a look reads and writes: briefs, footprints, looks, the canary and notices. */
export const looksContract = (storeOf: () => Store): void => {
  test('briefs are those of all states, in the order of their paths', async () => {
    const search = { kind: 'pending', tries: 0, next: minute(9) } as const;
    const states = [
      aState({ pathId: 'c', outbox: [anOwed()] }),
      aState({
        pathId: 'a',
        last: { at: minute(0), verdict: 'reachable', footprint: 'f1', uncarried: 'no', modelOnly: true, tries: 2 },
        pending: { sweepId: 's', since: minute(1), reason: 'audit', footprint: 'f2', model: 'unknown' },
      }),
      aState({ pathId: 'b', broken: aBreak({ cause: aCause({ search }) }) }),
      ...Array.from({ length: 50 }, (_, n) => aState({ pathId: `path-${n}` })),
    ];
    const store = storeOf();
    await Promise.all(states.map((state) => store.putState(state, 0)));
    const inOrder = states.toSorted((one, other) => (one.pathId < other.pathId ? -1 : 1));
    expect(await store.briefs()).toEqual(inOrder.map(briefOf));
    const { broken: _broken, ...healed } = aState({ pathId: 'b', version: 2 });
    await store.putState(healed, 1);
    expect(await store.briefs()).toContainEqual(briefOf(healed));
  });

  describe('a footprint', () => {
    test('is not there before it was put, and then as it was put', async () => {
      const store = storeOf();
      expect(await store.footprint('web-db', 'f1')).toBeUndefined();
      const facts = { 'routes of rtb-1 to 10.0.0.0/16': '{"kind":"found"}', 'päth: its ends': '', '': '[]' };
      await store.putFootprint('web-db', 'f1', facts);
      await store.putFootprint('web-db', 'f1', facts);
      expect(await store.footprint('web-db', 'f1')).toEqual(facts);
      expect(await store.footprint('web-db', 'f')).toBeUndefined();
      expect(await store.footprint('web', 'f1')).toBeUndefined();
    });

    test('of no facts is one of no facts', async () => {
      await storeOf().putFootprint('web-db', 'none', {});
      expect(await storeOf().footprint('web-db', 'none')).toEqual({});
    });

    test.each([349_000, 600_000, 1_600_000])(
      'of %i characters that nothing compresses comes back whole',
      async (size) => {
        const facts = { one: noise(size / 2, 'one'), other: noise(size / 2, 'other') };
        await storeOf().putFootprint('web-db', 'large', facts);
        await storeOf().putFootprint('web-db', 'small', { fact: 'true' });
        expect(await storeOf().footprint('web-db', 'large')).toEqual(facts);
        expect(await storeOf().footprint('web-db', 'small')).toEqual({ fact: 'true' });
      },
    );
  });

  describe('a look', () => {
    test('takes the place of an older one of its kind, and of no newer one', async () => {
      const store = storeOf();
      expect(await store.looks()).toEqual([]);
      await store.putLook(aLook({ at: minute(5), sweepId: 'second', except: ['a'] }));
      await store.putLook(aLook({ at: minute(0), sweepId: 'first' }));
      await store.putLook(aLook({ at: minute(5), sweepId: 'as late' }));
      expect(await store.looks()).toEqual([aLook({ at: minute(5), sweepId: 'second', except: ['a'] })]);
      await store.putLook(aLook({ at: minute(6), sweepId: 'third' }));
      await store.putLook(aLook({ kind: 'change', at: minute(1) }));
      expect(new Set(await store.looks())).toEqual(
        new Set([aLook({ at: minute(6), sweepId: 'third' }), aLook({ kind: 'change', at: minute(1) })]),
      );
    });

    test('that many put at once is the newest of them', async () => {
      const places = [3, 1, 4, 9, 5, 2, 6];
      await Promise.all(places.map((n) => storeOf().putLook(aLook({ at: minute(n), sweepId: `${n}` }))));
      expect(await storeOf().looks()).toEqual([aLook({ at: minute(9), sweepId: '9' })]);
    });
  });

  describe('the canary', () => {
    const canary = (at: number): Canary => ({
      lookedAt: minute(at),
      way: { pathId: 'web-db', open: 'a → b, tcp/443', blocked: 'a → b, tcp/1' },
      model: { at: minute(at), open: 'reachable', blocked: 'unknown', reason: 'a firewall' },
    });

    test('takes the place of an older one, and of no newer one', async () => {
      const store = storeOf();
      expect(await store.canary()).toBeUndefined();
      await store.putCanary(canary(5));
      await store.putCanary(canary(4));
      expect(await store.canary()).toEqual(canary(5));
      await store.putCanary({ lookedAt: minute(6), why: 'no path is open' });
      expect(await store.canary()).toEqual({ lookedAt: minute(6), why: 'no path is open' });
    });
  });

  describe('a notice', () => {
    const claim = (at: number, stale: number, id = 'n') => storeOf().claimNotice(id, minute(at), minute(stale));

    test('is claimed by one, until the claim is stale', async () => {
      expect(await claim(0, 0)).toBe(true);
      expect(await claim(4, 0)).toBe(false);
      expect(await claim(6, 1)).toBe(true);
      expect(await claim(7, 2)).toBe(false);
      expect(await claim(0, 0, 'another')).toBe(true);
    });

    test('that was told is never told again', async () => {
      await claim(0, 0);
      await storeOf().noticeTold('n', minute(1));
      await storeOf().noticeTold('n', minute(2));
      expect(await claim(59, 58)).toBe(false);
    });

    test('is claimed by one of many at once, also where the claim before was stale', async () => {
      const race = async (at: number, stale: number) =>
        (await Promise.all(Array.from({ length: 8 }, () => claim(at, stale)))).filter(Boolean).length;
      expect(await race(0, 0)).toBe(1);
      expect(await race(10, 5)).toBe(1);
    });
  });
};
