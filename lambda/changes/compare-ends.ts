import type { FactChange } from '../domain/change.ts';
import { factChange, type Pair } from './fact.ts';
import { idsIn } from './ids.ts';

/** Pairs of ends as a path has them: `i-… → i-…`. */
const waysIn = (value: unknown): readonly string[] =>
  Array.isArray(value) && Array.isArray(value[0]) ? value[0].filter((way) => typeof way === 'string') : [];

/** The first resource of a pair that the other side does not have. */
const newcomerIn = (way: string, others: readonly string[]): string => {
  const known = new Set(others.flatMap(idsIn));
  const ids = idsIn(way);
  return ids.find((id) => !known.has(id)) ?? ids[0] ?? way;
};

/** Which pairs of resources a path stands for: selectors pick anew, instances come and go. */
export const compareEnds = ({ before, after }: Pair): readonly FactChange[] => {
  const [then, now] = [waysIn(before), waysIn(after)];
  return [
    ...then
      .filter((way) => !now.includes(way))
      .map((way) => factChange(newcomerIn(way, now), 'removed', 'resource', `the path no longer stands for ${way}`)),
    ...now
      .filter((way) => !then.includes(way))
      .map((way) => factChange(newcomerIn(way, then), 'added', 'resource', `the path stands for ${way} now`)),
  ];
};
