import type { Path } from '../domain/path.ts';
import { boundTags, type Limits } from '../spend/allocate.ts';
import { monthOf } from '../spend/limits.ts';
import { capOf } from '../spend/rank.ts';
import type { Planned } from './planned.ts';
import type { Store } from './ports.ts';
import { startToken } from './question.ts';

/** The sweep that buys: its start decides the month, whatever the clock says when a step is run again. */
export interface Buyer {
  readonly sweepId: string;
  readonly startedAt: string;
  readonly limits: Limits;
}

/**
 * Counts the analyses of one round in the month's budget, before any is started: true too where they are counted already,
 * so that a step that is run again pays once. False where a bound would be passed; then none is counted.
 */
export const afford = (
  store: Store,
  path: Path,
  plan: Planned,
  { sweepId, startedAt, limits }: Buyer,
  round: number,
  indexes: readonly number[],
): Promise<boolean> => {
  const own = Object.hasOwn(limits.paths, path.id) ? limits.paths[path.id] : undefined;
  return store.reserve({
    month: monthOf(startedAt),
    day: Number(startedAt.slice(8, 10)),
    tokens: indexes.flatMap((index) => {
      const asked = plan.questions[index];
      return asked === undefined ? [] : [startToken(sweepId, asked.question, round)];
    }),
    pathId: path.id,
    reason: plan.reason,
    cap: capOf(limits.monthly, plan.reason, path.severity),
    ...(own !== undefined && { pathCap: own }),
    tagCaps: Object.fromEntries(boundTags(path.tags, limits).map((tag) => [tag, limits.tags[tag] ?? 0])),
  });
};
