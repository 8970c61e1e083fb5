import type { NetworkInsightsPath } from '@aws-sdk/client-ec2';
import type { Documents } from '../../lambda/snapshot/snapshot.ts';
import type { AnalysisFilters, Outcome } from '../ec2/insights.ts';
import type { Outcome as RouteOutcome } from '../network-manager/analyses.ts';
import type { RouteAnalysisRequest } from '../network-manager/request.ts';
import { isEnd } from './ends.ts';
import { reachabilityAnswers } from './reachability.ts';
import { routeAnswers } from './routes.ts';

/** AWS's two analyzers over one state of a network. */
export interface Analyzers {
  readonly reachability: (path: NetworkInsightsPath, filters: AnalysisFilters) => Outcome;
  readonly routes: (request: RouteAnalysisRequest) => RouteOutcome;
  /** Whether Reachability Analyzer takes an id or ARN as an end. */
  readonly isEnd: (reference: string) => boolean;
}

/** Each begins its work at its first question. */
export const analyzersOf = (documents: Documents): Analyzers => {
  let reachability: Analyzers['reachability'] | undefined;
  let routes: Analyzers['routes'] | undefined;
  return {
    reachability: (path, filters) => {
      reachability ??= reachabilityAnswers(documents);
      return reachability(path, filters);
    },
    routes: (request) => {
      routes ??= routeAnswers(documents);
      return routes(request);
    },
    isEnd: (reference) => isEnd(documents, reference),
  };
};
