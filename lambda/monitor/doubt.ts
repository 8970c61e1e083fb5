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

/**
 * A break that only Route Analyzer saw is over only when Route Analyzer finds both ways connected: where it was not asked,
 * or could not tell, Reachability Analyzer's `reachable` looked at the way there alone, and would be a recovery that
 * nobody saw.
 */
export const doubted = (check: Check, before: State | undefined): Check => {
  const wasSeenByRoutes =
    before?.settled?.verdict === 'unreachable' && before.settled.findings.some((finding) => isFromRoutes(finding));
  if (!wasSeenByRoutes || check.verdict !== 'reachable') return check;
  const isSeen = [...pairsOverTransit(check.evidence)].every((pair) => isConnectedBothWays(check.evidence, pair));
  if (isSeen) return check;
  return {
    ...check,
    verdict: 'unknown',
    standing: 'undetermined',
    findings: [ownFinding('RETURN_NOT_SEEN'), ...check.findings],
  };
};
