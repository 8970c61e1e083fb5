import { randomUUID } from 'node:crypto';
import type { RouteAnalysisPath } from '@aws-sdk/client-networkmanager';
import { notFound } from './refusal.ts';
import type { RouteAnalysisRequest } from './request.ts';

/** How an analysis will end. A later model of the network answers in the same words. */
export type Outcome =
  | { readonly status: 'COMPLETED'; readonly forward: RouteAnalysisPath; readonly back?: RouteAnalysisPath }
  | { readonly status: 'FAILED' };

interface Kept {
  readonly request: RouteAnalysisRequest;
  readonly outcome: Outcome;
  readonly startedAt: Date;
}

/** A route analysis as it goes over the wire. */
type RouteAnalysisDocument = Readonly<Record<string, unknown>>;

/**
 * Keeps the route analyses of an account; there is no operation that lists or deletes them. Each is answered at its
 * start, by the network as it is then, and runs for `runSeconds`.
 */
export const keepAnalyses = (
  answer: (request: RouteAnalysisRequest) => Outcome,
  now: () => Date,
  runSeconds: number,
) => {
  const analyses = new Map<string, Kept>();

  const head = (id: string, { request, startedAt }: Kept): RouteAnalysisDocument => ({
    RouteAnalysisId: id,
    GlobalNetworkId: request.GlobalNetworkId,
    StartTimestamp: startedAt.getTime() / 1000,
    Source: request.Source,
    Destination: request.Destination,
    IncludeReturnPath: request.IncludeReturnPath,
    UseMiddleboxes: request.UseMiddleboxes,
    Status: 'RUNNING',
  });

  const end = ({ request, outcome }: Kept): RouteAnalysisDocument => {
    if (outcome.status === 'FAILED') return { Status: 'FAILED' };
    // "The return path is not analyzed if the forward path analysis does not succeed": API_StartRouteAnalysis.
    const goesBack = request.IncludeReturnPath && outcome.forward.CompletionStatus?.ResultCode === 'CONNECTED';
    return {
      Status: 'COMPLETED',
      ForwardPath: outcome.forward,
      ...(goesBack && outcome.back !== undefined ? { ReturnPath: outcome.back } : {}),
    };
  };

  return {
    start: (request: RouteAnalysisRequest): RouteAnalysisDocument => {
      const id = randomUUID();
      const kept = { request, outcome: answer(request), startedAt: now() };
      analyses.set(id, kept);
      return head(id, kept);
    },
    read: (globalNetworkId: string, id: string): RouteAnalysisDocument => {
      const kept = analyses.get(id);
      if (kept === undefined || kept.request.GlobalNetworkId !== globalNetworkId) throw notFound('route-analysis', id);
      const runs = now().getTime() - kept.startedAt.getTime() < runSeconds * 1000;
      return { ...head(id, kept), ...(runs ? {} : end(kept)) };
    },
  };
};
