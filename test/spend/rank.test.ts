import fc from 'fast-check';
import { type PurchaseReason, purchaseReasons } from '../../lambda/domain/budget.ts';
import type { Severity } from '../../lambda/domain/path.ts';
import { capOf, LAST_RANK, NEAR, rankOf } from '../../lambda/spend/rank.ts';

const severities: readonly Severity[] = ['critical', 'warning', 'info'];
const all = purchaseReasons.flatMap((reason) => severities.map((severity) => ({ reason, severity })));

describe('who is served first where the budget is short', () => {
  test('is who settles a transition, then critical paths that changed, and audits last', () => {
    const inOrder = all
      .map((one) => ({ ...one, rank: rankOf(one.reason, one.severity) }))
      .toSorted((one, other) => one.rank - other.rank);
    const of = (rank: number) =>
      inOrder.filter((one) => one.rank === rank).map(({ reason, severity }) => `${reason} ${severity}`);
    expect(Array.from({ length: LAST_RANK + 1 }, (_, rank) => of(rank))).toEqual([
      ['transition critical', 'transition warning', 'transition info'],
      ['changed critical', 'baseline critical'],
      ['retry critical', 'hand critical', 'hand warning', 'hand info'],
      ['changed warning', 'baseline warning'],
      ['changed info', 'baseline info'],
      ['retry warning'],
      ['retry info'],
      ['audit critical'],
      ['audit warning'],
      ['audit info'],
    ]);
  });

  test('may spend at least as much of the month as who comes after', () => {
    for (const one of all)
      for (const other of all)
        if (rankOf(one.reason, one.severity) < rankOf(other.reason, other.severity))
          expect(capOf(1_000, one.reason, one.severity)).toBeGreaterThanOrEqual(
            capOf(1_000, other.reason, other.severity),
          );
  });

  test.each<[PurchaseReason, Severity, number]>([
    ['transition', 'info', 1_000],
    ['changed', 'critical', 950],
    ['changed', 'info', 900],
    ['hand', 'warning', 950],
    ['retry', 'critical', 900],
    ['audit', 'critical', 800],
  ])('%s %s may spend %i of 1,000', (reason, severity, cap) => {
    expect(capOf(1_000, reason, severity)).toBe(cap);
  });

  test('audits wait from where the operator hears of it', () => {
    expect(capOf(1_000, 'audit', 'critical')).toBe(1_000 * NEAR);
  });

  test('a bound is a whole number within the budget, and nothing of nothing', () => {
    fc.assert(
      fc.property(fc.nat(100_000), fc.constantFrom(...all), (monthly, { reason, severity }) => {
        const cap = capOf(monthly, reason, severity);
        expect(Number.isInteger(cap)).toBe(true);
        expect(cap).toBeLessThanOrEqual(monthly);
        expect(cap > 0).toBe(monthly > 0);
      }),
    );
  });
});
