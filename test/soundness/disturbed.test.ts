import { type Way, ways } from '../simulator/plan.ts';
import { compare } from './compare.ts';

/** With those of carried.test.ts 10,000 pairs of a carried and a fresh verdict. Another seed: PATHWATCH_SEED=7. */
const PAIRS = 4_000;
const seed = Number(process.env.PATHWATCH_SEED ?? 1);

/** Where AWS sees the way there alone, more of what happens meanwhile can be missed. */
const overTransit: readonly Way[] = ['transit', 'central-nat', 'central-nat', 'inspection', 'transitive'];

describe('a carried verdict', () => {
  test('equals the one that would be bought, also where changes come and go, or stay, while it is analysed', () => {
    const tally = compare(PAIRS, 1_000 + seed, [...ways, ...overTransit]);
    expect(tally.of('compared')).toBeGreaterThanOrEqual(PAIRS);
    expect(tally.of('compared, bought while a change came and went')).toBeGreaterThan(2_000);
    expect(tally.of('bound to no footprint')).toBeGreaterThan(300);
  });
});
