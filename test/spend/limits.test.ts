import fc from 'fast-check';
import type { Budget } from '../../lambda/domain/budget.ts';
import { analysisPrice, boundText, limitsOf, monthOf } from '../../lambda/spend/limits.ts';

const aBudget = (over: Partial<Budget> = {}): Budget => ({ monthly: 100, paths: {}, tags: {}, prices: {}, ...over });

describe('the budget in analyses', () => {
  test('is of ten cents each, unless the configuration has its own price', () => {
    expect(limitsOf(aBudget())).toEqual({ monthly: 1_000, paths: {}, tags: {} });
    expect(limitsOf(aBudget({ prices: { analysis: 0.25 } })).monthly).toBe(400);
    expect([analysisPrice(aBudget()), analysisPrice(aBudget({ prices: { analysis: 0 } }))]).toEqual([0.1, 0]);
  });

  test('bounds paths and tags alike', () => {
    expect(limitsOf(aBudget({ paths: { a: 1, b: 0 }, tags: { 'team=x': 0.35 } }))).toEqual({
      monthly: 1_000,
      paths: { a: 10, b: 0 },
      tags: { 'team=x': 3 },
    });
  });

  test('of any number of cents is what it buys, whatever binary fractions make of it', () => {
    fc.assert(
      fc.property(fc.nat(1_000_000), (cents) => {
        expect(limitsOf(aBudget({ monthly: cents / 100 })).monthly).toBe(Math.floor(cents / 10));
      }),
      { numRuns: 2_000 },
    );
  });

  test('bounds nothing where analyses cost nothing', () => {
    const { monthly, paths } = limitsOf(aBudget({ monthly: 1, paths: { a: 0 }, prices: { analysis: 0 } }));
    expect(monthly).toBeGreaterThan(1e12);
    expect(paths.a).toBeGreaterThan(1e12);
  });
});

test('a bound has words', () => {
  expect(boundText({ of: 'month' })).toBe('budget of the month');
  expect(boundText({ of: 'path', name: 'web-db' })).toBe('budget of the path web-db');
  expect(boundText({ of: 'tag', name: 'team=x' })).toBe('budget of team=x');
});

test('the month of a time is that of UTC', () => {
  expect(monthOf('2026-11-30T23:59:59.999Z')).toBe('2026-11');
  expect(monthOf('2026-12-01T00:00:00.000Z')).toBe('2026-12');
});
