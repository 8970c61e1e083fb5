import type { Path } from '../domain/path.ts';
import { longestGap } from '../domain/schedule-times.ts';
import type { Look } from '../domain/sweep.ts';
import { FORWARDER } from '../monitor/gather.ts';

/** A look may come so much later than its schedule says, as in history/gap.ts. Milliseconds. */
const GRACE = 10 * 60 * 1000;

/** ISO time of the newest look at all; undefined where there was none. */
export const newestLook = (looks: readonly Look[]): string | undefined =>
  looks
    .filter(({ kind }) => kind !== FORWARDER)
    .map(({ at }) => at)
    .sort()
    .at(-1);

/** Seconds; of a schedule that this release cannot read nobody knows when a look is due. */
const pauseOf = (every: string, from: Date): number => {
  try {
    return longestGap(every, from);
  } catch {
    return Number.POSITIVE_INFINITY;
  }
};

/**
 * ISO time since when a look has been due that did not come, by the schedule that pauses least: how the paths are is not known
 * since. Undefined where none is overdue, or nobody has looked yet.
 */
export const overdueSince = (
  looks: readonly Look[],
  paths: readonly Pick<Path, 'every'>[],
  now: Date,
): string | undefined => {
  const looked = newestLook(looks);
  if (looked === undefined) return undefined;
  const last = new Date(looked);
  const pauses = [...new Set(paths.map(({ every }) => every))].map((every) => pauseOf(every, last));
  const due = last.getTime() + Math.min(...pauses) * 1000;
  return now.getTime() > due + GRACE ? new Date(due).toISOString() : undefined;
};

/**
 * Tells of paths whether they were looked at last so long ago, as ISO time, that by their schedule another look was due: of such a
 * one is known how it was, and not how it is. What a schedule pauses is reckoned once.
 */
export const overdueAt = (now: Date): ((observedAt: string | null, every: string | undefined) => boolean) => {
  const pauses = new Map<string, number>();
  return (observedAt, every) => {
    if (observedAt === null || every === undefined) return false;
    const pause = pauses.get(every) ?? pauseOf(every, new Date(observedAt));
    pauses.set(every, pause);
    return now.getTime() > Date.parse(observedAt) + pause * 1000 + GRACE;
  };
};
