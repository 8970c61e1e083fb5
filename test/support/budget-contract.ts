import fc from 'fast-check';
import { purchaseReasons } from '../../lambda/domain/budget.ts';
import type { Reservation, Store } from '../../lambda/monitor/ports.ts';

export const aReservation = (over: Partial<Reservation> = {}): Reservation => ({
  month: '2026-11',
  day: 22,
  tokens: ['token-1'],
  pathId: 'web-db',
  reason: 'changed',
  cap: 100,
  tagCaps: {},
  ...over,
});

const sumOf = (reservations: readonly Reservation[]): number =>
  reservations.reduce((sum, { tokens }) => sum + tokens.length, 0);

/** Reservations that share their bounds, some of them asked for more than once, in the order in which they are sent. */
const rushes = fc
  .record({
    cap: fc.nat(12),
    pathCaps: fc.dictionary(fc.constantFrom('a', 'b'), fc.nat(6), { noNullPrototype: true }),
    tagCaps: fc.dictionary(fc.constantFrom('team=x', 'env=y'), fc.nat(8), { noNullPrototype: true }),
    wanted: fc.array(
      fc.record({
        pathId: fc.constantFrom('a', 'b', 'c'),
        count: fc.integer({ min: 1, max: 4 }),
        reason: fc.constantFrom(...purchaseReasons),
        tags: fc.subarray(['team=x', 'env=y']),
        day: fc.integer({ min: 20, max: 21 }),
        times: fc.integer({ min: 1, max: 3 }),
      }),
      { maxLength: 10 },
    ),
  })
  .chain(({ cap, pathCaps, tagCaps, wanted }) => {
    const reservations = wanted.map(({ pathId, count, reason, tags, day, times }, place) => {
      const pathCap = pathCaps[pathId];
      const reservation = aReservation({
        pathId,
        reason,
        day,
        cap,
        tokens: Array.from({ length: count }, (_, index) => `${place}-${index}`),
        ...(pathCap !== undefined && { pathCap }),
        tagCaps: Object.fromEntries(Object.entries(tagCaps).filter(([tag]) => tags.includes(tag))),
      });
      return { reservation, times };
    });
    const sent = reservations.flatMap(({ reservation, times }) => Array.from({ length: times }, () => reservation));
    return fc.record({
      reservations: fc.constant(reservations.map(({ reservation }) => reservation)),
      sent: fc.shuffledSubarray(sent, { minLength: sent.length }),
    });
  });

/** What every `Store` keeps to where money is spent. */
export const budgetContract = (storeOf: () => Store): void => {
  describe('the budget', () => {
    const reserve = (over: Partial<Reservation> = {}) => storeOf().reserve(aReservation(over));
    const spent = async (month = '2026-11') => (await storeOf().spent(month)).analyses;

    test('of a month of which nothing was bought is empty', async () => {
      expect(await storeOf().spent('2026-11')).toEqual({
        month: '2026-11',
        analyses: 0,
        byReason: { transition: 0, changed: 0, baseline: 0, retry: 0, audit: 0, hand: 0 },
        byPath: {},
        byTag: {},
      });
    });

    test('counts by reason, path, and tags that have a bound', async () => {
      await reserve({ tokens: ['1', '2'], pathId: 'a', tagCaps: { 'team=x': 9 } });
      await reserve({ tokens: ['3'], pathId: 'b', reason: 'audit', tagCaps: { 'team=x': 9, 'a#b=c=d': 9 } });
      expect(await storeOf().spent('2026-11')).toMatchObject({
        analyses: 3,
        byReason: { changed: 2, audit: 1, hand: 0 },
        byPath: { a: 2, b: 1 },
        byTag: { 'team=x': 3, 'a#b=c=d': 1 },
      });
    });

    test('counts a token once, however often it is repeated, also where nothing is left', async () => {
      for (let time = 0; time < 3; time += 1) expect(await reserve({ tokens: ['1', '2'], cap: 2 })).toBe(true);
      expect(await Promise.all([1, 2, 3, 4].map(() => reserve({ tokens: ['1', '2'], cap: 2 })))).toEqual(
        Array(4).fill(true),
      );
      expect(await reserve({ tokens: ['3'], cap: 2 })).toBe(false);
      expect(await reserve({ tokens: ['1', '2'], cap: 0 })).toBe(true);
      expect(await spent()).toBe(2);
    });

    test('counts long tokens that differ early apart', async () => {
      const token = (first: string) => `${first}${'0'.repeat(47)}`;
      await reserve({ tokens: [token('1')] });
      await reserve({ tokens: [token('2')] });
      expect(await spent()).toBe(2);
    });

    test.each<[string, Partial<Reservation>]>([
      ['the month', { cap: 3 }],
      ['the path', { pathCap: 3 }],
      ['a tag', { tagCaps: { 'env=y': 9, 'team=x': 3 } }],
    ])('refuses what would pass the bound of %s, and counts nothing of it', async (_, bound) => {
      expect(await reserve({ tokens: ['1', '2'], ...bound })).toBe(true);
      expect(await reserve({ tokens: ['3', '4'], ...bound })).toBe(false);
      expect(await spent()).toBe(2);
      expect(await reserve({ tokens: ['5'], ...bound })).toBe(true);
      expect(await reserve({ tokens: ['6'], ...bound })).toBe(false);
      expect(await storeOf().spent('2026-11')).toMatchObject({ analyses: 3, byPath: { 'web-db': 3 } });
    });

    test('of zero takes nothing but what costs nothing', async () => {
      expect(await reserve({ cap: 0 })).toBe(false);
      expect(await reserve({ cap: 0, tokens: [] })).toBe(true);
      expect(await spent()).toBe(0);
    });

    test('does not care what other paths and tags have spent of theirs', async () => {
      await reserve({ tokens: ['1', '2', '3'], pathId: 'a', tagCaps: { 'team=x': 9 } });
      expect(await reserve({ tokens: ['4'], pathId: 'b', pathCap: 1, tagCaps: { 'team=z': 1 } })).toBe(true);
    });

    test('of one month is not that of another, though the tokens are the same', async () => {
      await reserve({ cap: 1 });
      expect(await reserve({ month: '2026-12', day: 1, cap: 1 })).toBe(true);
      expect([await spent(), await spent('2026-12')]).toEqual([1, 1]);
    });

    test('is never overspent nor counted twice by those who reserve at once, nor is anybody refused for nothing', async () => {
      let runs = 0;
      await fc.assert(
        fc.asyncProperty(rushes, async ({ reservations, sent }) => {
          runs += 1;
          const month = `${2030 + runs}-01`;
          const store = storeOf();
          const answers = await Promise.all(
            sent.map(async (reservation) => ({ reservation, got: await store.reserve({ ...reservation, month }) })),
          );
          const answersOf = (one: Reservation) => [
            ...new Set(answers.filter(({ reservation }) => reservation === one).map(({ got }) => got)),
          ];
          // Repeats are told the same.
          expect(reservations.filter((one) => answersOf(one).length !== 1)).toEqual([]);
          const granted = reservations.filter((one) => answersOf(one)[0]);
          const refused = reservations.filter((one) => !answersOf(one)[0]);
          const bought = await store.spent(month);
          const of = (names: Readonly<Record<string, number>>, name: string): number => names[name] ?? 0;
          expect(bought.analyses).toBe(sumOf(granted));
          for (const { cap, pathId, pathCap = Number.POSITIVE_INFINITY, tagCaps } of granted) {
            expect(bought.analyses).toBeLessThanOrEqual(cap);
            expect(of(bought.byPath, pathId)).toBeLessThanOrEqual(pathCap);
            expect(of(bought.byPath, pathId)).toBe(sumOf(granted.filter((one) => one.pathId === pathId)));
            for (const [tag, most] of Object.entries(tagCaps)) expect(of(bought.byTag, tag)).toBeLessThanOrEqual(most);
          }
          for (const { cap, pathId, pathCap = Number.POSITIVE_INFINITY, tagCaps, tokens } of refused) {
            const isPassed =
              bought.analyses + tokens.length > cap ||
              of(bought.byPath, pathId) + tokens.length > pathCap ||
              Object.entries(tagCaps).some(([tag, most]) => of(bought.byTag, tag) + tokens.length > most);
            expect(isPassed).toBe(true);
          }
        }),
        { numRuns: 25 },
      );
    });
  });
};
