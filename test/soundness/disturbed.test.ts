import { randomCases } from '../faults/each.ts';
import { type Way, ways } from '../simulator/plan.ts';
import { compare } from './compare.ts';

/**
 * Pairs of a carried and a fresh verdict: with those of carried.test.ts 10,000, of which CI tries a third. Another seed:
 * PATHWATCH_SEED=7.
 */
const PAIRS = randomCases(4_000, 3);
const seed = Number(process.env.PATHWATCH_SEED ?? 1);

/** Where AWS sees the way there alone, more of what happens meanwhile can be missed. */
const overTransit: readonly Way[] = ['transit', 'central-nat', 'central-nat', 'inspection', 'transitive'];

describe('a carried verdict', () => {
  test('equals the one that would be bought, also where changes come and go, or stay, while it is analysed', () => {
    const tally = compare(PAIRS, 1_000 + seed, [...ways, ...overTransit]);
    expect(tally.of('compared')).toBeGreaterThanOrEqual(PAIRS);
    expect(tally.of('compared, bought while a change came and went')).toBeGreaterThan(PAIRS / 2);
    expect(tally.of('bound to no footprint')).toBeGreaterThan((PAIRS * 3) / 40);
  });
});
