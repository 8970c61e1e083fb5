import { CANARY_PATH } from '../../domain/canary.ts';
import { monthOf } from '../../spend/limits.ts';
import { capOf } from '../../spend/rank.ts';
import type { Buyer } from '../afford.ts';
import { type Started, startAnalyses } from '../analyze.ts';
import type { Services } from '../ports.ts';
import { startToken } from '../question.ts';
import { planOf } from './choose-way.ts';
import { type Asking, boughtBy } from './draw.ts';

const ROUND = 1;

/**
 * Counts the analyses in the month's budget, as those that come last, then starts them; none where the bound would be passed.
 * Run again it buys nothing twice. Transient faults are thrown until `isLast`.
 */
export const buyCanary = async (
  services: Services,
  asking: Asking,
  { sweepId, startedAt, limits }: Buyer,
  isLast: boolean,
): Promise<Started> => {
  const questions = boughtBy(asking);
  const isAfforded = await services.store.reserve({
    month: monthOf(startedAt),
    day: Number(startedAt.slice(8, 10)),
    tokens: questions.map((question) => startToken(sweepId, question, ROUND)),
    pathId: CANARY_PATH,
    reason: 'audit',
    cap: capOf(limits.monthly, 'audit', 'info'),
    tagCaps: {},
  });
  return isAfforded
    ? startAnalyses(services, sweepId, planOf(questions), { number: ROUND }, isLast)
    : { at: services.now().toISOString(), paid: [], routes: [], not: { kind: 'spent' } };
};
