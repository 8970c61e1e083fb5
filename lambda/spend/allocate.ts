import type { PurchaseReason } from '../domain/budget.ts';
import type { Severity } from '../domain/path.ts';
import { capOf, rankOf } from './rank.ts';

/** Analyses that a path asks for. */
export interface Wish {
  readonly pathId: string;
  readonly analyses: number;
  readonly reason: PurchaseReason;
  readonly severity: Severity;
  readonly tags: Readonly<Record<string, string>>;
}

/** How many analyses a month may be bought: of all paths, of single ones, and of those with a tag (`key=value`). */
export interface Limits {
  readonly monthly: number;
  readonly paths: Readonly<Record<string, number>>;
  readonly tags: Readonly<Record<string, number>>;
}

/** How many were bought in the month so far. */
export interface Used {
  readonly all: number;
  readonly paths: Readonly<Record<string, number>>;
  readonly tags: Readonly<Record<string, number>>;
}

/** A bound of the budget that would be passed: the month's, or that of a path or a tag by its name. */
export type Bound =
  | { readonly of: 'month' }
  | { readonly of: 'path'; readonly name: string }
  | { readonly of: 'tag'; readonly name: string };

/** The tags of a path that have a bound. */
export const boundTags = (tags: Readonly<Record<string, string>>, limits: Limits): readonly string[] =>
  Object.entries(tags)
    .map(([key, value]) => `${key}=${value}`)
    .filter((tag) => Object.hasOwn(limits.tags, tag));

const amount = (of: Readonly<Record<string, number>>, name: string): number =>
  Object.hasOwn(of, name) ? (of[name] ?? 0) : 0;

/** The first bound that a wish would pass; undefined where it is within all. */
export const boundPassed = (wish: Wish, limits: Limits, used: Used): Bound | undefined => {
  const { pathId, analyses, reason, severity, tags } = wish;
  if (used.all + analyses > capOf(limits.monthly, reason, severity)) return { of: 'month' };
  const own = Object.hasOwn(limits.paths, pathId) ? limits.paths[pathId] : undefined;
  if (own !== undefined && amount(used.paths, pathId) + analyses > own) return { of: 'path', name: pathId };
  const tag = boundTags(tags, limits).find((name) => amount(used.tags, name) + analyses > amount(limits.tags, name));
  return tag === undefined ? undefined : { of: 'tag', name: tag };
};

/** Who is refused, and by which bound: all others are served, the most urgent first. Pure; whoever buys reserves first. */
export const allocate = (wishes: readonly Wish[], limits: Limits, used: Used): ReadonlyMap<string, Bound> => {
  const refused = new Map<string, Bound>();
  const sofar = { all: used.all, paths: { ...used.paths }, tags: { ...used.tags } };
  const inOrder = wishes.toSorted(
    (one, other) => rankOf(one.reason, one.severity) - rankOf(other.reason, other.severity),
  );
  for (const wish of inOrder) {
    const bound = boundPassed(wish, limits, sofar);
    if (bound !== undefined) {
      refused.set(wish.pathId, bound);
      continue;
    }
    const { pathId, analyses, tags } = wish;
    sofar.all += analyses;
    sofar.paths[pathId] = amount(sofar.paths, pathId) + analyses;
    for (const tag of boundTags(tags, limits)) sofar.tags[tag] = amount(sofar.tags, tag) + analyses;
  }
  return refused;
};
