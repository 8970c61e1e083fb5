import fc from 'fast-check';
import type { Budget } from '../../lambda/domain/budget.ts';
import { allowed, boughtEvenly, boundOf } from '../../lambda/spend/allowance.ts';

const budgetOf = (over: Partial<Budget>): Budget => ({ monthly: 100, paths: {}, tags: {}, prices: {}, ...over });
const want = (id: string, dollars: number, tags: Record<string, string> = {}) => ({ path: { id, tags }, dollars });

test('what is within all bounds is let pass', () => {
  expect(allowed(budgetOf({}), [want('a', 10), want('b', 20)])).toBe(30);
});

test('the bounds of the month, of a path and of a tag hold', () => {
  const wants = [want('a', 10), want('b', 20, { team: 'x' }), want('c', 30, { team: 'x' })];
  expect(allowed(budgetOf({ monthly: 50 }), wants)).toBe(50);
  expect(allowed(budgetOf({ paths: { c: 5 } }), wants)).toBe(35);
  expect(allowed(budgetOf({ tags: { 'team=x': 12 } }), wants)).toBe(22);
  expect(allowed(budgetOf({ monthly: 20, paths: { a: 1 }, tags: { 'team=x': 12 } }), wants)).toBe(13);
});

test('a path alone is bound by the least of its bounds', () => {
  const budget = budgetOf({ paths: { a: 7 }, tags: { 'team=x': 5, 'stage=prod': 6 } });
  expect(boundOf(budget, { id: 'a', tags: {} })).toBe(7);
  expect(boundOf(budget, { id: 'a', tags: { team: 'x', stage: 'prod' } })).toBe(5);
  expect(boundOf(budget, { id: 'toString', tags: { team: 'y' } })).toBe(100);
});

test('audits stop at 80 % of the month, changes go on to 95 %', () => {
  expect(boughtEvenly(100, 80, 40)).toBe(80);
  // After half the month audits stop; changes alone bring 5 in the other half.
  expect(boughtEvenly(100, 160, 10)).toBe(85);
  expect(boughtEvenly(100, 160, 150)).toBeCloseTo(95, 9);
  expect(boughtEvenly(0, 160, 150)).toBe(0);
});

test('more wants never come to less, and never to more than is wanted or allowed', () => {
  const amount = fc.integer({ min: 0, max: 50 });
  const tags = fc.dictionary(fc.constantFrom('a', 'b'), fc.constantFrom('x', 'y'), { noNullPrototype: true });
  const wants = fc.array(fc.record({ path: fc.record({ id: fc.constantFrom('p', 'q', 'r'), tags }), dollars: amount }));
  const budgets = fc.record({
    monthly: amount,
    paths: fc.dictionary(fc.constantFrom('p', 'q'), amount, { noNullPrototype: true }),
    tags: fc.dictionary(fc.constantFrom('a=x', 'b=y', 'a=y'), amount, { noNullPrototype: true }),
    prices: fc.constant({}),
  });
  fc.assert(
    fc.property(budgets, wants, fc.array(amount), (budget, some, more) => {
      const before = allowed(budget, some);
      const after = allowed(
        budget,
        some.map((each, index) => ({ ...each, dollars: each.dollars + (more[index] ?? 0) })),
      );
      expect(before).toBeLessThanOrEqual(
        Math.min(
          budget.monthly,
          some.reduce((sum, { dollars }) => sum + dollars, 0),
        ),
      );
      expect(after).toBeGreaterThanOrEqual(before);
    }),
  );
});
