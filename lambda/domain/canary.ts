import type { Verdict } from './verdict.ts';

/*
 * Two questions of which the answers are known: one way that is open, and the same way on a port that is closed. Who answers
 * both alike cannot be believed.
 */

/** The schedule of Pathwatch's own by which they are asked. No declared one can be called so. */
export const CANARY = 'canary';
export const CANARY_RATE = 'rate(1 day)';

/** Under this name its analyses are counted in the budget, and its insights paths kept. No declared path can be called so. */
export const CANARY_PATH = 'pathwatch:canary';

/** What one of those who answer said to both. */
export interface Answers {
  /** ISO time; of two that were asked at different times the earlier one. */
  readonly at: string;
  readonly open: Verdict;
  readonly blocked: Verdict;
  /** Why one is `unknown`. */
  readonly reason?: string;
}

/** What the newest look with both questions came to. */
export interface Canary {
  /** ISO time of the snapshot. */
  readonly lookedAt: string;
  /** The way in words; absent where none is known to be open and to have a closed port. */
  readonly way?: { readonly pathId: string; readonly open: string; readonly blocked: string };
  /** Why there is no such way, or why AWS was not asked. */
  readonly why?: string;
  /** What the network model said at that look. */
  readonly model?: Answers;
  /** What Reachability Analyzer said when it was asked last. */
  readonly aws?: Answers;
}

export type CanaryStanding =
  /** Both were told apart, by the model and by AWS. */
  | { readonly kind: 'alive' }
  /** Settled answers that are not those that are known. */
  | { readonly kind: 'failed'; readonly by: readonly string[] }
  /** Somebody did not answer, or was not asked: proven is neither. */
  | { readonly kind: 'unproven'; readonly reason: string };

const isTold = ({ open, blocked }: Answers): boolean => open === 'reachable' && blocked === 'unreachable';

/** Whether a settled answer is not the one that is known. */
export const isWrong = ({ open, blocked }: Pick<Answers, 'open' | 'blocked'>): boolean =>
  open === 'unreachable' || blocked === 'reachable';

/** AWS is asked once a week; an answer that is older than two proves nothing any more. Milliseconds. */
const FRESH = 14 * 24 * 60 * 60 * 1000;

const silentReason = (answers: Answers | undefined, { why, lookedAt }: Canary): string | undefined => {
  if (answers === undefined) return why ?? 'it was not asked yet';
  if (!isTold(answers)) return answers.reason ?? 'it gave no answer';
  return Date.parse(lookedAt) - Date.parse(answers.at) > FRESH
    ? `it was asked last at ${answers.at}${why === undefined ? '' : `: ${why}`}`
    : undefined;
};

/** A single wrong answer is a failure, though the other is unknown; what is unknown is never taken as well. */
export const standingOf = (canary: Canary): CanaryStanding => {
  const said = [
    ['the network model', canary.model],
    ['Reachability Analyzer', canary.aws],
  ] as const;
  const by = said.flatMap(([name, answers]) => (answers !== undefined && isWrong(answers) ? [name] : []));
  if (by.length > 0) return { kind: 'failed', by };
  for (const [name, answers] of said) {
    const reason = silentReason(answers, canary);
    if (reason !== undefined) return { kind: 'unproven', reason: `${name} has not told them apart: ${reason}` };
  }
  return { kind: 'alive' };
};
