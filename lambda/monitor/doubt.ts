import type { Check } from '../domain/check.ts';
import { type Evidence, isReply } from '../domain/evidence.ts';
import type { Path } from '../domain/path.ts';
import type { State } from '../domain/state.ts';
import { type Finding, isSettled } from '../domain/verdict.ts';
import { isOneWay, transitOf } from './judge-reachability.ts';
import { judgeRoutes } from './judge-routes.ts';
import { ownFinding } from './judged.ts';

type Found = Extract<Evidence[number], { analyzer: 'reachability-analyzer' }>;

/** Who may have seen a break where Reachability Analyzer does not look. */
const witnesses = { 'route-analyzer': 'Route Analyzer', 'network-model': 'the network model' } as const;
type Witness = keyof typeof witnesses;

/** Ways that Reachability Analyzer found, each with what it did not look at. */
const foundIn = (evidence: Evidence): readonly Found[] =>
  evidence.filter(
    (analysis): analysis is Found =>
      analysis.analyzer === 'reachability-analyzer' &&
      !isReply(analysis) &&
      analysis.run.kind === 'succeeded' &&
      analysis.run.report.found,
  );

/** Whether the witness is needed for a way: it may lie on what Reachability Analyzer did not look at. */
const isNeeded = (witness: Witness, { question, run }: Found): boolean => {
  if (run.kind !== 'succeeded') return false;
  return witness === 'route-analyzer' ? transitOf(run.report.forward).length > 0 : isOneWay(question, run.report);
};

/** Whether Route Analyzer found nothing against the pair, both ways; what it cannot judge by its nature counts as found. */
const isRouted = (evidence: Evidence, pair: number): boolean =>
  evidence.some(
    (analysis) =>
      analysis.analyzer === 'route-analyzer' &&
      analysis.pair === pair &&
      'run' in analysis &&
      analysis.run.kind === 'succeeded' &&
      judgeRoutes([analysis]).verdict === 'reachable',
  );

const isModelled = (evidence: Evidence, { pair, question }: Found): boolean =>
  evidence.some(
    (analysis) =>
      analysis.analyzer === 'network-model' &&
      analysis.pair === pair &&
      analysis.question.key === question.key &&
      analysis.run.kind === 'succeeded' &&
      analysis.run.report.verdict === 'reachable',
  );

/** Pairs that Reachability Analyzer found, all of them; one is enough where the declaration is content with one. */
const isSeen = (witness: Witness, path: Path, evidence: Evidence): boolean => {
  const isWaySeen = (way: Found): boolean =>
    !isNeeded(witness, way) ||
    (witness === 'route-analyzer' ? isRouted(evidence, way.pair) : isModelled(evidence, way));
  const isAny = [path.from, path.to].some((end) => end.kind === 'selector' && end.match === 'any');
  const ways = foundIn(evidence);
  const isPairSeen = (pair: number): boolean => ways.filter((way) => way.pair === pair).every(isWaySeen);
  const pairs = ways.map((way) => way.pair);
  return isAny ? pairs.some(isPairSeen) : pairs.every(isPairSeen);
};

const LAST_SEEN = 'not looked at this time, and found before: ';

/** A finding of an earlier check, as what it is. */
const remembered = (finding: Finding): Finding =>
  finding.message.startsWith(LAST_SEEN) ? finding : { ...finding, message: `${LAST_SEEN}${finding.message}` };

/** Whether the witness, asked beside a further break, told of the way back. */
const isAnswered = (witness: Witness, evidence: Evidence): boolean => {
  const own = evidence.filter((analysis) => analysis.analyzer === witness);
  return (
    own.length > 0 &&
    own.every(
      (analysis) =>
        'run' in analysis &&
        analysis.run.kind === 'succeeded' &&
        (analysis.analyzer !== 'network-model' || analysis.run.report.back !== 'unknown'),
    )
  );
};

/** What was settled is unknown after all, and nobody stands behind that. */
const unsettled = ({ confidence: _confidence, ...check }: Check, findings: readonly Finding[]): Check => ({
  ...check,
  verdict: 'unknown',
  standing: 'undetermined',
  findings,
});

const doubtedBy = (witness: Witness, path: Path, check: Check, before: State | undefined): Check => {
  const settled = before?.settled;
  // Of the model the way back counts, also where Reachability Analyzer, asked about the reply, has confirmed it: at the way
  // there it looks itself.
  const isSeenBy = ({ source, says, direction }: Finding): boolean =>
    says === 'unreachable' &&
    (witness === 'route-analyzer' ? source === witness : source !== 'route-analyzer' && direction === 'return');
  const seen = settled?.verdict === 'unreachable' ? settled.findings.filter(isSeenBy) : [];
  if (seen.length === 0) return check;
  if (check.verdict === 'unreachable')
    return isAnswered(witness, check.evidence) || check.findings.some(isSeenBy)
      ? check
      : { ...check, findings: [...check.findings, ...seen.map(remembered)] };
  if (check.verdict !== 'reachable' || isSeen(witness, path, check.evidence)) return check;
  return unsettled(check, [
    ownFinding('RETURN_NOT_SEEN', { words: { witness: witnesses[witness] } }),
    ...check.findings,
  ]);
};

/**
 * The network model alone turns no verdict of which it did not say the same as AWS when AWS was asked last: what it reads
 * wrongly it reads wrongly still.
 */
const doubtedAlone = (check: Check, before: State | undefined): Check => {
  const distrust = before?.last?.distrust;
  const isTurned =
    before?.settled !== undefined && isSettled(check.verdict) && check.verdict !== before.settled.verdict;
  if (!isTurned || distrust === undefined) return check;
  return unsettled(check, [
    ownFinding('MODEL_UNTRUSTED', { words: { reason: distrust } }),
    ...check.findings.map(asRemark),
  ]);
};

const asRemark = (finding: Finding): Finding => ({ ...finding, says: 'note' });

/**
 * A break on the way back, which Route Analyzer or the network model saw, is over only when the one that saw it, asked
 * again, finds it no more: where it was not asked, or did not answer, Reachability Analyzer's `reachable` looked at the way
 * there alone, and would be a recovery that nobody saw. A further break on top of it, seen by Reachability Analyzer, does
 * not make it forgotten. Of a promise the model is no witness: it never says alone that one is kept.
 */
export const doubted = (path: Path, check: Check, before: State | undefined): Check => {
  if (check.modelOnly === true) return doubtedAlone(check, before);
  const afterRoutes = doubtedBy('route-analyzer', path, check, before);
  return path.expect === 'unreachable' ? afterRoutes : doubtedBy('network-model', path, afterRoutes, before);
};
