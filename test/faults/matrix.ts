import { type Fault, faultsAt, nameOf, sampled } from './fault.ts';
import { kinds } from './kinds.ts';
import { type Calm, survive, undisturbed } from './survive.ts';
import { tried } from './tally.ts';
import type { Ground } from './world.ts';

/** Tries every fault of some sites, and answers what was wrong. */
const failuresOf = async (faults: readonly Fault[], calm: Calm): Promise<readonly string[]> => {
  const failures: string[] = [];
  for (const fault of faults) {
    try {
      await tried(nameOf(fault), () => survive(fault, calm));
    } catch (error) {
      failures.push(error instanceof Error ? error.message : String(error));
    }
  }
  return failures;
};

/** The tests of all faults at some sites, a test for each kind. */
export const matrix = (what: string, ground: Ground, isHere: (site: string) => boolean): void => {
  describe(`a sweep that meets a fault ${what}`, () => {
    let calm: Calm;
    let faults: readonly Fault[] = [];

    beforeAll(async () => {
      calm = await undisturbed(ground);
      faults = sampled(faultsAt(new Map([...calm.sites].filter(([site]) => isHere(site)))));
    });

    test.each(kinds)('%s: nothing is lost, nothing told falsely or twice, nothing bought twice', async (kind) => {
      expect(
        await failuresOf(
          faults.filter((fault) => fault.kind === kind),
          calm,
        ),
      ).toEqual([]);
    });
  });
};
