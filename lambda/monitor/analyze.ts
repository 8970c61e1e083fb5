import type { Analysis, Evidence, Run } from '../domain/evidence.ts';
import { type FaultInfo, faultOf, isTransient } from '../domain/fault.ts';
import { isRetryableFailure } from './diagnose.ts';
import type { PlannedPath, PlannedQuestion, PlannedRoute } from './plan.ts';
import type { Progress, Services } from './ports.ts';
import { startToken } from './question.ts';

/** One started analysis, or why it was not started. `index` is the place of its question in the plan. */
export type Start =
  | { readonly index: number; readonly analysisId: string; readonly insightsPathId: string; readonly startedAt: string }
  | { readonly index: number; readonly insightsPathId?: string; readonly fault: FaultInfo };

export type RouteStart =
  | { readonly index: number; readonly globalNetworkId: string; readonly routeAnalysisId: string }
  | { readonly index: number; readonly fault: FaultInfo };

/** What was started for one path: checkpointed, so it holds ids only. */
export interface Started {
  /** ISO time before the first start. */
  readonly at: string;
  readonly paid: readonly Start[];
  readonly routes: readonly RouteStart[];
}

const READ = 'DescribeNetworkInsightsAnalyses';
const READ_ROUTES = 'GetRouteAnalysis';

const throwTransient = (error: unknown, fault: FaultInfo, isLast: boolean): void => {
  if (!isLast && isTransient(fault.kind)) throw error;
};

const startPaid = async (
  services: Services,
  sweepId: string,
  { question, insightsPathId }: PlannedQuestion,
  index: number,
  round: number,
  isLast: boolean,
): Promise<Start> => {
  const token = startToken(sweepId, question, round);
  let pathId = insightsPathId;
  try {
    pathId ??= (await services.reachability.create(question, startToken(sweepId, question, 0))).id;
    const started = await services.reachability.start(pathId, question, token);
    return { index, insightsPathId: pathId, ...started };
  } catch (error) {
    const fault = faultOf(error, 'StartNetworkInsightsAnalysis');
    throwTransient(error, fault, isLast);
    return { index, fault, ...(pathId === undefined ? {} : { insightsPathId: pathId }) };
  }
};

const startRoute = async (
  services: Services,
  route: PlannedRoute,
  index: number,
  isLast: boolean,
): Promise<RouteStart[]> => {
  if ('notApplicable' in route) return [];
  if (route.fault !== undefined) return [{ index, fault: route.fault }];
  try {
    const { routeAnalysisId } = await services.routes.start(route.question);
    return [{ index, globalNetworkId: route.question.globalNetworkId, routeAnalysisId }];
  } catch (error) {
    const fault = faultOf(error, 'StartRouteAnalysis');
    throwTransient(error, fault, isLast);
    return [{ index, fault }];
  }
};

/**
 * Starts the analyses of one path: all of them in round 1, in round 2 only those whose failure is worth another try.
 * A transient fault is thrown, so that the whole step is tried again (what was started already is the same start, by its
 * token), until `isLast`: then every fault is a value.
 */
export const startAnalyses = async (
  services: Services,
  sweepId: string,
  plan: PlannedPath,
  round: { readonly number: number; readonly only?: readonly number[] },
  isLast: boolean,
): Promise<Started> => {
  const at = services.now().toISOString();
  const routes =
    round.number === 1
      ? (await Promise.all(plan.routes.map((route, index) => startRoute(services, route, index, isLast)))).flat()
      : [];
  const paid: Start[] = [];
  for (const [index, asked] of plan.questions.entries())
    if (round.only?.includes(index) ?? true)
      paid.push(await startPaid(services, sweepId, asked, index, round.number, isLast));
  return { at, paid, routes };
};

/** Where the waiting stands: checkpointed at every poll. */
export interface Waiting {
  readonly analyses: readonly string[];
  readonly routes: readonly { readonly globalNetworkId: string; readonly routeAnalysisId: string }[];
  /** Places of the questions whose analysis AWS failed for a passing reason. */
  readonly again: readonly number[];
}

export const waitingFor = (started: Started): Waiting => ({
  analyses: started.paid.flatMap((start) => ('analysisId' in start ? [start.analysisId] : [])),
  routes: started.routes.flatMap((start) =>
    'routeAnalysisId' in start
      ? [{ globalNetworkId: start.globalNetworkId, routeAnalysisId: start.routeAnalysisId }]
      : [],
  ),
  again: [],
});

export const isWaiting = (waiting: Waiting): boolean => waiting.analyses.length > 0 || waiting.routes.length > 0;

/**
 * Looks once at what is still running; free calls. A fault that passes leaves the waiting as it is, any other ends it:
 * the final reading meets it again and keeps it as evidence.
 */
export const poll = async (services: Services, started: Started, waiting: Waiting): Promise<Waiting> => {
  try {
    const progress = await services.reachability.read(waiting.analyses);
    const routes = await Promise.all(
      waiting.routes.map(async (route) => ({
        route,
        progress: await services.routes.read(route.globalNetworkId, route.routeAnalysisId),
      })),
    );
    const failed = started.paid.filter((start) => {
      const end = 'analysisId' in start ? progress.get(start.analysisId) : undefined;
      return end?.kind === 'failed' && isRetryableFailure(end.message);
    });
    return {
      analyses: waiting.analyses.filter((id) => progress.get(id)?.kind === 'running'),
      routes: routes.flatMap(({ route, progress: now }) => (now.kind === 'running' ? [route] : [])),
      again: [...waiting.again, ...failed.map((start) => start.index)],
    };
  } catch (error) {
    const fault = faultOf(error, READ);
    services.log.error('running analyses could not be read', { fault });
    return isTransient(fault.kind) ? waiting : { ...waiting, analyses: [], routes: [] };
  }
};

const runOf = <Report>(
  progress: Progress<Report>,
  analysisId: string,
  seconds: number,
  operation: string,
): Run<Report> => {
  switch (progress.kind) {
    case 'running':
      return { kind: 'unfinished', analysisId, seconds };
    case 'succeeded':
      return { kind: 'succeeded', report: progress.report };
    case 'failed':
      return { kind: 'failed', message: progress.message, analysisId };
    case 'gone':
      return {
        kind: 'fault',
        analysisId,
        fault: {
          kind: 'not-found',
          operation,
          code: 'ANALYSIS_GONE',
          message: `${analysisId} was removed before it could be read`,
        },
      };
  }
};

const readPaid = async (services: Services, starts: readonly Start[], isLast: boolean) => {
  const ids = starts.flatMap((start) => ('analysisId' in start ? [start.analysisId] : []));
  try {
    return await services.reachability.read(ids);
  } catch (error) {
    const fault = faultOf(error, READ);
    throwTransient(error, fault, isLast);
    return fault;
  }
};

const collectPaid = async (
  services: Services,
  plan: PlannedPath,
  starts: readonly Start[],
  isLast: boolean,
): Promise<Evidence> => {
  const progress = await readPaid(services, starts, isLast);
  const latest = new Map(starts.map((start) => [start.index, start]));
  return plan.questions.map(({ pair, question }, index): Analysis => {
    const start = latest.get(index);
    const base = { analyzer: 'reachability-analyzer', pair, question } as const;
    if (start === undefined || 'fault' in start)
      return {
        ...base,
        run: {
          kind: 'fault',
          fault: start?.fault ?? {
            kind: 'unavailable',
            operation: 'StartNetworkInsightsAnalysis',
            code: 'NOT_STARTED',
            message: 'the analysis was not started',
          },
        },
      };
    if ('operation' in progress)
      return { ...base, run: { kind: 'fault', fault: progress, analysisId: start.analysisId } };
    const seconds = Math.round((services.now().getTime() - Date.parse(start.startedAt)) / 1000);
    return { ...base, run: runOf(progress.get(start.analysisId) ?? { kind: 'gone' }, start.analysisId, seconds, READ) };
  });
};

const collectRoute = async (
  services: Services,
  route: PlannedRoute,
  start: RouteStart | undefined,
  startedAt: string,
  isLast: boolean,
): Promise<Analysis> => {
  if ('notApplicable' in route)
    return { analyzer: 'route-analyzer', pair: route.pair, notApplicable: route.notApplicable };
  const base = { analyzer: 'route-analyzer', pair: route.pair, question: route.question } as const;
  if (start === undefined || 'fault' in start) {
    const fault = start?.fault ?? {
      kind: 'unavailable',
      operation: 'StartRouteAnalysis',
      code: 'NOT_STARTED',
      message: 'the route analysis was not started',
    };
    return { ...base, run: { kind: 'fault', fault } };
  }
  try {
    const progress = await services.routes.read(start.globalNetworkId, start.routeAnalysisId);
    const seconds = Math.round((services.now().getTime() - Date.parse(startedAt)) / 1000);
    return { ...base, run: runOf(progress, start.routeAnalysisId, seconds, READ_ROUTES) };
  } catch (error) {
    const fault = faultOf(error, READ_ROUTES);
    throwTransient(error, fault, isLast);
    return { ...base, run: { kind: 'fault', fault, analysisId: start.routeAnalysisId } };
  }
};

/** Reads how everything that was started for a path ended; free calls. Transient faults are thrown until `isLast`. */
export const collect = async (
  services: Services,
  plan: PlannedPath,
  rounds: readonly Started[],
  isLast: boolean,
): Promise<Evidence> => {
  const first = rounds[0];
  if (first === undefined) return [];
  const paid = await collectPaid(
    services,
    plan,
    rounds.flatMap((round) => round.paid),
    isLast,
  );
  const routes = await Promise.all(
    plan.routes.map((route, index) =>
      collectRoute(
        services,
        route,
        first.routes.find((start) => start.index === index),
        first.at,
        isLast,
      ),
    ),
  );
  return [...paid, ...routes];
};
