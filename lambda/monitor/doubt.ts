import type { Check } from '../domain/check.ts';
import type { Evidence } from '../domain/evidence.ts';
import type { State } from '../domain/state.ts';
import type { Finding } from '../domain/verdict.ts';

const isFromRoutes = (finding: Finding): boolean =>
  finding.source === 'route-analyzer' && finding.says === 'unreachable';

const isRouteSucceeded = (evidence: Evidence): boolean =>
  evidence.some(
    (analysis) => analysis.analyzer === 'route-analyzer' && 'run' in analysis && analysis.run.kind === 'succeeded',
  );

const isOverTransitGateway = (evidence: Evidence): boolean =>
  evidence.some(
    (analysis) =>
      analysis.analyzer === 'reachability-analyzer' &&
      analysis.run.kind === 'succeeded' &&
      analysis.run.report.forward.some((hop) => hop.component?.id.startsWith('tgw-')),
  );

/**
 * A break that only Route Analyzer saw is over only when Route Analyzer says so: where it was not asked, or did not
 * answer, Reachability Analyzer's `reachable` looked at the way there alone, and would be a recovery that nobody saw.
 */
export const doubted = (check: Check, before: State | undefined): Check => {
  const wasSeenByRoutes =
    before?.settled?.verdict === 'unreachable' && before.settled.findings.some((finding) => isFromRoutes(finding));
  const isWorthDoubting =
    wasSeenByRoutes &&
    check.verdict === 'reachable' &&
    isOverTransitGateway(check.evidence) &&
    !isRouteSucceeded(check.evidence);
  if (!isWorthDoubting) return check;
  return {
    ...check,
    verdict: 'unknown',
    standing: 'undetermined',
    findings: [
      {
        code: 'RETURN_NOT_SEEN',
        says: 'unknown',
        message: 'Route Analyzer found this path broken before and did not answer now; the way back was not seen',
        advice: 'See why Route Analyzer was not asked: registration of the transit gateway, permissions, throttling.',
        source: 'pathwatch',
      },
      ...check.findings,
    ],
  };
};
