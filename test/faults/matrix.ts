import { type Fault, faultsAt, nameOf, sampled } from './fault.ts';
import { kinds } from './kinds.ts';
import { type Calm, survive, undisturbed } from './survive.ts';
import { tried } from './tally.ts';
import type { Ground } from './world.ts';

/** Tries faults one after another, each under its name, and answers what was wrong after each. One that cannot happen counts for none. */
export const failuresAmong = async (
  trials: readonly (readonly [name: string, trial: () => Promise<boolean>])[],
): Promise<readonly string[]> => {
  const failures: string[] = [];
  for (const [name, trial] of trials) {
    try {
      await tried(name, trial);
    } catch (error) {
      failures.push(error instanceof Error ? error.message : String(error));
    }
  }
  return failures;
};

const kindsOf = (faults: readonly Fault[]) => new Set(faults.map(({ kind }) => kind));

/** The tests of all faults at some sites, a test for each kind; CI tries a part of them, see `sampled`. */
export const matrix = (what: string, ground: Ground, isHere: (site: string) => boolean, share = 1): void => {
  describe(`a sweep that meets a fault ${what}`, () => {
    let calm: Calm;
    let all: readonly Fault[] = [];
    let faults: readonly Fault[] = [];

    beforeAll(async () => {
      calm = await undisturbed(ground);
      all = faultsAt(new Map([...calm.sites].filter(([site]) => isHere(site))));
      faults = sampled(all, share);
    });

    test('is one of many, for it makes calls there, and is of each kind that can be met there', () => {
      expect(all.length).toBeGreaterThan(300);
      expect(kindsOf(faults)).toEqual(kindsOf(all));
    });

    test.each(kinds)('%s: nothing is lost, nothing told falsely or twice, nothing bought twice', async (kind) => {
      const here = faults.filter((fault) => fault.kind === kind);
      expect(await failuresAmong(here.map((fault) => [nameOf(fault), () => survive(fault, calm)] as const))).toEqual(
        [],
      );
    });
  });
};
