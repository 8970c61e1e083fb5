import type { Check } from '../domain/check.ts';
import type { Evidence } from '../domain/evidence.ts';
import type { Path } from '../domain/path.ts';
import type { State } from '../domain/state.ts';
import type { Finding } from '../domain/verdict.ts';
import { transitOf } from './judge-reachability.ts';
import { judgeRoutes } from './judge-routes.ts';
import { ownFinding } from './judged.ts';

const isFromRoutes = (finding: Finding): boolean =>
  finding.source === 'route-analyzer' && finding.says === 'unreachable';

/** Pairs whose found way leads over a transit gateway. */
const pairsOverTransit = (evidence: Evidence): ReadonlySet<number> =>
  new Set(
    evidence.flatMap((analysis) =>
      analysis.analyzer === 'reachability-analyzer' &&
      analysis.run.kind === 'succeeded' &&
      transitOf(analysis.run.report.forward).length > 0
        ? [analysis.pair]
        : [],
    ),
  );

/** Whether Route Analyzer found nothing against the pair, both ways; what it cannot judge by its nature counts as found. */
const isAnswered = (evidence: Evidence, pair: number): boolean => {
  const runs = evidence.filter(
    (analysis) =>
      analysis.analyzer === 'route-analyzer' &&
      analysis.pair === pair &&
      'run' in analysis &&
      analysis.run.kind === 'succeeded',
  );
  return runs.some((run) => run.analyzer === 'route-analyzer' && judgeRoutes([run]).verdict === 'reachable');
};

/** Pairs that Reachability Analyzer found, all of them; one is enough where the declaration is content with one. */
const isSeen = (path: Path, evidence: Evidence): boolean => {
  const over = pairsOverTransit(evidence);
  const found = evidence.flatMap((analysis) =>
    analysis.analyzer === 'reachability-analyzer' && analysis.run.kind === 'succeeded' && analysis.run.report.found
      ? [analysis.pair]
      : [],
  );
  const isPairSeen = (pair: number): boolean => !over.has(pair) || isAnswered(evidence, pair);
  const isAny = [path.from, path.to].some((end) => end.kind === 'selector' && end.match === 'any');
  return isAny ? found.some(isPairSeen) : found.every(isPairSeen);
};

const LAST_SEEN = 'not looked at this time, and found before: ';

/** A finding of an earlier check, as what it is. */
const remembered = (finding: Finding): Finding =>
  finding.message.startsWith(LAST_SEEN) ? finding : { ...finding, message: `${LAST_SEEN}${finding.message}` };

const isAnsweredByRoutes = (evidence: Evidence): boolean => {
  const routes = evidence.filter((analysis) => analysis.analyzer === 'route-analyzer');
  return routes.length > 0 && routes.every((analysis) => 'run' in analysis && analysis.run.kind === 'succeeded');
};

/**
 * A break that Route Analyzer saw is over only when Route Analyzer, asked again, finds it no more: where it was not asked,
 * or did not answer, Reachability Analyzer's `reachable` looked at the way there alone, and would be a recovery that
 * nobody saw. A further break on top of it, seen by Reachability Analyzer, does not make it forgotten.
 */
export const doubted = (path: Path, check: Check, before: State | undefined): Check => {
  const settled = before?.settled;
  const seen = settled?.verdict === 'unreachable' ? settled.findings.filter(isFromRoutes) : [];
  if (seen.length === 0) return check;
  if (check.verdict === 'unreachable')
    return isAnsweredByRoutes(check.evidence) || check.findings.some(isFromRoutes)
      ? check
      : { ...check, findings: [...check.findings, ...seen.map(remembered)] };
  if (check.verdict !== 'reachable' || isSeen(path, check.evidence)) return check;
  return {
    ...check,
    verdict: 'unknown',
    standing: 'undetermined',
    findings: [ownFinding('RETURN_NOT_SEEN'), ...check.findings],
  };
};
