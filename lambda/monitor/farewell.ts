import { faultOf } from '../domain/fault.ts';
import type { ReachabilityAnalyzer } from './ports.ts';

export interface Farewell {
  readonly removed: readonly string[];
  /** Insights paths that could not be removed, and why. */
  readonly left: readonly { readonly id: string; readonly reason: string }[];
}

/** Removes every insights path that this deployment made, with its analyses; the fault of one leaves the others theirs. */
export const farewell = async (reachability: ReachabilityAnalyzer): Promise<Farewell> => {
  const removed: string[] = [];
  const left: { readonly id: string; readonly reason: string }[] = [];
  for (const { id } of await reachability.owned()) {
    try {
      for (const { analysisId } of await reachability.stored(id)) await reachability.removeAnalysis(analysisId);
      await reachability.removePath(id);
      removed.push(id);
    } catch (error) {
      const { code, message } = faultOf(error, 'DeleteNetworkInsightsPath');
      left.push({ id, reason: `${code}: ${message}` });
    }
  }
  return { removed, left };
};
