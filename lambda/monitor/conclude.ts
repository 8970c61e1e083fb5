import type { Check } from '../domain/check.ts';
import type { Evidence } from '../domain/evidence.ts';
import type { Path } from '../domain/path.ts';
import type { Judgement } from '../domain/verdict.ts';
import { dollarsOf } from '../spend/price.ts';
import type { Started } from './analyze.ts';
import { diagnose } from './diagnose.ts';
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
  const analyses = rounds.flatMap((round) => round.paid).filter((start) => 'analysisId' in start).length;
  const shown =
    analysisIdsOf(evidence, (found) => found === (verdict === 'reachable'))[0] ??
    analysisIdsOf(evidence, () => true)[0];
  return {
    id: `${at.sweepId}/${path.id}`,
    pathId: path.id,
    ...at,
    verdict,
    standing: standing(verdict, path.expect),
    findings,
    open,
    evidence,
    analyses,
    cost: dollarsOf(analyses),
    ...(shown === undefined ? {} : { console: consoleLink(shown, deployment) }),
  };
};
