import { type Evidence, isReply, type ModelReport, type Question } from '../domain/evidence.ts';
import { type LeftOut, leftOutText } from '../domain/left-out.ts';
import type { Path } from '../domain/path.ts';
import { isSettled, type Verdict } from '../domain/verdict.ts';
import { diagnose } from './diagnose.ts';
import type { ModelAnalysis } from './judge-model.ts';
import { isOneWay } from './judge-reachability.ts';
import { judgeReply } from './judge-reply.ts';
import { isLate } from './late.ts';
import type { PlannedPath, PlannedQuestion } from './plan.ts';

/** What a verdict must be known to rest on before it may be carried. */
export interface Rest {
  readonly path: Path;
  readonly verdict: Verdict;
  readonly evidence: Evidence;
  readonly plan: PlannedPath;
  /** Whether the footprint was the same before and after the analyses. */
  readonly bound: boolean;
  readonly modelOnly: boolean;
  /** Analyzers of AWS that were left out by hand. */
  readonly leftOut?: readonly LeftOut[];
}

const modelOf = (evidence: Evidence, key: string): ModelAnalysis | undefined =>
  evidence.find(
    (analysis): analysis is ModelAnalysis => analysis.analyzer === 'network-model' && analysis.question.key === key,
  );

type Comparison = 'agrees' | 'disagrees' | 'silent';

const reportOf = ({ model }: PlannedQuestion): ModelReport | undefined =>
  model?.kind === 'succeeded' ? model.report : undefined;

/** Whether AWS, having answered a question, says what the model says: of the ways that both looked at. */
const compared = (question: Question, ours: ModelReport, evidence: Evidence, crosses: boolean): Comparison => {
  const paid = evidence.find(
    (analysis) => analysis.analyzer === 'reachability-analyzer' && analysis.question.key === question.key,
  );
  if (paid?.analyzer !== 'reachability-analyzer' || paid.run.kind !== 'succeeded') return 'silent';
  const { report } = paid.run;
  // Of a way that was not found, AWS over a transit gateway, and of udp, has looked at the way there alone.
  const isForwardOnly = report.found
    ? isOneWay(question, report)
    : crosses || ours.transit === true || question.protocol === 'udp';
  const said = isForwardOnly ? ours.forward : ours.verdict;
  if (!isSettled(said)) return 'silent';
  return (said === 'reachable') === report.found ? 'agrees' : 'disagrees';
};

/** Whether AWS, asked about a reply, found a way where the model sees none. */
const isRefuted = (evidence: Evidence): boolean =>
  evidence.some(
    (analysis) =>
      analysis.analyzer === 'reachability-analyzer' &&
      isReply(analysis) &&
      judgeReply(analysis, modelOf(evidence, analysis.question.key)).kind === 'refuted',
  );

/** Whether the model says the same as Reachability Analyzer, of every question that both settled; the worst of them counts. */
export const modelAgreement = ({ plan, evidence }: Pick<Rest, 'plan' | 'evidence'>): Comparison => {
  const crosses = plan.routes.length > 0;
  const all = plan.questions
    .filter((asked) => !isReply(asked))
    .map((asked): Comparison => {
      const ours = reportOf(asked);
      return ours === undefined ? 'silent' : compared(asked.question, ours, evidence, crosses);
    });
  if (all.includes('disagrees') || isRefuted(evidence)) return 'disagrees';
  return all.length === 0 || all.includes('silent') ? 'silent' : 'agrees';
};

/**
 * The verdict on the path, as declared, by the model's answers alone. Of a promise Route Analyzer's way back counts, and so, where
 * it was asked, must the model's.
 */
const byModel = ({ path, plan, evidence }: Rest): Verdict =>
  diagnose(
    path,
    evidence.filter(({ analyzer }) => analyzer === 'network-model'),
    plan.pairs,
    { why: { bound: '' }, ...(plan.routes.some((route) => 'question' in route) && { expect: 'reachable' as const }) },
  ).verdict;

const arn = /^arn:[^:]*:[^:]*:[^:]*:(\d*):/;

const isForeign = ({ accounts, source, destination }: Question): boolean =>
  accounts.length > 0 || [source, destination].some((end) => end !== undefined && arn.test(end));

/**
 * Why a verdict may not be carried while its footprint stays the same, as a sentence; undefined where it may. The footprint
 * vouches only for what the network model reads: where the model met something that it does not follow, of another account
 * or unreadable, or says something else than AWS, a change could go unseen.
 */
export const uncarriedReason = (rest: Rest): string | undefined => {
  const { verdict, plan, evidence, bound, modelOnly, leftOut = [] } = rest;
  if (!isSettled(verdict)) return 'the verdict is unknown';
  // So that the next tries wait, each longer: they cost money.
  if (isLate(evidence)) return "AWS's analysis had not ended in time";
  if (!bound) return 'what the path depends on changed while it was analysed';
  if (plan.questions.some(({ question }) => isForeign(question))) return 'an end is of another account';
  const reports = plan.questions.filter((asked) => !isReply(asked)).map(reportOf);
  if (reports.includes(undefined)) return 'the network model gave no answer';
  const unmodelled = reports.flatMap((report) => report?.unmodelled ?? [])[0];
  if (unmodelled !== undefined) return `the network model does not follow ${unmodelled}`;
  if (reports.some((report) => report?.verdict === 'unknown')) return 'the network model cannot tell';
  if (modelOnly) return undefined;
  if (modelAgreement(rest) !== 'agrees') return 'the network model and Reachability Analyzer do not say the same';
  if (byModel(rest) !== verdict) return 'the network model and the analyzers of AWS do not say the same';
  // It would be carried up to its audit as what all of them say.
  return leftOut.length === 0 ? undefined : `${leftOutText(leftOut)} was left out by hand`;
};
