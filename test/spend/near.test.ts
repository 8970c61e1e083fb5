import { nearBounds } from '../../lambda/spend/near.ts';

const limits = { monthly: 100, paths: { a: 10, b: 5, none: 0, unused: 10 }, tags: { 'team=x': 20, 'team=y': 20 } };

test('a bound of which four fifths are spent is near, the most spent first; one of nothing never is', () => {
  const used = { all: 50, paths: { a: 8, b: 5, other: 30 }, tags: { 'team=x': 15, 'team=y': 17 } };
  expect(nearBounds(limits, used)).toEqual([
    { bound: { of: 'path', name: 'b' }, used: 5, limit: 5 },
    { bound: { of: 'tag', name: 'team=y' }, used: 17, limit: 20 },
    { bound: { of: 'path', name: 'a' }, used: 8, limit: 10 },
  ]);
  expect(nearBounds(limits, { all: 7, paths: { a: 7 }, tags: {} })).toEqual([]);
});
