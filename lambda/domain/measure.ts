import type { Path } from './path.ts';

/*
 * What Pathwatch measures of itself and of the paths, for the alarms and the dashboard of the deployment.
 */

/** The namespace in CloudWatch, and the dimensions: the name of the deployment, and what in it a value is of. */
export const NAMESPACE = 'Pathwatch';
export const DIMENSION = 'Deployment';
export const PATH = 'Path';
export const TAG = 'Tag';

/**
 * `Looks`: the heartbeat, one for each look of a schedule. The others are measured only where they tell of something, since
 * CloudWatch charges a metric by the hours in which it is sent: `BlindPaths` without a verdict for several looks,
 * `UndeliveredAlerts` that a channel did not take, `BudgetUsed` in percent from where audits wait, `CanaryFailed` where two
 * answers were alike that must differ. `PathsDown`: how many are not as expected, 0 once they are so again. `Spend`: dollars of
 * analyses, once for each check that bought some. `DetectionTime`: seconds from the change that explains an incident to the
 * check that found it. What is sent when, and of what: docs/adr/022.
 */
export const measures = [
  'Looks',
  'BlindPaths',
  'UndeliveredAlerts',
  'BudgetUsed',
  'CanaryFailed',
  'PathsDown',
  'Spend',
  'DetectionTime',
] as const;
export type Measure = (typeof measures)[number];

export type Measured = Readonly<Partial<Record<Measure, number>>>;

/** What values are of: the deployment as a whole, one path by its id, or all paths that carry a tag, `key=value`. */
export type Whose =
  | { readonly kind: 'all' }
  | { readonly kind: 'path'; readonly id: string }
  | { readonly kind: 'tag'; readonly tag: string };

export const whole: Whose = { kind: 'all' };

/**
 * So many paths, and so many tags, that are not as expected are measured by themselves at a look: each costs an hour of a metric.
 * All together are counted to the end.
 */
export const AT_ONCE = 100;

/** Tags as metrics and budgets name them. */
export const tagsOf = ({ tags }: Pick<Path, 'tags'>): readonly string[] =>
  Object.entries(tags).map(([key, value]) => `${key}=${value}`);

/** A path by itself, and each of its tags. */
export const partsOf = (path: Pick<Path, 'id' | 'tags'>): readonly Whose[] => [
  { kind: 'path', id: path.id },
  ...tagsOf(path).map((tag): Whose => ({ kind: 'tag', tag })),
];

/** Values, and what they are of. */
export interface Reading {
  readonly values: Measured;
  readonly of: Whose;
}
