import { meteredIn } from '../../lambda/spend/metered.ts';
import { aPath } from '../support/paths.ts';

const HOURS = 30.4 * 24;
const paths = (count: number, tags: Readonly<Record<string, string>> = {}) =>
  Array.from({ length: count }, (_, index) => aPath({ id: `path-${index}`, tags }));
const quiet = { purchases: 0, alerts: 0 };

test('of paths that are well and buy nothing the heartbeat alone is sent, and what canaries cost', () => {
  for (const count of [0, 1, 1_000])
    expect(meteredIn('expected', paths(count), quiet)).toBeCloseTo(1 + (2 * 30.4) / 7 / HOURS, 9);
});

test('a purchase is an hour of its path, and one of each of its tags', () => {
  const none = meteredIn('best', paths(10), quiet);
  const hours = (tags: Readonly<Record<string, string>>) =>
    (meteredIn('best', paths(10, tags), { purchases: 50, alerts: 0 }) - none) * HOURS;
  expect(hours({})).toBeCloseTo(50, 6);
  expect(hours({ stage: 'prod', team: 'noc' })).toBeCloseTo(150, 6);
});

test('a tag of many paths is sent all month at most, and so is a path', () => {
  const often = { purchases: 1_000_000, alerts: 0 };
  expect(meteredIn('best', paths(3, { stage: 'prod' }), often)).toBeCloseTo(1 + 4 + (2 * 30.4) / 7 / HOURS, 9);
});

test('at worst all is down all month, of which a hundred paths and a hundred tags are measured', () => {
  const worst = (count: number) => meteredIn('worst', paths(count), quiet);
  expect(worst(1_000)).toBe(worst(100));
  expect(worst(1_000) - worst(0)).toBeCloseTo(100, 6);
});
