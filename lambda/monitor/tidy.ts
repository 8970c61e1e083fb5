import { type FaultInfo, faultOf } from '../domain/fault.ts';
import type { Services, StoredAnalysis } from './ports.ts';

/** An analysis that claims to run for longer than this never ends; AWS's own take minutes. */
const STUCK_MILLISECONDS = 60 * 60 * 1000;

const isStillRunning = (analysis: StoredAnalysis, now: Date): boolean =>
  analysis.running && now.getTime() - Date.parse(analysis.startedAt) < STUCK_MILLISECONDS;

/**
 * Removes our stored analyses of one insights path but the newest, which stays for the console link: an account
 * keeps 10,000 at most. Works from what AWS has, so that what a crashed sweep left is removed by the next; so is what cannot be
 * removed now, which takes nothing from the verdict that was reached.
 */
export const tidyAnalyses = async (services: Services, insightsPathId: string): Promise<readonly FaultInfo[]> => {
  const faults: FaultInfo[] = [];
  const trying = async (operation: string, act: () => Promise<void>): Promise<void> => {
    try {
      await act();
    } catch (error) {
      const fault = faultOf(error, operation);
      faults.push(fault);
      services.log.error('analyses could not be removed and wait for the next sweep', { id: insightsPathId, fault });
    }
  };
  await trying('DescribeNetworkInsightsAnalyses', async () => {
    const stored = await services.reachability.stored(insightsPathId);
    const now = services.now();
    const [, ...older] = stored.filter((analysis) => analysis.own);
    const old = older.filter((analysis) => !isStillRunning(analysis, now));
    for (const { analysisId } of old)
      await trying('DeleteNetworkInsightsAnalysis', () => services.reachability.removeAnalysis(analysisId));
  });
  return faults;
};

/** Removes an insights path with all its analyses, unless another sweep or another person is using it. */
const removePath = async (services: Services, insightsPathId: string): Promise<boolean> => {
  const stored = await services.reachability.stored(insightsPathId);
  const now = services.now();
  if (stored.some((analysis) => isStillRunning(analysis, now) || !analysis.own)) return false;
  for (const analysis of stored) await services.reachability.removeAnalysis(analysis.analysisId);
  await services.reachability.removePath(insightsPathId);
  return true;
};

/** Removes what is no longer declared or asked; what fails is left to the next sweep and said. */
export const tidyPaths = async (
  services: Services,
  insightsPathIds: readonly string[],
): Promise<{ readonly removed: number; readonly faults: readonly FaultInfo[] }> => {
  let removed = 0;
  const faults: FaultInfo[] = [];
  for (const id of insightsPathIds) {
    try {
      if (await removePath(services, id)) removed += 1;
      else services.log.info('an insights path is in use and stays for now', { id });
    } catch (error) {
      const fault = faultOf(error, 'DeleteNetworkInsightsPath');
      faults.push(fault);
      services.log.error('an insights path could not be removed and waits for the next sweep', { id, fault });
    }
  }
  return { removed, faults };
};
