import { type Branch, hasVisited, hopsOf, type Next } from './branch.ts';
import { type Obstacle, unseen } from './obstacle.ts';
import type { Place } from './place.ts';
import { step } from './steps/step.ts';
import type { World } from './world.ts';

/** Packets that got to the goal, perhaps past blockers and doubts. */
export interface Arrival {
  readonly branch: Branch;
  /** Where the reply sets out; undefined where nothing replies. */
  readonly replyFrom: Place | undefined;
}

/** Packets that ended before the goal. */
export interface End {
  readonly branch: Branch;
  readonly obstacle: Obstacle;
}

export interface Search {
  /** The next arrival, fewest blockers first; undefined when there is none left. */
  readonly next: () => Arrival | undefined;
  /** Looks along all ways without a blocker to their ends, and gives those ends. */
  readonly open: () => { readonly arrivals: readonly Arrival[]; readonly ends: readonly End[] };
  /** All ends so far. */
  readonly ends: () => readonly End[];
}

/** Bounds: no network that people run needs more, and a contradictory one ends. */
const STEPS = 20_000;
const STEPS_PAST_BLOCKERS = 2_000;
const MOST_HOPS = 100;

const costOf = (branch: Branch): number => branch.blockers.length + branch.penalty;

/** Branches by cost; within one, those without doubts first, then the shorter. */
const openQueue = () => {
  const levels: Branch[][] = [];
  return {
    push: (branch: Branch): void => {
      const cost = costOf(branch) * 2 + (branch.doubts.length > 0 ? 1 : 0);
      const level = levels[cost];
      if (level === undefined) levels[cost] = [branch];
      else level.push(branch);
    },
    pop: (most: number): Branch | undefined => {
      for (let cost = 0; cost < levels.length && cost <= most; cost += 1) {
        const level = levels[cost];
        if (level !== undefined && level.length > 0) return level.shift();
      }
      return undefined;
    },
  };
};

const circle = (branch: Branch): Obstacle => ({
  code: 'NO_PATH',
  says: 'unreachable',
  component: hopsOf(branch).at(-1)?.id ?? '',
  message: `the packets go round in circles by ${[
    ...new Set(
      hopsOf(branch)
        .slice(-4)
        .map(({ id }) => id),
    ),
  ].join(', ')}`,
  resources: {},
  facts: {},
});

/** Explores the ways of some packets, the ones with the fewest obstacles first. */
export const openSearch = (world: World, starts: readonly Branch[]): Search => {
  const queue = openQueue();
  const ends: End[] = [];
  const arrivals: Arrival[] = [];
  let steps = 0;
  let stepsPast = 0;
  for (const start of starts) queue.push(start);

  const take = (next: Next): void => {
    switch (next.kind) {
      case 'on':
        if (hasVisited(next.branch)) ends.push({ branch: next.branch, obstacle: circle(next.branch) });
        else if (next.branch.length > MOST_HOPS)
          ends.push({
            branch: next.branch,
            obstacle: unseen('', 'the way has more hops than the model follows', 'NO_PATH'),
          });
        else queue.push(next.branch);
        return;
      case 'arrived':
        arrivals.push({ branch: next.branch, replyFrom: next.replyFrom });
        return;
      case 'ended':
        ends.push({ branch: next.branch, obstacle: next.obstacle });
        return;
    }
  };

  /** One step along the cheapest way up to a cost; false when there is none. */
  const advance = (most: number): boolean => {
    if (steps >= STEPS || stepsPast >= STEPS_PAST_BLOCKERS) return false;
    const branch = queue.pop(most);
    if (branch === undefined) return false;
    steps += 1;
    if (costOf(branch) > 0) stepsPast += 1;
    for (const next of step(world, branch)) take(next);
    if (steps === STEPS && costOf(branch) === 0)
      ends.push({ branch, obstacle: unseen('', `there are more than ${STEPS} ways to look along`, 'NO_PATH') });
    return true;
  };

  const isOpen = ({ branch }: { readonly branch: Branch }): boolean => costOf(branch) === 0;

  return {
    open: () => {
      while (advance(1));
      return { arrivals: arrivals.filter(isOpen), ends: ends.filter(isOpen) };
    },
    next: () => {
      while (arrivals.length === 0 && advance(Number.POSITIVE_INFINITY));
      return arrivals.shift();
    },
    ends: () => ends,
  };
};
