import type { PurchaseReason } from '../domain/budget.ts';
import type { Check } from '../domain/check.ts';
import { type Evidence, isReply } from '../domain/evidence.ts';
import { type LeftOut, leftOutText } from '../domain/left-out.ts';
import type { Path } from '../domain/path.ts';
import { type Finding, isSettled, type Judgement, type Verdict } from '../domain/verdict.ts';
import { removalFix } from '../fixes/let-in.ts';
import { dollarsOf } from '../spend/price.ts';
import type { Alone } from './alone.ts';
import { modelAgreement, uncarriedReason } from './carriable.ts';
import { diagnose } from './diagnose.ts';
import { ownFinding } from './judged.ts';
import { isLate } from './late.ts';
import type { PlannedPath } from './plan.ts';
import type { Deployment } from './ports.ts';
import { standing } from './standing.ts';

/** The page of an analysis in the VPC console, whose place in the address is the console's own and undocumented. */
const consoleLink = (analysisId: string, { region }: Deployment): string =>
  `https://${region}.console.aws.amazon.com/networkinsights/home?region=${region}#NetworkPathAnalysis:analysisId=${analysisId}`;

const analysisIdsOf = (evidence: Evidence, only: (found: boolean) => boolean): readonly string[] =>
  evidence.flatMap((analysis) =>
    analysis.analyzer === 'reachability-analyzer' &&
    !isReply(analysis) &&
    analysis.run.kind === 'succeeded' &&
    only(analysis.run.report.found)
      ? [analysis.run.report.analysisId]
      : [],
  );

/** What a check is made on: why, over which footprint, and by whose answers. */
export interface Grounds {
  readonly reason: PurchaseReason;
  readonly footprint: string;
  /** Whether the footprint was the same before and after the analyses. */
  readonly bound: boolean;
  /** Paid analyses started for it, those that no longer count included. */
  readonly analyses: number;
  /** Dollars for one. */
  readonly price: number;
  /** Why, where the network model answers alone. */
  readonly alone?: Alone;
  /** Analyzers of AWS that were left out by hand. */
  readonly leftOut?: readonly LeftOut[];
}

const changedMeanwhile: Judgement = { verdict: 'unknown', findings: [ownFinding('NETWORK_CHANGED')], open: [] };

const judge = (path: Path, plan: PlannedPath, evidence: Evidence, { bound, alone }: Grounds): Judgement => {
  if (plan.unresolved.length > 0) return { verdict: 'unknown', findings: plan.unresolved, open: [] };
  if (!bound) return changedMeanwhile;
  return diagnose(path, evidence, plan.pairs, alone === undefined ? undefined : { why: alone });
};

/** The last security group rule that let the packet in, of each way that was found. */
const openings = (evidence: Evidence): readonly Finding[] =>
  evidence.flatMap((analysis) => {
    if (analysis.analyzer !== 'reachability-analyzer' || analysis.run.kind !== 'succeeded' || isReply(analysis))
      return [];
    const { found, forward } = analysis.run.report;
    const rule = forward.findLast((hop) => hop.component?.id.startsWith('sg-') && hop.because !== undefined);
    if (!found || rule?.component === undefined) return [];
    const words = { rule: rule.because ?? '' };
    const finding = ownFinding('LET_IN', { resources: { component: [rule.component] }, words });
    return [{ ...finding, ...removalFix(rule.component.id, words.rule) }];
  });

/** The findings of a path that is as it must be: none advises or offers a change, which would break it. */
export const unadvised = (findings: readonly Finding[]): readonly Finding[] =>
  findings.map(({ advice: _advice, fix: _fix, ...finding }) => finding);

/** The findings as they are told: of a path that must not be open, first what lets it in. */
const told = (
  stands: Check['standing'],
  verdict: Verdict,
  findings: readonly Finding[],
  evidence: Evidence,
): readonly Finding[] => {
  if (stands === 'expected') return unadvised(findings);
  return verdict === 'reachable' ? [...openings(evidence), ...findings] : findings;
};

/** Makes the check of one path from its evidence. Pure: the same evidence gives the same check. */
export const conclude = (
  path: Path,
  plan: PlannedPath,
  evidence: Evidence,
  at: { readonly sweepId: string; readonly observedAt: string; readonly settledAt: string },
  deployment: Deployment,
  grounds: Grounds,
): Check => {
  const { verdict, findings, open, confidence } = judge(path, plan, evidence, grounds);
  const modelOnly = grounds.alone !== undefined || (isSettled(verdict) && isLate(evidence));
  const leftOut = grounds.leftOut ?? [];
  const uncarried = uncarriedReason({ path, verdict, evidence, plan, bound: grounds.bound, modelOnly, leftOut });
  const model = modelOnly || !grounds.bound ? 'silent' : modelAgreement({ plan, evidence });
  const stands = standing(verdict, path.expect);
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
    open:
      leftOut.length === 0
        ? open
        : [...open, ownFinding('LEFT_OUT', { words: { analyzer: leftOutText(leftOut) } }).message],
    ...(confidence !== undefined && { confidence }),
    evidence,
    reason: grounds.reason,
    ...(modelOnly && { modelOnly }),
    ...(leftOut.length > 0 && { leftOut }),
    ...(grounds.bound && { footprint: grounds.footprint }),
    ...(uncarried !== undefined && { uncarried }),
    ...(model !== 'silent' && { model }),
    analyses: grounds.analyses,
    cost: dollarsOf(grounds.analyses, grounds.price),
    ...(shown === undefined ? {} : { console: consoleLink(shown, deployment) }),
  };
};
