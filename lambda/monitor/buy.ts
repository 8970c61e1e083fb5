import type { Path } from '../domain/path.ts';
import type { Trigger } from '../domain/sweep.ts';
import { afford, type Buyer } from './afford.ts';
import { type Started, startAnalyses } from './analyze.ts';
import { claim } from './claim.ts';
import type { Planned } from './planned.ts';
import type { Services } from './ports.ts';

/** Which analyses: all of a plan, or those at some places. */
export interface Round {
  readonly number: number;
  readonly only?: readonly number[];
}

/**
 * Buys one round of a path's analyses: claims the path for the footprint of the plan, counts the analyses in the budget, then starts them. Each part may
 * be run again without being done twice. Where nothing is paid for there is nothing to claim: Route Analyzer is free, and a
 * claim would keep from buying who pays. Transient faults are thrown until `isLast`.
 */
export const buy = async (
  services: Services,
  path: Path,
  plan: Planned,
  buyer: Buyer & { readonly trigger: Trigger },
  round: Round,
  isLast: boolean,
): Promise<Started> => {
  const now = services.now();
  const none: Started = { at: now.toISOString(), paid: [], routes: [] };
  const paid = plan.alone === undefined ? plan.questions.map((_, index) => index) : [];
  const indexes = paid.filter((index) => round.only?.includes(index) ?? true);
  if (indexes.length === 0)
    return plan.routes.length === 0
      ? none
      : startAnalyses(services, buyer.sweepId, plan, { ...round, only: [] }, isLast);
  const { sweepId, trigger } = buyer;
  const taken = await claim(services.store, path, plan, { sweepId, trigger, now, isFirst: round.number === 1 });
  if (taken.kind !== 'claimed') return { ...none, not: taken };
  if (!(await afford(services.store, path, plan, buyer, round.number, indexes)))
    return { ...none, not: { kind: 'spent' } };
  return startAnalyses(services, sweepId, plan, round, isLast);
};
