import type { Check } from '../domain/check.ts';
import type { Evidence } from '../domain/evidence.ts';
import type { Path } from '../domain/path.ts';
import type { Finding, Judgement, Verdict } from '../domain/verdict.ts';
import { dollarsOf } from '../spend/price.ts';
import type { Started } from './analyze.ts';
import { diagnose } from './diagnose.ts';
import { ownFinding } from './judged.ts';
import type { PlannedPath } from './plan.ts';
import type { Deployment } from './ports.ts';
import { standing } from './standing.ts';

/** The page of an analysis in the VPC console, whose place in the address is the console's own and undocumented. */
const consoleLink = (analysisId: string, { region }: Deployment): string =>
  `https://${region}.console.aws.amazon.com/networkinsights/home?region=${region}#NetworkPathAnalysis:analysisId=${analysisId}`;

const analysisIdsOf = (evidence: Evidence, only: (found: boolean) => boolean): readonly string[] =>
  evidence.flatMap((analysis) =>
    analysis.analyzer === 'reachability-analyzer' &&
    analysis.run.kind === 'succeeded' &&
    only(analysis.run.report.found)
      ? [analysis.run.report.analysisId]
      : [],
  );

const judge = (path: Path, plan: PlannedPath, evidence: Evidence): Judgement =>
  plan.unresolved.length > 0
    ? { verdict: 'unknown', findings: plan.unresolved, open: [] }
    : diagnose(path, evidence, plan.pairs);

/** The last security group rule that let the packet in, of each way that was found. */
const openings = (evidence: Evidence): readonly Finding[] =>
  evidence.flatMap((analysis) => {
    if (analysis.analyzer !== 'reachability-analyzer' || analysis.run.kind !== 'succeeded') return [];
    const { found, forward } = analysis.run.report;
    const rule = forward.findLast((hop) => hop.component?.id.startsWith('sg-') && hop.because !== undefined);
    return found && rule?.component !== undefined
      ? [ownFinding('LET_IN', { resources: { component: [rule.component] }, words: { rule: rule.because ?? '' } })]
      : [];
  });

/**
 * The findings as they are told: of a path that is as it must be none advises a change, which would break it; of one that
 * must not be open, first what lets it in.
 */
const told = (
  stands: Check['standing'],
  verdict: Verdict,
  findings: readonly Finding[],
  evidence: Evidence,
): readonly Finding[] => {
  if (stands === 'expected') return findings.map(({ advice: _advice, ...finding }) => finding);
  return verdict === 'reachable' ? [...openings(evidence), ...findings] : findings;
};

/** Makes the check of one path from its evidence. Pure: the same evidence gives the same check. */
export const conclude = (
  path: Path,
  plan: PlannedPath,
  rounds: readonly Started[],
  evidence: Evidence,
  at: { readonly sweepId: string; readonly observedAt: string; readonly settledAt: string },
  deployment: Deployment,
): Check => {
  const { verdict, findings, open } = judge(path, plan, evidence);
  const stands = standing(verdict, path.expect);
  const analyses = rounds.flatMap((round) => round.paid).filter((start) => 'analysisId' in start).length;
  const shown =
    analysisIdsOf(evidence, (found) => found === (verdict === 'reachable'))[0] ??
    analysisIdsOf(evidence, () => true)[0];
  return {
    id: `${at.sweepId}/${path.id}`,
    pathId: path.id,
    ...at,
    verdict,
    standing: stands,
    findings: told(stands, verdict, findings, evidence),
    open,
    evidence,
    analyses,
    cost: dollarsOf(analyses),
    ...(shown === undefined ? {} : { console: consoleLink(shown, deployment) }),
  };
};
