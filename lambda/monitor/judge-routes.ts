import { findingOf, own, type Row, routeReasons, rowOf, type Subject } from '../domain/codes.ts';
import type { Analysis, Hop, RouteLeg, RouteQuestion, RouteReport, Run } from '../domain/evidence.ts';
import type { Direction } from '../domain/verdict.ts';
import { legFix } from '../fixes/add.ts';
import { transitOf } from './judge-reachability.ts';
import { isBlocking, type Judged, ownFinding, reasonOf } from './judged.ts';
import type { Signs } from './signs.ts';
import { unanswered } from './unanswered.ts';

const SOURCE = 'route-analyzer';

export type RouteAnalysis = Extract<Analysis, { analyzer: 'route-analyzer' }>;
type RouteRun = Extract<RouteAnalysis, { run: unknown }>;

const attachmentsOf = (question: RouteQuestion): readonly string[] =>
  [question.sourceAttachmentArn, question.destinationAttachmentArn]
    .filter((arn) => arn !== '')
    .map((arn) => arn.slice(arn.lastIndexOf('/') + 1));

const isGateway = (id: string): boolean => !id.startsWith('tgw-attach-') && !id.startsWith('tgw-rtb-');

/**
 * Whether a way leads over the transit gateway of the question. The hop that tells most decides: a transit gateway, else
 * an attachment, else a route table, whose id does not tell the gateway. A question that could not be made complete
 * counts wherever a transit gateway is crossed.
 */
const isOnTheWay = (question: RouteQuestion, way: readonly Hop[]): boolean => {
  const transit = transitOf(way);
  const gateways = transit.filter(isGateway);
  if (question.transitGatewayId === '') return transit.length > 0;
  if (gateways.length > 0) return gateways.includes(question.transitGatewayId);
  const asked = attachmentsOf(question);
  const attachments = transit.filter((id) => id.startsWith('tgw-attach-'));
  if (asked.length > 0 && attachments.length > 0) return attachments.some((id) => asked.includes(id));
  return transit.length > 0;
};

const connected: Judged = { verdict: 'reachable', reasons: [], open: [] };

const subjectOf = (leg: RouteLeg, question: RouteQuestion, direction: Direction): Subject => {
  const last = (prefix: string) => leg.steps.filter((step) => step.id.startsWith(prefix)).slice(-1);
  return {
    resources: {
      transitGateway: question.transitGatewayId === '' ? [] : [{ id: question.transitGatewayId }],
      transitGatewayRouteTable: last('tgw-rtb-'),
      transitGatewayAttachment: last('tgw-attach-'),
    },
    words: {
      code: leg.reason ?? '',
      leg: direction,
      back: direction === 'return' ? ' back' : '',
      destination: direction === 'return' ? question.sourceAddress : question.destinationAddress,
    },
  };
};

const reasonRow = (reason: string | undefined): Row =>
  reason === undefined ? own.NO_ROUTE_REASON : (rowOf(routeReasons, reason) ?? own.UNLISTED_ROUTE_REASON);

const judgeLeg = (leg: RouteLeg, question: RouteQuestion, direction: Direction): Judged => {
  if (leg.connected) return connected;
  const row = reasonRow(leg.reason);
  const code = leg.reason ?? 'NO_ROUTE_REASON';
  const finding = {
    ...findingOf(SOURCE, code, row, subjectOf(leg, question, direction), direction),
    ...legFix(leg, question, direction),
  };
  if (row.says === 'unreachable') return { verdict: 'unreachable', reasons: [reasonOf(finding)], open: [] };
  // What Route Analyzer cannot judge by its nature is no fault: it is left open, and the way there keeps its verdict.
  return leg.reason !== undefined && rowOf(routeReasons, leg.reason) !== undefined
    ? { ...connected, open: [finding.message] }
    : { verdict: 'unknown', reasons: [reasonOf(finding)], open: [] };
};

const judgeReport = ({ forward, back }: RouteReport, question: RouteQuestion): readonly Judged[] => {
  const there = judgeLeg(forward, question, 'forward');
  if (back !== undefined) return [there, judgeLeg(back, question, 'return')];
  const missing = ownFinding(
    'RETURN_ROUTES_MISSING',
    { resources: { transitGateway: [{ id: question.transitGatewayId }] } },
    SOURCE,
  );
  return forward.connected ? [{ verdict: 'unknown', reasons: [reasonOf(missing)], open: [] }] : [there];
};

const judgeRun = (question: RouteQuestion, run: Run<RouteReport>): readonly Judged[] =>
  run.kind === 'succeeded'
    ? judgeReport(run.report, question)
    : [{ verdict: 'unknown', reasons: [reasonOf(unanswered(run, SOURCE))], open: [] }];

/** Several opinions about one way: the worst of what each one knows. */
export const together = (judged: readonly Judged[]): Judged => ({
  verdict:
    (['unreachable', 'unknown'] as const).find((verdict) => judged.some((one) => one.verdict === verdict)) ??
    'reachable',
  reasons: judged.flatMap((one) => one.reasons),
  open: judged.flatMap((one) => one.open),
});

/** The sign of what was said of legs, `asked` times. */
export const routesSign = ({ verdict, reasons }: Judged, asked: number): Signs['routes'] => {
  if (asked === 0) return 'none';
  if (verdict === 'unknown') return 'unseen';
  if (verdict === 'reachable') return 'open';
  return reasons.some((reason) => isBlocking(reason) && reason.finding.direction === 'forward') ? 'there' : 'back';
};

const isRun = (analysis: RouteAnalysis): analysis is RouteRun => 'run' in analysis;

export const runsOf = (analyses: readonly RouteAnalysis[]): readonly RouteRun[] => analyses.filter(isRun);

/** All that Route Analyzer says of a pair, whether or not traffic passes there. */
export const judgeRoutes = (analyses: readonly RouteAnalysis[]): Judged =>
  together(runsOf(analyses).flatMap(({ question, run }) => judgeRun(question, run)));

/**
 * What Route Analyzer says of the transit gateways that this way passes; where it passes one and nothing was said, that
 * is left open, unless somebody else saw the way back.
 */
export const judgeRoutesOf = (way: readonly Hop[], analyses: readonly RouteAnalysis[], isBackSeen: boolean) => {
  const runs = runsOf(analyses);
  const passed = runs.filter(({ question }) => isOnTheWay(question, way));
  const reason = analyses.flatMap((analysis) => ('notApplicable' in analysis ? [analysis.notApplicable] : []))[0];
  const isUnseen = !isBackSeen && passed.length === 0 && transitOf(way).length > 0;
  const unseen = ownFinding('RETURN_ROUTES_NOT_ANALYSED', {
    words: reason === undefined ? {} : { message: reason },
  }).message;
  return {
    passed: together([judgeRoutes(passed), ...(isUnseen ? [{ ...connected, open: [unseen] }] : [])]),
    asked: passed.length,
    elsewhere: judgeRoutes(runs.filter((run) => !passed.includes(run))),
  };
};
