import { faultOf } from '../domain/fault.ts';
import type { ReachabilityAnalyzer } from './ports.ts';

export interface Farewell {
  readonly removed: readonly string[];
  /** How many analyses were removed, of whatever insights paths. */
  readonly analyses: number;
  /** Insights paths of ours that others have analysed: they stay, and so do those analyses. */
  readonly shared: readonly string[];
  /** Insights paths that could not be removed, and why. */
  readonly left: readonly { readonly id: string; readonly reason: string }[];
}

/**
 * Removes every insights path that this deployment made, with its analyses; the fault of one leaves the others theirs. Once it
 * `isLate`, what is not removed yet is left.
 */
export const farewell = async (reachability: ReachabilityAnalyzer, isLate: () => boolean): Promise<Farewell> => {
  const removed: string[] = [];
  const shared: string[] = [];
  const left: { readonly id: string; readonly reason: string }[] = [];
  let analyses = 0;
  for (const { id } of await reachability.owned()) {
    if (isLate()) {
      left.push({ id, reason: 'there was no time left for it' });
      continue;
    }
    try {
      const stored = await reachability.stored(id);
      for (const { analysisId, own } of stored) {
        if (!own) continue;
        await reachability.removeAnalysis(analysisId);
        analyses += 1;
      }
      if (stored.every(({ own }) => own)) {
        await reachability.removePath(id);
        removed.push(id);
      } else shared.push(id);
    } catch (error) {
      const { code, message } = faultOf(error, 'DeleteNetworkInsightsPath');
      left.push({ id, reason: `${code}: ${message}` });
    }
  }
  return { removed, analyses, shared, left };
};
