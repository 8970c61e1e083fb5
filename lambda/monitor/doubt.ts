import type { Check } from '../domain/check.ts';
import type { Evidence } from '../domain/evidence.ts';
import type { State } from '../domain/state.ts';
import type { Finding } from '../domain/verdict.ts';
import { transitOf } from './judge-reachability.ts';
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

const isConnectedBothWays = (evidence: Evidence, pair: number): boolean =>
  evidence.some(
    (analysis) =>
      analysis.analyzer === 'route-analyzer' &&
      analysis.pair === pair &&
      'run' in analysis &&
      analysis.run.kind === 'succeeded' &&
      analysis.run.report.forward.connected &&
      analysis.run.report.back?.connected === true,
  );

const LAST_SEEN = 'not looked at this time, and found before: ';

/** A finding of an earlier check, as what it is. */
const remembered = (finding: Finding): Finding =>
  finding.message.startsWith(LAST_SEEN) ? finding : { ...finding, message: `${LAST_SEEN}${finding.message}` };

const isAnsweredByRoutes = (evidence: Evidence): boolean => {
  const routes = evidence.filter((analysis) => analysis.analyzer === 'route-analyzer');
  return routes.length > 0 && routes.every((analysis) => 'run' in analysis && analysis.run.kind === 'succeeded');
};

/**
 * A break that Route Analyzer saw is over only when Route Analyzer finds both ways connected: where it was not asked, or
 * could not tell, Reachability Analyzer's `reachable` looked at the way there alone, and would be a recovery that nobody
 * saw. A further break on top of it, seen by Reachability Analyzer, does not make it forgotten.
 */
export const doubted = (check: Check, before: State | undefined): Check => {
  const settled = before?.settled;
  const seen = settled?.verdict === 'unreachable' ? settled.findings.filter(isFromRoutes) : [];
  if (seen.length === 0) return check;
  if (check.verdict === 'unreachable')
    return isAnsweredByRoutes(check.evidence) || check.findings.some(isFromRoutes)
      ? check
      : { ...check, findings: [...check.findings, ...seen.map(remembered)] };
  if (check.verdict !== 'reachable') return check;
  const isSeen = [...pairsOverTransit(check.evidence)].every((pair) => isConnectedBothWays(check.evidence, pair));
  if (isSeen) return check;
  return {
    ...check,
    verdict: 'unknown',
    standing: 'undetermined',
    findings: [ownFinding('RETURN_NOT_SEEN'), ...check.findings],
  };
};
