import { dateOf, midnightOf } from '../domain/day.ts';
import { Fault } from '../domain/fault.ts';
import type { Path } from '../domain/path.ts';
import type { State } from '../domain/state.ts';
import type { Gap, Look } from '../domain/sweep.ts';
import { gapBefore } from '../history/gap.ts';
import { daysOf, type Past } from '../history/timeline.ts';
import { FORWARDER } from '../monitor/gather.ts';
import type { Store, Unreadable } from '../monitor/ports.ts';
import { hiddenBy } from './hidden.ts';

export interface ReadPast extends Past {
  readonly unreadable: readonly Unreadable[];
}

/** Times in which nobody looked, up to now: where looks fail to come, the newest has no end yet. */
export const gapsUntil = (
  gaps: readonly Gap[],
  looks: readonly Look[],
  paths: readonly Pick<Path, 'every'>[],
  now: string,
): readonly Gap[] => {
  const open = gapBefore(
    looks.filter(({ kind }) => kind !== FORWARDER),
    paths,
    now,
  );
  return open === undefined ? gaps : [...gaps, open];
};

/** The schedules that states were declared with, as far as they tell. */
export const schedulesOf = (states: readonly State[]): readonly Pick<Path, 'every'>[] =>
  states.flatMap(({ declared: { every } }) => (every === undefined ? [] : [{ every }]));

/** A state that cannot be read keeps nothing else of its path from being shown. */
export const stateOr = async (
  store: Pick<Store, 'state'>,
  pathId: string,
): Promise<{ readonly state?: State | undefined; readonly unreadable: readonly Unreadable[] }> => {
  try {
    return { state: await store.state(pathId), unreadable: [] };
  } catch (error) {
    if (!(error instanceof Fault && error.info.kind === 'malformed')) throw error;
    return { unreadable: [{ item: `PATH#${pathId} / STATE`, pathId, reason: error.info.message }] };
  }
};

/**
 * What is kept of one path's past since then: its state, its days, and when nobody looked. Four calls, whose size is by what
 * changed in that time, not by how often was looked.
 */
export const pastOf = async (
  store: Pick<Store, 'state' | 'days' | 'gaps' | 'looks'>,
  pathId: string,
  since: string,
  now: string,
): Promise<ReadPast> => {
  const [found, days, gaps, looks] = await Promise.all([
    stateOr(store, pathId),
    store.days(pathId, { since: dateOf(since), until: dateOf(now) }),
    store.gaps(since),
    store.looks(),
  ]);
  const { state } = found;
  const damaged = [...found.unreadable, ...days.unreadable];
  return {
    days: days.items,
    state,
    gaps: [
      ...gapsUntil(gaps.items, looks, state === undefined ? [] : schedulesOf([state]), now),
      ...hiddenBy(damaged, daysOf({ days: days.items, state }), {
        since: midnightOf(dateOf(since)),
        until: now,
      }),
    ],
    unreadable: [...damaged, ...gaps.unreadable],
  };
};
