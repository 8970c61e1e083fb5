import type { Analysis, Evidence, Run } from '../domain/evidence.ts';
import { faultOf } from '../domain/fault.ts';
import type { RouteStart, Start, Started } from './analyze.ts';
import type { PlannedPath, PlannedRoute } from './plan.ts';
import type { Planned } from './planned.ts';
import type { Progress, Services } from './ports.ts';
import { throwTransient } from './transient.ts';

const READ = 'DescribeNetworkInsightsAnalyses';
const READ_ROUTES = 'GetRouteAnalysis';

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

const modelled = (plan: PlannedPath): Evidence =>
  plan.questions.flatMap(
    ({ pair, question, model }): Evidence =>
      model === undefined ? [] : [{ analyzer: 'network-model', pair, question, run: model }],
  );

/**
 * Reads how everything that was started for a path ended; free calls. Where nothing was asked for, the network model's
 * answers are all there is. Transient faults are thrown until `isLast`.
 */
export const collect = async (
  services: Services,
  plan: PlannedPath & Pick<Planned, 'alone'>,
  rounds: readonly Started[],
  isLast: boolean,
): Promise<Evidence> => {
  const first = rounds[0];
  if (first === undefined || first.not !== undefined) return modelled(plan);
  const paid =
    plan.alone === undefined
      ? await collectPaid(
          services,
          plan,
          rounds.flatMap((round) => round.paid),
          isLast,
        )
      : [];
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
  return [...paid, ...routes, ...modelled(plan)];
};
