import type { Budget } from '../domain/budget.ts';
import type { Path } from '../domain/path.ts';
import { boundTags } from './allocate.ts';
import { capOf, NEAR } from './rank.ts';

/** Dollars that a path's analyses would cost. */
export interface Want {
  readonly path: Pick<Path, 'id' | 'tags'>;
  readonly dollars: number;
}

const unbounded = Number.POSITIVE_INFINITY;

/** The least bound of a tag that the path carries, with the tag; of none the endless one of no tag. */
const tightest = (budget: Budget, { tags }: Pick<Path, 'tags'>): readonly [string, number] =>
  boundTags(tags, budget)
    .map((tag) => [tag, budget.tags[tag] ?? unbounded] as const)
    .reduce((least, each) => (each[1] < least[1] ? each : least), ['', unbounded]);

/** The most that one path may spend in a month, whatever the others do. Dollars. */
export const boundOf = (budget: Budget, path: Want['path']): number => {
  const own = Object.hasOwn(budget.paths, path.id) ? budget.paths[path.id] : undefined;
  return Math.min(budget.monthly, own ?? unbounded, tightest(budget, path)[1]);
};

/**
 * What the bounds of paths and tags let pass of all wants together, and the month's at most. A path that carries several
 * bounded tags counts under the least of them alone, so that more wants never come to less; the budget itself may be
 * tighter there. Dollars.
 */
export const allowed = (budget: Budget, wants: readonly Want[]): number => {
  const groups = new Map<string, { readonly bound: number; readonly dollars: number }>();
  for (const { path, dollars } of wants) {
    const [tag, bound] = tightest(budget, path);
    const before = groups.get(tag)?.dollars ?? 0;
    groups.set(tag, { bound, dollars: before + Math.min(dollars, boundOf(budget, path)) });
  }
  const sum = [...groups.values()].reduce((total, { bound, dollars }) => total + Math.min(bound, dollars), 0);
  return Math.min(budget.monthly, sum);
};

/** Up to which share of the month's budget a change is bought. */
const CHANGED_SHARE = capOf(1000, 'changed', 'critical') / 1000;

/** What audits alone may spend of a month's budget. Dollars. */
export const auditsBound = (monthly: number): number => monthly * NEAR;

/**
 * What is bought in a month in which audits and changes come evenly: all of both while less than `NEAR` of the budget is
 * spent; from then on changes alone, of which the share of the month that is left brings as much. Dollars.
 */
export const boughtEvenly = (monthly: number, wanted: number, changes: number): number => {
  const near = auditsBound(monthly);
  if (wanted <= near) return wanted;
  const left = 1 - near / wanted;
  return near + Math.min(monthly * CHANGED_SHARE - near, changes * left);
};
