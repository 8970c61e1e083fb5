import { type Branch, type Memory, moved, type Next } from '../branch.ts';
import type { Filtered } from '../filter.ts';
import type { Decision, Hop } from '../hop.ts';
import { type Obstacle, unseen } from '../obstacle.ts';
import type { Place } from '../place.ts';

/** What it costs to take a route that leads on for the wrong one: more than the few blockers that lie along it, as a rule. */
export const WRONG_ROUTE = 5;

/** The packets go on to `place`, as they are or changed. */
export const on = (branch: Branch, place: Place, change: Parameters<typeof moved>[2] = {}): Next => ({
  kind: 'on',
  branch: moved(branch, place, change),
});

/** The packets end here. */
export const ended = (branch: Branch, obstacle: Obstacle, hops: readonly Hop[] = []): Next => ({
  kind: 'ended',
  branch: moved(branch, branch.place, { hops }),
  obstacle,
});

export const arrived = (branch: Branch, replyFrom: Place | undefined, hops: readonly Hop[] = []): Next => ({
  kind: 'arrived',
  branch: moved(branch, branch.place, { hops }),
  replyFrom,
});

interface Filtering {
  readonly filtered: Pick<Filtered, 'passed' | 'unsure' | 'decisions' | 'reasons'>;
  readonly place: Place;
  readonly memory?: Memory;
  /** Where it is not known what passes. */
  readonly doubtAt: string;
  /** Why nothing passes. */
  readonly obstacle: () => Obstacle;
  readonly hops: (decisions: readonly Decision[], blockers: readonly Obstacle[]) => readonly Hop[];
}

/**
 * The packets that pass a filter go on; those of which it is not known go on with that doubt. Where none does, all go on with
 * the obstacle, for the sake of what else lies in the way.
 */
export const through = (
  branch: Branch,
  { filtered, place, memory = branch.memory, doubtAt, obstacle, hops }: Filtering,
): readonly Next[] => {
  const { passed, unsure, decisions, reasons } = filtered;
  const nexts: Next[] = [];
  if (passed.length > 0) nexts.push(on(branch, place, { packets: passed, memory, hops: hops(decisions, []) }));
  if (unsure.length > 0) {
    const doubt = unseen(doubtAt, reasons.join('; ') || 'it could not be read');
    nexts.push(
      on(branch, place, { packets: unsure, memory, doubts: [...branch.doubts, doubt], hops: hops([], [doubt]) }),
    );
  }
  if (nexts.length > 0) return nexts;
  const blocker = obstacle();
  const held =
    blocker.says === 'unknown' ? { doubts: [...branch.doubts, blocker] } : { blockers: [...branch.blockers, blocker] };
  return [on(branch, place, { memory, ...held, hops: hops([], [blocker]) })];
};

/** With an obstacle that says unreachable as a blocker, with one that says unknown as a doubt. */
export const hindered = (branch: Branch, obstacle: Obstacle | undefined): Branch =>
  obstacle === undefined
    ? branch
    : obstacle.says === 'unreachable'
      ? { ...branch, blockers: [...branch.blockers, obstacle] }
      : { ...branch, doubts: [...branch.doubts, obstacle] };
