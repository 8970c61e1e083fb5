import type { Services } from '../../lambda/monitor/ports.ts';
import type { Call, Disturbance } from '../../local/endpoint.ts';

/** Tells for which path a call is made: by what it carries, or by the ids that earlier answers gave. */
export interface Watch {
  /** The services that are watched, to run a sweep with. */
  services(): Services;
  isFor(pathId: string, call: Call): boolean;
}

const mentions = (call: Call, text: string): boolean => JSON.stringify(call.input).includes(`"${text}"`);

/** Route analyses carry no tags: `sources` tells the source address of each path. */
export const watch = (real: Services, sources: Readonly<Record<string, string>>): Watch => {
  /** The path of each id that was given out. */
  const given = new Map<string, string>(Object.entries(sources).map(([pathId, address]) => [address, pathId]));
  const reachability: Services['reachability'] = {
    ...real.reachability,
    start: async (insightsPathId, question, token) => {
      given.set(insightsPathId, question.pathId);
      const started = await real.reachability.start(insightsPathId, question, token);
      given.set(started.analysisId, question.pathId);
      return started;
    },
  };
  const routes: Services['routes'] = {
    ...real.routes,
    start: async (question) => {
      const started = await real.routes.start(question);
      given.set(started.routeAnalysisId, given.get(question.sourceAddress) ?? 'nobody');
      return started;
    },
  };
  const carries = (call: Call, id: string): boolean =>
    call.operation === 'StartRouteAnalysis'
      ? new RegExp(`"Source":{[^}]*"${id}"`).test(JSON.stringify(call.input))
      : mentions(call, id);
  return {
    services: () => ({ ...real, reachability, routes }),
    isFor: (pathId, call) =>
      mentions(call, pathId) || [...given].some(([id, path]) => path === pathId && carries(call, id)),
  };
};

/** One of each sort: a throttled client tries again, one that is denied does not. Every kind at every call is tried by test/faults. */
export const disturbances = {
  throttled: { kind: 'error', status: 503, code: 'RequestLimitExceeded' },
  denied: { kind: 'error', status: 403, code: 'UnauthorizedOperation' },
} as const satisfies Readonly<Record<string, Disturbance>>;

export type Kind = keyof typeof disturbances;
export const kinds: readonly Kind[] = ['throttled', 'denied'];
