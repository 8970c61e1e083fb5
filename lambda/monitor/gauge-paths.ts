import { AT_ONCE, type Measured, partsOf, type Reading, tagsOf, type Whose, whole } from '../domain/measure.ts';
import type { Path, Severity } from '../domain/path.ts';
import type { Brief } from '../domain/state.ts';
import type { Meter } from './ports.ts';
import type { Recorded } from './record.ts';

const urgency: Readonly<Record<Severity, number>> = { critical: 0, warning: 1, info: 2 };

/**
 * How many declared paths are not as expected at a look: all together, each by itself, the critical ones first, and by tag, those
 * of the most paths first. Nothing where all are as expected, so that nothing is charged.
 */
export const gaugeDown = (paths: readonly Path[], briefs: ReadonlyMap<string, Brief>): readonly Reading[] => {
  const down = paths.filter(({ id }) => briefs.get(id)?.standing === 'unexpected');
  if (down.length === 0) return [];
  const tags = new Map<string, number>();
  for (const tag of down.flatMap(tagsOf)) tags.set(tag, (tags.get(tag) ?? 0) + 1);
  const reading = (PathsDown: number, of: Whose): Reading => ({ values: { PathsDown }, of });
  return [
    reading(down.length, whole),
    ...down
      .toSorted((one, other) => urgency[one.severity] - urgency[other.severity])
      .slice(0, AT_ONCE)
      .map(({ id }) => reading(1, { kind: 'path', id })),
    ...[...tags]
      .toSorted(([, one], [, other]) => other - one)
      .slice(0, AT_ONCE)
      .map(([tag, count]) => reading(count, { kind: 'tag', tag })),
  ];
};

/**
 * What a check that was just recorded tells of its path: what it cost, where it cost something, and whether the path is as
 * expected, where it is not or was not before. How many paths of a tag, and of all, are not is counted at looks alone: one
 * check does not know of the others. A check that was recorded already tells nothing. `cost` in dollars.
 */
export const gaugeCheck = (path: Path, { anew }: Recorded, cost: number): readonly Reading[] => {
  if (anew === undefined) return [];
  const isDown = anew.is === 'unexpected';
  const state: Measured = isDown || anew.was === 'unexpected' ? { PathsDown: isDown ? 1 : 0 } : {};
  // What all cost together is the sum of the paths: one more metric would be charged for in every hour of a check.
  const spent: Measured = cost > 0 ? { Spend: cost } : {};
  return partsOf(path)
    .map((of): Reading => ({ of, values: of.kind === 'path' ? { ...state, ...spent } : spent }))
    .filter(({ values }) => Object.keys(values).length > 0);
};

export const measureAll = (meter: Meter, readings: readonly Reading[]): void => {
  for (const { values, of } of readings) meter.measure(values, of);
};
