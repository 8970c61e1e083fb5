import { filtersOf } from '../../lambda/aws/insights-request.ts';
import { reachabilityReport } from '../../lambda/aws/reachability-report.ts';
import type { Analysis, Evidence, Question, ReachabilityReport, Run } from '../../lambda/domain/evidence.ts';
import type { PlannedPath } from '../../lambda/monitor/plan.ts';
import type { Documents } from '../../lambda/snapshot/snapshot.ts';
import { type Analyzers, analyzersOf } from '../../local/answers/analyzers.ts';
import { KEPT } from './known.ts';
import { remembered } from './remembered.ts';

const analyzersAt = remembered(analyzersOf, KEPT);

/** What the embedded account's Reachability Analyzer says to a question, with AWS's blind spots, as the adapter reads it. */
const answered = ({ reachability }: Analyzers, question: Question): Run<ReachabilityReport> => {
  const analysisId = `nia-${question.key}`;
  const path = { Source: question.source, Protocol: question.protocol, ...filtersOf(question) };
  const { status, ...outcome } = reachability(path, {});
  return status === 'failed'
    ? { kind: 'failed', message: 'StatusMessage' in outcome ? outcome.StatusMessage : '', analysisId }
    : {
        kind: 'succeeded',
        report: reachabilityReport({
          NetworkInsightsAnalysisId: analysisId,
          NetworkInsightsPathId: `nip-${question.key}`,
          ...outcome,
        }),
      };
};

/** The evidence of a plan whose analyses were started on a network, as lambda/monitor/collect.ts puts it together. */
export const evidenceOf = (plan: PlannedPath, documents: Documents): Evidence => {
  const analyzers = analyzersAt(documents);
  return [
    ...plan.questions.map(
      ({ pair, question }): Analysis => ({
        analyzer: 'reachability-analyzer',
        pair,
        question,
        run: answered(analyzers, question),
      }),
    ),
    ...plan.routes.flatMap((route): readonly Analysis[] =>
      'notApplicable' in route
        ? [{ analyzer: 'route-analyzer', pair: route.pair, notApplicable: route.notApplicable }]
        : [],
    ),
    ...modelled(plan),
  ];
};

/** Where nothing was asked for, the network model's answers are all there is. */
export const modelled = (plan: PlannedPath): Evidence =>
  plan.questions.flatMap(
    ({ pair, question, model }): Evidence =>
      model === undefined ? [] : [{ analyzer: 'network-model', pair, question, run: model }],
  );
