import { randomCases } from '../faults/each.ts';
import { ways } from '../simulator/plan.ts';
import { compare } from './compare.ts';
import { undisturbed } from './scene.ts';

/**
 * Pairs of a carried and a fresh verdict: with those of disturbed.test.ts 10,000, of which CI tries a third. Another seed:
 * PATHWATCH_SEED=7.
 */
const PAIRS = randomCases(6_000, 3);
const seed = Number(process.env.PATHWATCH_SEED ?? 1);

describe('a carried verdict', () => {
  test('equals the one that would be bought, whatever changes between the looks', () => {
    const tally = compare(PAIRS, seed, ways, undisturbed);
    expect(tally.of('compared')).toBeGreaterThanOrEqual(PAIRS);
    expect(tally.of('compared after another change')).toBeGreaterThan((PAIRS * 5) / 6);
    expect(tally.of('footprint changed')).toBeGreaterThan((PAIRS * 2) / 3);
    expect(tally.of('bought: audit')).toBeGreaterThan(PAIRS / 30);
    for (const verdict of ['reachable', 'unreachable'])
      expect(tally.of(`compared: ${verdict}`)).toBeGreaterThan(PAIRS / 4);
  });
});
