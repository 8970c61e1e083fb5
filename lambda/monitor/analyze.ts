import { Fault, type FaultInfo, faultOf, isTransient } from '../domain/fault.ts';
import type { Claimed } from './claim.ts';
import { isRetryableFailure } from './diagnose.ts';
import type { PlannedPath, PlannedQuestion, PlannedRoute } from './plan.ts';
import type { Services } from './ports.ts';
import { startToken } from './question.ts';
import { throwTransient } from './transient.ts';

/** One started analysis, or why it was not started. `index` is the place of its question in the plan. */
export type Start =
  | { readonly index: number; readonly analysisId: string; readonly insightsPathId: string; readonly startedAt: string }
  | { readonly index: number; readonly insightsPathId?: string; readonly fault: FaultInfo };

export type RouteStart =
  | { readonly index: number; readonly globalNetworkId: string; readonly routeAnalysisId: string }
  | { readonly index: number; readonly fault: FaultInfo };

/** What was started for one path: checkpointed, so it holds ids only. */
export interface Started {
  /** ISO time of the first start, or before it. */
  readonly at: string;
  readonly paid: readonly Start[];
  readonly routes: readonly RouteStart[];
  /** Why nothing was started: another sweep is at it, what is known holds, or a bound of the budget would be passed. */
  readonly not?: Exclude<Claimed, { kind: 'claimed' }> | { readonly kind: 'spent' };
}

/** How many analyses were bought in some rounds. */
export const boughtIn = (rounds: readonly Started[]): number =>
  rounds.flatMap(({ paid }) => paid).filter((start) => 'analysisId' in start).length;

/** Of the token that an insights path is made with, in place of a start's round. */
const CREATION = 0;

const isPathRemoved = (fault: FaultInfo): boolean => fault.code === 'InvalidNetworkInsightsPathId.NotFound';

const unseen = (fault: FaultInfo, cause: unknown): Fault => new Fault({ ...fault, kind: 'unavailable' }, { cause });

/** An insights path that was removed since the plan, by whomever, is made anew once: with a token of its own. */
const startPaid = async (
  services: Services,
  sweepId: string,
  { pair, question, insightsPathId }: PlannedQuestion,
  index: number,
  round: number,
  isLast: boolean,
  creation = CREATION,
): Promise<Start> => {
  let pathId = insightsPathId;
  try {
    pathId ??= (await services.reachability.create(question, startToken(sweepId, question, creation))).id;
    const started = await services.reachability.start(pathId, question, startToken(sweepId, question, round));
    return { index, insightsPathId: pathId, ...started };
  } catch (error) {
    const fault = faultOf(error, 'StartNetworkInsightsAnalysis');
    // Just made, it is not seen yet: EC2 is eventually consistent.
    if (isPathRemoved(fault) && insightsPathId === undefined && !isLast) throw unseen(fault, error);
    if (creation === CREATION && isPathRemoved(fault) && insightsPathId !== undefined)
      return startPaid(services, sweepId, { pair, question }, index, round, isLast, -round);
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
 * Starts the analyses of one path: all of them in round 1, in round 2 only those whose failure is worth another try. Rounds
 * 3 and 4 are those of a second attempt, where the network changed under the first.
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
  const now = services.now().toISOString();
  const paid: Start[] = [];
  for (const [index, asked] of plan.questions.entries())
    if (round.only?.includes(index) ?? true)
      paid.push(await startPaid(services, sweepId, asked, index, round.number, isLast));
  // Last, since they know no token: a fault above must not start them again.
  const routes =
    round.number % 2 === 1
      ? (await Promise.all(plan.routes.map((route, index) => startRoute(services, route, index, isLast)))).flat()
      : [];
  // What an earlier attempt of this step started tells of an earlier moment.
  const at = paid.reduce(
    (first, start) => ('startedAt' in start && start.startedAt < first ? start.startedAt : first),
    now,
  );
  return { at, paid, routes };
};

/** Where the waiting stands: checkpointed at every poll. */
export interface Waiting {
  /** ISO time of this poll: what had ended by then was looked at before. */
  readonly at: string;
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
  at: started.at,
});

export const isWaiting = (waiting: Waiting): boolean => waiting.analyses.length > 0 || waiting.routes.length > 0;

const isWorthWaiting = (services: Services, error: unknown, operation: string): boolean => {
  const fault = faultOf(error, operation);
  services.log.error('a running analysis could not be read', { fault });
  return isTransient(fault.kind);
};

/**
 * EC2 is eventually consistent: what was just started may not be found yet, and is no analysis that somebody removed.
 * https://docs.aws.amazon.com/ec2/latest/devguide/eventual-consistency.html
 */
const SETTLING_MILLISECONDS = 60 * 1000;

const isYoung = (start: Start, now: Date): start is Extract<Start, { analysisId: string }> =>
  'analysisId' in start && now.getTime() - Date.parse(start.startedAt) < SETTLING_MILLISECONDS;

const pollPaid = async (
  services: Services,
  { paid }: Started,
  analyses: readonly string[],
): Promise<Pick<Waiting, 'analyses' | 'again'>> => {
  try {
    const progress = await services.reachability.read(analyses);
    const failed = paid.filter((start) => {
      const end = 'analysisId' in start ? progress.get(start.analysisId) : undefined;
      return end?.kind === 'failed' && isRetryableFailure(end.message);
    });
    const young = new Set(paid.flatMap((start) => (isYoung(start, services.now()) ? [start.analysisId] : [])));
    return {
      analyses: analyses.filter((id) => {
        const kind = progress.get(id)?.kind;
        return kind === 'running' || (kind === 'gone' && young.has(id));
      }),
      again: failed.map((start) => start.index),
    };
  } catch (error) {
    return { analyses: isWorthWaiting(services, error, 'DescribeNetworkInsightsAnalyses') ? analyses : [], again: [] };
  }
};

const pollRoute = async (services: Services, route: Waiting['routes'][number]): Promise<Waiting['routes']> => {
  try {
    const progress = await services.routes.read(route.globalNetworkId, route.routeAnalysisId);
    return progress.kind === 'running' ? [route] : [];
  } catch (error) {
    return isWorthWaiting(services, error, 'GetRouteAnalysis') ? [route] : [];
  }
};

/**
 * Looks once at what is still running; free calls. A fault that passes leaves the waiting for that analysis as it is, any
 * other ends it: the final reading meets it again and keeps it as evidence. The other analyzer is waited for all the same.
 */
export const poll = async (services: Services, started: Started, waiting: Waiting): Promise<Waiting> => {
  const at = services.now().toISOString();
  const { analyses, again } = await pollPaid(services, started, waiting.analyses);
  const routes = await Promise.all(waiting.routes.map((route) => pollRoute(services, route)));
  return { at, analyses, routes: routes.flat(), again: [...waiting.again, ...again] };
};
