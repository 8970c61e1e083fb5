import type { Brief, LastCheck, Pending } from '../lambda/domain/state.ts';
import type { Verdict } from '../lambda/domain/verdict.ts';
import type { Bought } from '../lambda/monitor/ports.ts';

/** How far a sweep is with one path, as the table tells it while the sweep runs. */
export type Stage =
  | { readonly kind: 'queued' }
  /** The network model was asked, as it is for all paths at once: the verdict is carried, or its turn is to come. */
  | { readonly kind: 'asked' }
  | { readonly kind: 'running'; readonly since: string; readonly model: Verdict }
  | { readonly kind: 'done'; readonly verdict: Verdict };

export interface SweepProgress {
  /** What runs first, then what is done, then what waits. */
  readonly paths: readonly (Stage & { readonly pathId: string })[];
  /** Paid analyses that were counted in the budget for these paths since the sweep was started. */
  readonly analyses: number;
}

/** What a look at the table brings: what is known of all paths, and what was bought in the month. */
export interface Seen {
  readonly briefs: ReadonlyMap<string, Brief>;
  readonly bought: Pick<Bought, 'byPath'>;
}

const isSame = (one: LastCheck | undefined, other: LastCheck | undefined): boolean =>
  one?.at === other?.at && one?.verdict === other?.verdict;

const runningOf = ({ since, model }: Pending): Stage => ({ kind: 'running', since, model });

/** What is new since the sweep was started was its doing, whatever the clocks say. */
const stageOf = (before: Brief | undefined, now: Brief | undefined): Stage => {
  if (now?.pending !== undefined) return runningOf(now.pending);
  const last = now?.last;
  return last === undefined || isSame(before?.last, last)
    ? { kind: 'queued' }
    : { kind: 'done', verdict: last.verdict };
};

const ranks: Readonly<Record<Stage['kind'], number>> = { running: 0, done: 1, asked: 2, queued: 3 };

const boughtOf = ({ bought }: Seen, pathId: string): number =>
  Object.hasOwn(bought.byPath, pathId) ? (bought.byPath[pathId] ?? 0) : 0;

/** How far the sweep is with these paths: `before` is what the table held when it was started. */
export const progressOf = (ids: readonly string[], before: Seen, now: Seen): SweepProgress => {
  const stages = ids.map((pathId) => ({ pathId, ...stageOf(before.briefs.get(pathId), now.briefs.get(pathId)) }));
  // Once one path is at its analyses, the model has answered for all of them.
  const isAsked = stages.some(({ kind }) => kind !== 'queued');
  return {
    paths: stages
      .map((stage) => (isAsked && stage.kind === 'queued' ? { pathId: stage.pathId, kind: 'asked' as const } : stage))
      .toSorted((one, other) => ranks[one.kind] - ranks[other.kind]),
    analyses: ids.reduce((sum, pathId) => sum + Math.max(0, boughtOf(now, pathId) - boughtOf(before, pathId)), 0),
  };
};
