import type { Path } from '../../lambda/domain/path.ts';
import { portionsOf } from '../../lambda/monitor/due.ts';

/** As lambda/monitor/sweep.ts and prepare.ts have it: paths at once in one execution, and what one execution takes on. */
const AT_ONCE = 10;
const PATHS = 60;
const QUESTIONS = 100;
const PORTIONS_AT_ONCE = 2;

/** Seconds until the poll that sees the end of an analysis of 60 s: lambda/compose.ts polls after 15, 30, 50 and 80. */
export const SEEN = 80;

export interface Placed<One> {
  readonly one: One;
  /** Seconds after the look at which its analyses are started. */
  readonly after: number;
}

/**
 * When each path of a look is begun: ten at once in one execution; where one cannot take them all on, in portions, two of which
 * run at once.
 */
export const placed = <One extends { readonly path: Path; readonly questions: number }>(
  acting: readonly One[],
): readonly Placed<One>[] => {
  const inOne = (ones: readonly One[], after: number): readonly Placed<One>[] =>
    ones.map((one, index) => ({ one, after: after + Math.floor(index / AT_ONCE) * SEEN }));
  const questions = acting.reduce((sum, one) => sum + one.questions, 0);
  if (acting.length <= PATHS && questions <= QUESTIONS) return inOne(acting, 0);
  const lanes = Array.from({ length: PORTIONS_AT_ONCE }, () => 0);
  const byId = new Map(acting.map((one) => [one.path.id, one]));
  return portionsOf(acting.map(({ path }) => path)).flatMap((portion) => {
    const ones = portion.flatMap(({ id }) => byId.get(id) ?? []);
    if (ones.length === 0) return [];
    const lane = lanes.indexOf(Math.min(...lanes));
    const begins = lanes[lane] ?? 0;
    lanes[lane] = begins + Math.ceil(ones.length / AT_ONCE) * SEEN;
    return inOne(ones, begins);
  });
};
