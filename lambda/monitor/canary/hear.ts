import { type Answers, CANARY_PATH, isWrong } from '../../domain/canary.ts';
import type { Evidence, Question } from '../../domain/evidence.ts';
import { faultOf } from '../../domain/fault.ts';
import type { Verdict } from '../../domain/verdict.ts';
import type { Started } from '../analyze.ts';
import { collect } from '../collect.ts';
import { judgeReachability } from '../judge-reachability.ts';
import type { Services } from '../ports.ts';
import { tidyPaths } from '../tidy.ts';
import { throwTransient } from '../transient.ts';
import { planOf } from './choose-way.ts';
import { type Asking, boughtBy, isUnchanged } from './draw.ts';

interface Heard {
  readonly verdict: Verdict;
  readonly reason?: string;
  /** Whether the analysis could not be read to its end. */
  readonly isUnread?: true;
}

const heardOf = (evidence: Evidence, question: Question): Heard => {
  const analysis = evidence.find(
    (one) => one.analyzer === 'reachability-analyzer' && one.question.key === question.key,
  );
  if (analysis?.analyzer !== 'reachability-analyzer') return { verdict: 'unknown', reason: 'it was not asked' };
  const { run } = analysis;
  const { verdict, reasons } = judgeReachability(question, run);
  const message = reasons[0]?.finding.message;
  return {
    verdict,
    ...(verdict === 'unknown' && message !== undefined && { reason: message.slice(0, 240) }),
    ...((run.kind === 'fault' || run.kind === 'unfinished') && { isUnread: true }),
  };
};

const CHANGED = 'the network changed meanwhile';

/** Removes what was made for the canary at AWS, by whichever run of it. What cannot be removed now is removed a week later. */
export const removeInsights = async (services: Services, isLast: boolean): Promise<void> => {
  try {
    const owned = await services.reachability.owned();
    await tidyPaths(
      services,
      owned.filter(({ pathId }) => pathId === CANARY_PATH).map(({ id }) => id),
    );
  } catch (error) {
    const fault = faultOf(error, 'DescribeNetworkInsightsPaths');
    throwTransient(error, fault, isLast);
    services.log.error("the canary's insights paths could not be listed, and wait for the next canary", { fault });
  }
};

/**
 * What AWS said to what was bought, or why there is no answer: then it is asked again tomorrow. An answer that is not the one that
 * is known counts only where the network is what it was when the questions were drawn. Transient faults are thrown until
 * `isLast`.
 */
export const hear = async (
  services: Services,
  asking: Asking,
  started: Started,
  isLast: boolean,
): Promise<{ readonly aws: Answers } | { readonly why: string }> => {
  if (started.not !== undefined) return { why: 'the budget of the month leaves nothing for it' };
  const evidence = await collect(services, planOf(boughtBy(asking)), [started], isLast);
  const open: Heard = asking.openAt === undefined ? heardOf(evidence, asking.open) : { verdict: 'reachable' };
  const blocked = heardOf(evidence, asking.blocked);
  const reason = open.reason ?? blocked.reason;
  const said = { open: open.verdict, blocked: blocked.verdict };
  if (isWrong(said))
    return (await isUnchanged(services, asking)) ? { aws: { at: started.at, ...said } } : { why: CHANGED };
  if (open.isUnread === true || blocked.isUnread === true) return { why: reason ?? 'no answer could be read' };
  return { aws: { at: started.at, ...said, ...(reason !== undefined && { reason }) } };
};
