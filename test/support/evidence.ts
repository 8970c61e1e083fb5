import type {
  Analysis,
  Explanation,
  Hop,
  ModelFinding,
  ModelReport,
  Question,
  ReachabilityReport,
  Reference,
  RouteLeg,
  RouteQuestion,
  RouteReport,
  RouteStep,
  Run,
} from '../../lambda/domain/evidence.ts';
import type { FaultInfo } from '../../lambda/domain/fault.ts';

type ReachabilityAnalysis = Extract<Analysis, { analyzer: 'reachability-analyzer' }>;
type RouteAnalysis = Extract<Analysis, { analyzer: 'route-analyzer' }>;
type ModelAnalysis = Extract<Analysis, { analyzer: 'network-model' }>;
type RouteRun = Extract<RouteAnalysis, { run: unknown }>;

/** Matches `aPath` of paths.ts: one instance to another on tcp 443. */
export const aQuestion = (over: Partial<Question> = {}): Question => ({
  key: 'question-1',
  pathId: 'web-db',
  source: 'i-0aaaaaaaaaaaaaaaa',
  destination: 'i-0bbbbbbbbbbbbbbbb',
  protocol: 'tcp',
  ports: { from: 443, to: 443 },
  accounts: [],
  ...over,
});

export const anExplanation = (
  code: string,
  roles: Readonly<Record<string, string | readonly Reference[]>> = {},
  over: Partial<Explanation> = {},
): Explanation => ({
  code,
  resources: Object.fromEntries(
    Object.entries(roles).map(([role, value]) => [role, typeof value === 'string' ? [{ id: value }] : value]),
  ),
  facts: {},
  ...over,
});

export const aHop = (sequence: number, id: string, over: Partial<Hop> = {}): Hop => ({
  sequence,
  component: { id },
  explanations: [],
  details: [],
  ...over,
});

/** A way past these components, in this order. */
export const aWay = (...ids: readonly string[]): readonly Hop[] => ids.map((id, index) => aHop(index + 1, id));

export const aReport = (over: Partial<ReachabilityReport> = {}): ReachabilityReport => ({
  analysisId: 'nia-0aaaaaaaaaaaaaaaa',
  insightsPathId: 'nip-0aaaaaaaaaaaaaaaa',
  found: true,
  forward: aWay('i-0aaaaaaaaaaaaaaaa', 'eni-0aaaaaaaaaaaaaaaa', 'eni-0bbbbbbbbbbbbbbbb', 'i-0bbbbbbbbbbbbbbbb'),
  back: aWay('i-0bbbbbbbbbbbbbbbb', 'eni-0bbbbbbbbbbbbbbbb', 'eni-0aaaaaaaaaaaaaaaa', 'i-0aaaaaaaaaaaaaaaa'),
  explanations: [],
  alternatePathHints: [],
  suggestedAccounts: [],
  details: [],
  document: {},
  ...over,
});

export const reachabilityRun = (run: Run<ReachabilityReport>): ReachabilityAnalysis => ({
  analyzer: 'reachability-analyzer',
  pair: 0,
  question: aQuestion(),
  run,
});

/** Reachability Analyzer found a path. */
export const reachable = (over: Partial<ReachabilityReport> = {}): ReachabilityAnalysis =>
  reachabilityRun({ kind: 'succeeded', report: aReport(over) });

/** Reachability Analyzer found a path over `aTransitGateway`; of tcp it then tells the way there alone. */
export const reachableOverTransitGateway = (over: Partial<ReachabilityReport> = {}): ReachabilityAnalysis =>
  reachable({
    forward: aWay(
      'i-0aaaaaaaaaaaaaaaa',
      'eni-0aaaaaaaaaaaaaaaa',
      aTransitGateway.sourceAttachment,
      aTransitGateway.routeTable,
      aTransitGateway.destinationAttachment,
      'eni-0bbbbbbbbbbbbbbbb',
      'i-0bbbbbbbbbbbbbbbb',
    ),
    back: [],
    ...over,
  });

/** Reachability Analyzer found no path, for these codes. */
export const notReachable = (...reasons: readonly (string | Explanation)[]): ReachabilityAnalysis =>
  reachable({
    found: false,
    forward: [],
    back: [],
    explanations: reasons.map((reason) => (typeof reason === 'string' ? anExplanation(reason) : reason)),
  });

/** Ids of the transit gateway that the builders below ask about. */
export const aTransitGateway = {
  id: 'tgw-0aaaaaaaaaaaaaaaa',
  sourceAttachment: 'tgw-attach-0aaaaaaaaaaaaaaaa',
  destinationAttachment: 'tgw-attach-0bbbbbbbbbbbbbbbb',
  routeTable: 'tgw-rtb-0aaaaaaaaaaaaaaaa',
} as const;

const attachmentArn = (id: string): string =>
  `arn:aws:ec2:ap-northeast-1:111111111111:transit-gateway-attachment/${id}`;

export const aRouteQuestion = (over: Partial<RouteQuestion> = {}): RouteQuestion => ({
  transitGatewayId: aTransitGateway.id,
  globalNetworkId: 'global-network-0aaaaaaaaaaaaaaaa',
  sourceAttachmentArn: attachmentArn(aTransitGateway.sourceAttachment),
  sourceAddress: '10.0.20.236',
  destinationAttachmentArn: attachmentArn(aTransitGateway.destinationAttachment),
  destinationAddress: '172.16.0.89',
  ...over,
});

/** The steps of a leg through these resources, numbered so that the last is 0, as the API does. */
export const routeSteps = (...ids: readonly string[]): readonly RouteStep[] =>
  ids.map((id, index) => ({
    sequence: ids.length - 1 - index,
    id,
    type: id.startsWith('tgw-rtb-') ? 'TRANSIT_GATEWAY_ROUTE_TABLE' : 'TRANSIT_GATEWAY_ATTACHMENT',
    middlebox: false,
  }));

export const connectedLeg = (over: Partial<RouteLeg> = {}): RouteLeg => ({
  connected: true,
  context: {},
  steps: routeSteps(
    aTransitGateway.sourceAttachment,
    aTransitGateway.routeTable,
    aTransitGateway.destinationAttachment,
  ),
  ...over,
});

/** A leg that ends at the route table, for this reason. */
export const brokenLeg = (reason: string, over: Partial<RouteLeg> = {}): RouteLeg => ({
  connected: false,
  reason,
  context: {},
  steps: routeSteps(aTransitGateway.destinationAttachment, aTransitGateway.routeTable),
  ...over,
});

export const routeRun = (run: Run<RouteReport>, question: Partial<RouteQuestion> = {}): RouteRun => ({
  analyzer: 'route-analyzer',
  pair: 0,
  question: aRouteQuestion(question),
  run,
});

/** Route Analyzer's answer with these two legs; without `back` it looked at the forward leg alone. */
export const routeLegs = (forward: RouteLeg, back?: RouteLeg): RouteRun =>
  routeRun({
    kind: 'succeeded',
    report: {
      routeAnalysisId: 'a1873de1-273c-470c-8d7e-1a2bc2345678',
      globalNetworkId: 'global-network-0aaaaaaaaaaaaaaaa',
      forward,
      ...(back && { back }),
      document: {},
    },
  });

/** Route Analyzer found both ways connected. */
export const routesConnected = (): RouteRun => routeLegs(connectedLeg(), connectedLeg());

export const routesNotApplicable = (reason: string): RouteAnalysis => ({
  analyzer: 'route-analyzer',
  pair: 0,
  notApplicable: reason,
});

export const modelRun = (run: Run<ModelReport>): ModelAnalysis => ({
  analyzer: 'network-model',
  pair: 0,
  question: aQuestion(),
  run,
});

/** The network model found both ways open, unless told otherwise. */
export const modelled = (over: Partial<ModelReport> = {}): ModelAnalysis =>
  modelRun({
    kind: 'succeeded',
    report: {
      verdict: 'reachable',
      forward: 'reachable',
      back: 'reachable',
      findings: [],
      left: 0,
      unmodelled: [],
      ...over,
    },
  });

export const aModelFinding = (over: Partial<ModelFinding> = {}): ModelFinding => ({
  code: 'NO_ROUTE_TO_DESTINATION',
  direction: 'return',
  says: 'unreachable',
  component: 'rtb-021ab122f4f50d879',
  message: 'rtb-021ab122f4f50d879 has no route to 10.0.20.236',
  resources: { routeTable: ['rtb-021ab122f4f50d879'], subnet: ['subnet-0f444068dff9621ab'] },
  facts: { destination: '10.0.20.236' },
  ...over,
});

/** The network model found the way there, and this on the way back. */
export const modelledWithoutReturn = (over: Partial<ModelFinding> = {}): ModelAnalysis =>
  modelled({ verdict: 'unreachable', back: 'unreachable', findings: [aModelFinding(over)] });

/** The network model found this on the way there. */
export const modelledBlocked = (over: Partial<ModelFinding> = {}): ModelAnalysis =>
  modelled({
    verdict: 'unreachable',
    forward: 'unreachable',
    back: 'unknown',
    findings: [aModelFinding({ direction: 'forward', ...over })],
  });

/** The network model could not see this. */
export const modelledUnseen = (over: Partial<ModelFinding> = {}): ModelAnalysis =>
  modelled({ verdict: 'unknown', back: 'unknown', findings: [aModelFinding({ says: 'unknown', ...over })] });

export const failedRun = (message: string): Run<never> => ({
  kind: 'failed',
  message,
  analysisId: 'nia-0aaaaaaaaaaaaaaaa',
});

export const faultRun = (over: Partial<FaultInfo> = {}, analysisId?: string): Run<never> => ({
  kind: 'fault',
  fault: {
    kind: 'throttled',
    operation: 'StartNetworkInsightsAnalysis',
    code: 'RequestLimitExceeded',
    message: 'Request limit exceeded.',
    ...over,
  },
  ...(analysisId !== undefined && { analysisId }),
});

export const unfinishedRun = (seconds = 900): Run<never> => ({
  kind: 'unfinished',
  analysisId: 'nia-0aaaaaaaaaaaaaaaa',
  seconds,
});

/** The same analysis for another pair of resources. */
export const forPair = <A extends Analysis>(pair: number, analysis: A): A => ({ ...analysis, pair });

/** The same answer to another question. */
export const asked = <A extends ReachabilityAnalysis | ModelAnalysis>(question: Partial<Question>, analysis: A): A => ({
  ...analysis,
  question: { ...analysis.question, ...question },
});
