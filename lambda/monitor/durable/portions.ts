import type { DurableContext } from '@aws/durable-execution-sdk-js';
import type { SweepRecord, SweepRequest, Tally } from '../../domain/sweep.ts';
import type { Prepared } from '../prepared.ts';
import { sumOf } from '../tally.ts';

/** AWS runs 100 analyses at a time; two portions of a sweep stay within it together, and leave room for a sweep beside. */
const PORTIONS_AT_ONCE = 2;

/** Starts further executions of the sweep, for the portions of the declared paths that have something to buy. */
export const startPortions = async (
  context: DurableContext,
  request: SweepRequest,
  sweepId: string,
  { portions, rank }: Prepared,
): Promise<Tally> => {
  const self = request.self ?? context.lambdaContext.invokedFunctionArn;
  const batch = await context.map(
    'portions',
    [...portions],
    async (item, index) => {
      const name = `portion ${index}`;
      try {
        const part = { of: sweepId, index, count: portions.length, rank };
        const done = await item.invoke<SweepRequest, SweepRecord>(name, self, { ...request, self, part });
        return done.tally;
      } catch (error) {
        context.logger.error('a portion of the sweep ended badly; its paths are due again at the next', {
          portion: index,
          trouble: error instanceof Error ? error.message : String(error),
        });
        return sumOf([]);
      }
    },
    { maxConcurrency: PORTIONS_AT_ONCE, itemNamer: (index) => `portion ${index}` },
  );
  return sumOf(batch.getResults());
};
