import fc from 'fast-check';
import { MONTH_SECONDS } from '../../lambda/spend/looks.ts';
import { auditsAlone, purchasesExpected, questionsOf } from '../../lambda/spend/purchases.ts';
import { aPath } from '../support/paths.ts';

const DAY = 24 * 3600;
const LOOKS = MONTH_SECONDS / 300;

test('each range of ports with each of source ports is an analysis, and a selector may pick as many pairs as it is let', () => {
  const range = { from: 1, to: 2 };
  expect(questionsOf(aPath())).toEqual({ usual: 1, most: 1 });
  expect(questionsOf(aPath({ ports: [range, range, range], sourcePorts: [range, range] }))).toEqual({
    usual: 6,
    most: 6,
  });
  const selector = { kind: 'selector', type: 'instance', tags: { a: 'b' }, match: 'all' } as const;
  expect(questionsOf(aPath({ to: selector, ports: [range, range], maxPairs: 7 }))).toEqual({ usual: 2, most: 14 });
  expect(questionsOf(aPath({ from: selector, to: selector, maxPairs: 7 }))).toEqual({ usual: 1, most: 7 });
});

test('without changes a path is audited once in each period', () => {
  expect(auditsAlone(7 * DAY, LOOKS)).toBeCloseTo(30.4 / 7, 9);
  expect(auditsAlone(DAY, LOOKS)).toBeCloseTo(30.4, 9);
});

test('an audit waits for the next scheduled look', () => {
  expect(auditsAlone(7 * DAY, 30.4 / 2)).toBeCloseTo(30.4 / 8, 9);
  expect(auditsAlone(3600, 30.4)).toBeCloseTo(30.4, 9);
});

test('where nobody looks there are no audits, but changes are bought', () => {
  expect([auditsAlone(7 * DAY, 0), purchasesExpected(7 * DAY, 0)]).toEqual([0, 2]);
});

/** Tommy Ettinger's generator of 32 bits, from 0 to 1 and never 0. */
const mulberry32 = (seed: number) => {
  let state = seed;
  return (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return (((mixed ^ (mixed >>> 14)) >>> 0) + 1) / (2 ** 32 + 1);
  };
};

/** Purchases of many months of random changes, by a generator that is always the same. */
const simulated = (audit: number, changes: number, months: number): number => {
  const random = mulberry32(42);
  let [now, purchases] = [0, 0];
  while (now < months * MONTH_SECONDS) {
    const change = (-Math.log(random()) * MONTH_SECONDS) / changes;
    now += Math.min(change, audit);
    purchases += 1;
  }
  return purchases / months;
};

test.each([
  [DAY, 2],
  [7 * DAY, 2],
  [30 * DAY, 2],
  [7 * DAY, 20],
])('the formula is what a simulation comes to: audit %d s, %d changes a month', (audit, changes) => {
  const exact = purchasesExpected(audit, LOOKS, changes);
  expect(Math.abs(simulated(audit, changes, 20_000) / exact - 1)).toBeLessThan(0.01);
});

test('a path is bought more often than audits alone, and less than audits and changes together', () => {
  const audit = fc.integer({ min: 3600, max: 90 * DAY });
  const looks = fc.double({ min: 0.01, max: 50_000, noNaN: true });
  fc.assert(
    fc.property(audit, looks, (period, times) => {
      const alone = auditsAlone(period, times);
      const all = purchasesExpected(period, times);
      expect(all).toBeGreaterThanOrEqual(Math.max(alone, 2) * (1 - 1e-9));
      expect(all).toBeLessThanOrEqual((alone + 2) * (1 + 1e-9));
    }),
  );
});
