import { closable } from './closing.ts';
import { sound } from './flow.ts';
import { moments } from './moment.ts';
import { truthful } from './reachability-analyzer.ts';

/*
 * AWS sees the network at one moment of an analysis, Pathwatch before and after it: what it sees may be what neither of the
 * two footprints tells of.
 */
describe('a verdict that was bought while the network was another for a moment', () => {
  test.each(closable)('is carried only where a fresh one says the same: %s', (way) => {
    const { carried, wrong } = moments(way, { ...sound, analyzer: truthful });
    expect(wrong).toEqual([]);
    expect(carried).toBeGreaterThan(20);
  });
});
