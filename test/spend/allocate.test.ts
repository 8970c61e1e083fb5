import fc from 'fast-check';
import { purchaseReasons } from '../../lambda/domain/budget.ts';
import { allocate, boundPassed, boundTags, type Limits, type Used, type Wish } from '../../lambda/spend/allocate.ts';
import { capOf, rankOf } from '../../lambda/spend/rank.ts';

const aWish = (over: Partial<Wish> = {}): Wish => ({
  pathId: 'web-db',
  analyses: 1,
  reason: 'changed',
  severity: 'critical',
  tags: {},
  ...over,
});
const unbounded: Limits = { monthly: 1_000, paths: {}, tags: {} };
const unused: Used = { all: 0, paths: {}, tags: {} };
const limits = (over: Partial<Limits>): Limits => ({ ...unbounded, ...over });

const refusedOf = (wishes: readonly Wish[], within: Limits, used: Used = unused) =>
  [...allocate(wishes, within, used)].map(([id, bound]) => `${id}: ${bound.of}`);

describe('what is bought of a budget', () => {
  test('is all where there is enough', () => {
    expect(refusedOf([aWish({ pathId: 'a' }), aWish({ pathId: 'b', reason: 'audit' })], unbounded)).toEqual([]);
  });

  test('is the most urgent first, whatever the order of the wishes', () => {
    const wishes = [
      aWish({ pathId: 'audit', reason: 'audit' }),
      aWish({ pathId: 'changed', severity: 'info' }),
      aWish({ pathId: 'turns', reason: 'transition', severity: 'info' }),
    ];
    for (const order of [wishes, wishes.toReversed()])
      expect(new Set(refusedOf(order, limits({ monthly: 1 })))).toEqual(new Set(['audit: month', 'changed: month']));
  });

  test('leaves a smaller wish what a larger one had no room for', () => {
    const wishes = [aWish({ pathId: 'large', analyses: 9 }), aWish({ pathId: 'small', severity: 'warning' })];
    expect(refusedOf(wishes, limits({ monthly: 5 }))).toEqual(['large: month']);
  });

  test.each<[string, Limits, Used, string[]]>([
    ['the month', limits({ monthly: 10 }), { ...unused, all: 10 }, ['web-db: month']],
    ['the path', limits({ paths: { 'web-db': 3 } }), { ...unused, paths: { 'web-db': 3 } }, ['web-db: path']],
    ['a tag', limits({ tags: { 'team=x': 3 } }), { ...unused, tags: { 'team=x': 3 } }, ['web-db: tag']],
    ['another path', limits({ paths: { other: 0 } }), unused, []],
    ['another tag', limits({ tags: { 'team=y': 0 } }), unused, []],
  ])('is nothing beyond the bound of %s', (_, within, used, expected) => {
    expect(refusedOf([aWish({ tags: { team: 'x' } })], within, used)).toEqual(expected);
  });

  test('names the path and the tag whose bound is passed', () => {
    const tagged = aWish({ tags: { team: 'x', env: 'prod' } });
    expect(boundPassed(tagged, limits({ paths: { 'web-db': 0 } }), unused)).toEqual({ of: 'path', name: 'web-db' });
    expect(boundPassed(tagged, limits({ tags: { 'env=prod': 0 } }), unused)).toEqual({ of: 'tag', name: 'env=prod' });
    expect(boundTags(tagged.tags, limits({ tags: { 'env=prod': 0, 'env=dev': 0 } }))).toEqual(['env=prod']);
  });

  test('counts what one path takes of a tag against the next', () => {
    const wishes = ['a', 'b', 'c'].map((pathId) => aWish({ pathId, analyses: 2, tags: { team: 'x' } }));
    expect(refusedOf(wishes, limits({ tags: { 'team=x': 4 } }))).toEqual(['c: tag']);
  });

  test.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty'])(
    'is not misled by a path named %s',
    (pathId) => {
      expect(refusedOf([aWish({ pathId, tags: { [pathId]: 'x' } })], unbounded)).toEqual([]);
      expect(refusedOf([aWish({ pathId, analyses: 2 })], limits({ paths: { [pathId]: 1 } }))).toEqual([
        `${pathId}: path`,
      ]);
    },
  );
});

const wishes = fc.uniqueArray(
  fc.record<Wish>({
    pathId: fc.stringMatching(/^[a-z]{1,3}$/),
    analyses: fc.integer({ min: 1, max: 5 }),
    reason: fc.constantFrom(...purchaseReasons),
    severity: fc.constantFrom('critical', 'warning', 'info'),
    tags: fc.constantFrom({}, { team: 'x' }, { team: 'x', env: 'y' }),
  }),
  { selector: ({ pathId }) => pathId, maxLength: 25 },
);
const bounds = fc.record<Limits>({
  monthly: fc.nat(60),
  paths: fc.dictionary(fc.stringMatching(/^[a-z]$/), fc.nat(5), { noNullPrototype: true }),
  tags: fc.dictionary(fc.constantFrom('team=x', 'env=y'), fc.nat(20), { noNullPrototype: true }),
});

describe('of any wishes and bounds', () => {
  test('what is served stays within every bound, each with what is kept for who is more urgent', () => {
    fc.assert(
      fc.property(wishes, bounds, fc.nat(30), (all, within, used) => {
        const refused = allocate(all, within, { ...unused, all: used });
        const served = all.filter(({ pathId }) => !refused.has(pathId));
        const sum = (of: readonly Wish[]) => of.reduce((total, { analyses }) => total + analyses, 0);
        if (served.length > 0) expect(used + sum(served)).toBeLessThanOrEqual(within.monthly);
        for (const wish of served) {
          const before = served.filter((one) => rankOf(one.reason, one.severity) < rankOf(wish.reason, wish.severity));
          expect(used + sum(before) + wish.analyses).toBeLessThanOrEqual(
            capOf(within.monthly, wish.reason, wish.severity),
          );
          expect(wish.analyses).toBeLessThanOrEqual(within.paths[wish.pathId] ?? 5);
        }
        for (const [tag, most] of Object.entries(within.tags))
          expect(sum(served.filter(({ tags }) => boundTags(tags, within).includes(tag)))).toBeLessThanOrEqual(most);
      }),
      { numRuns: 500 },
    );
  });

  test('of equal wishes none is refused for the month where one less urgent is served', () => {
    fc.assert(
      fc.property(wishes, fc.nat(30), (given, monthly) => {
        const all = given.map((wish) => ({ ...wish, analyses: 1 }));
        const refused = allocate(all, limits({ monthly }), unused);
        const ranks = (of: (wish: Wish) => boolean) => all.filter(of).map((one) => rankOf(one.reason, one.severity));
        const served = ranks(({ pathId }) => !refused.has(pathId));
        const left = ranks(({ pathId }) => refused.has(pathId));
        expect(Math.max(-1, ...served)).toBeLessThanOrEqual(Math.min(99, ...left));
      }),
      { numRuns: 500 },
    );
  });

  test('nothing is refused whose bounds are not passed', () => {
    fc.assert(
      fc.property(wishes, bounds, (all, within) => {
        const refused = allocate(all, within, unused);
        for (const wish of all) {
          const bound = refused.get(wish.pathId);
          const isAlone = boundPassed(wish, within, unused);
          if (isAlone !== undefined) expect(bound).toBeDefined();
        }
        expect([...refused.keys()].every((id) => all.some(({ pathId }) => pathId === id))).toBe(true);
      }),
    );
  });
});
