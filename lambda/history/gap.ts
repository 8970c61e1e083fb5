import { fastestOf } from '../domain/clock.ts';
import type { Path } from '../domain/path.ts';
import type { Gap, Look } from '../domain/sweep.ts';

/** A look may come so much later than its schedule says: sweeps retry, and wait for a network to be quiet. Milliseconds. */
const GRACE = 10 * 60 * 1000;

/**
 * The time in which a look was due and none came, seen from the look at `at` (ISO time): from when the first was due. Undefined
 * where there is none, or where only cron expressions say when to look. Pure.
 */
export const gapBefore = (
  looks: readonly Look[],
  paths: readonly Pick<Path, 'every'>[],
  at: string,
): Gap | undefined => {
  const last = looks
    .map((look) => look.at)
    .sort()
    .at(-1);
  const rate = fastestOf(paths.map(({ every }) => every)) * 1000;
  if (last === undefined || !Number.isFinite(rate)) return undefined;
  const due = Date.parse(last) + rate;
  return Date.parse(at) > due + GRACE ? { from: new Date(due).toISOString(), until: at } : undefined;
};
