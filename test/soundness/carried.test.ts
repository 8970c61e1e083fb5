import { ways } from '../simulator/plan.ts';
import { compare } from './compare.ts';
import { undisturbed } from './scene.ts';

/** With those of disturbed.test.ts 10,000 pairs of a carried and a fresh verdict. Another seed: PATHWATCH_SEED=7. */
const PAIRS = 6_000;
const seed = Number(process.env.PATHWATCH_SEED ?? 1);

describe('a carried verdict', () => {
  test('equals the one that would be bought, whatever changes between the looks', () => {
    const tally = compare(PAIRS, seed, ways, undisturbed);
    expect(tally.of('compared')).toBeGreaterThanOrEqual(PAIRS);
    expect(tally.of('compared after another change')).toBeGreaterThan(5_000);
    expect(tally.of('footprint changed')).toBeGreaterThan(4_000);
    expect(tally.of('bought: audit')).toBeGreaterThan(200);
    for (const verdict of ['reachable', 'unreachable']) expect(tally.of(`compared: ${verdict}`)).toBeGreaterThan(1_500);
  });
});
