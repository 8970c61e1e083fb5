import { targets } from './targets.ts';

/*
 * A short share of `npm run fuzz`: the same inputs each time, so that who changes a parser learns of it here and not by chance. Not
 * timed: a parser that hangs ends with the test's own limit.
 */

const SHARE = 300;
const SEED = 20_261_122;

test.each(targets.map((target) => [target.name, target] as const))(
  'of what is thrown at %s each input is read or refused in the words that are declared',
  async (_, target) => {
    const thrown = await target.run({ inputs: SHARE, seed: SEED });
    expect(thrown.finding).toBeUndefined();
    expect(thrown.accepted).toBeGreaterThan(0);
    expect(thrown.refused).toBeGreaterThan(0);
  },
);
