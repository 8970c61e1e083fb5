import type { DurableContext } from '@aws/durable-execution-sdk-js';
import type { Configuration } from '../../domain/path.ts';
import type { Services } from '../ports.ts';
import { type Sought, search } from '../search.ts';

/** How often a sweep looks for what comes later than its alerts: all of it is found or given up long before. */
const LATER_LOOKS = 20;
/** Seconds between two such looks at least. */
const LATER_GAP = 5;

/**
 * Looks for what comes later than the alerts: the authors of changes, for CloudTrail's history is minutes late, and the flow logs'
 * word. Each time from when on there may be something new. `isOwn`: only who raised alerts goes on looking.
 */
export const untilExplained = async (
  context: DurableContext,
  services: Services,
  configuration: Configuration,
  sweep: { readonly by: string; readonly stamp: string },
  isOwn: boolean,
): Promise<void> => {
  const initialState: Sought & { readonly at: string } = { left: 1, at: '' };
  await context.waitForCondition(
    'explain',
    async () => ({ ...(await search(services, configuration, sweep)), at: services.now().toISOString() }),
    {
      initialState,
      waitStrategy: ({ left, next, at }, attempt) =>
        isOwn && left > 0 && next !== undefined && attempt < LATER_LOOKS
          ? {
              shouldContinue: true,
              delay: { seconds: Math.max(LATER_GAP, Math.ceil((Date.parse(next) - Date.parse(at)) / 1000)) },
            }
          : { shouldContinue: false },
    },
  );
};
