import type { Analysis } from '../domain/evidence.ts';
import type { ModelAnalysis } from './judge-model.ts';
import { judgeReachability } from './judge-reachability.ts';
import { isBlocking, ownFinding, type Reason } from './judged.ts';

type PaidAnalysis = Extract<Analysis, { analyzer: 'reachability-analyzer' }>;

/** What Reachability Analyzer, asked about the reply inside the destination's VPC, makes of what the model says of it. */
export type JudgedReply =
  /** AWS finds the reply stopped there too. */
  | { readonly kind: 'confirmed'; readonly reasons: readonly Reason[] }
  /** AWS finds a way where the model sees none. */
  | { readonly kind: 'refuted' }
  /** AWS and the model both find a way there: what the model names lies beyond. */
  | { readonly kind: 'beyond' }
  /** AWS could not tell. `open`: a sentence. */
  | { readonly kind: 'unseen'; readonly open: string };

/** Whether a code blames a security group. */
export const isOfGroup = (code: string): boolean => code === 'ENI_SG_RULES_MISMATCH' || /^SG_/.test(code);

/** Whether the model sees the reply stopped on this very stretch. */
const isStoppedInModel = (model: ModelAnalysis | undefined): boolean =>
  model?.run.kind === 'succeeded' &&
  model.run.report.forward === 'unreachable' &&
  model.run.report.findings.some(({ code, says }) => says === 'unreachable' && !isOfGroup(code));

/** A reply belongs to a connection that the group has admitted already: what a security group says of it does not count. */
const isStopping = (reason: Reason): boolean => isBlocking(reason) && !isOfGroup(reason.finding.code);

const notConfirmed = (message: string): string => ownFinding('REPLY_NOT_CONFIRMED', { words: { message } }).message;

/**
 * Judges the analysis of the reply: from the destination to its transit gateway attachment, by the ports that it answers
 * from. Its route and ACL codes count.
 */
export const judgeReply = ({ question, run }: PaidAnalysis, model: ModelAnalysis | undefined): JudgedReply => {
  const { verdict, reasons } = judgeReachability(question, run);
  if (run.kind === 'succeeded' && run.report.found) return { kind: isStoppedInModel(model) ? 'refuted' : 'beyond' };
  const blocking = reasons.filter(isStopping);
  if (verdict === 'unreachable' && blocking.length > 0)
    return {
      kind: 'confirmed',
      reasons: blocking.map((reason) => ({ ...reason, finding: { ...reason.finding, direction: 'return' } })),
    };
  // Groups alone stood in the way of the question; what lies behind them AWS did not say.
  if (verdict === 'unreachable')
    return { kind: 'unseen', open: notConfirmed('a security group admits no new connection') };
  const message = reasons.find(({ finding }) => finding.says === 'unknown')?.finding.message ?? 'no reason given';
  return { kind: 'unseen', open: notConfirmed(message) };
};
