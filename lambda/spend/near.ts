import type { Bound, Limits, Used } from './allocate.ts';
import { NEAR } from './rank.ts';

/** A bound of a path or a tag of which most is spent. Analyses. */
export interface NearBound {
  readonly bound: Exclude<Bound, { readonly of: 'month' }>;
  readonly used: number;
  readonly limit: number;
}

const nearOf = (
  of: NearBound['bound']['of'],
  limits: Readonly<Record<string, number>>,
  used: Readonly<Record<string, number>>,
): readonly NearBound[] =>
  Object.entries(limits).flatMap(([name, limit]) => {
    const spent = Object.hasOwn(used, name) ? (used[name] ?? 0) : 0;
    // Where a bound lets nothing be bought, that was meant so.
    return limit > 0 && spent >= limit * NEAR ? [{ bound: { of, name }, used: spent, limit }] : [];
  });

/** The bounds of single paths and tags that are spent or nearly so, those of which most is spent first. */
export const nearBounds = (limits: Limits, used: Used): readonly NearBound[] =>
  [...nearOf('path', limits.paths, used.paths), ...nearOf('tag', limits.tags, used.tags)].toSorted(
    (one, other) => other.used / other.limit - one.used / one.limit,
  );
