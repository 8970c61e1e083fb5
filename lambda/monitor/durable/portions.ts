import type { DurableContext } from '@aws/durable-execution-sdk-js';
import type { Path } from '../../domain/path.ts';
import type { SweepRecord, SweepRequest, Tally } from '../../domain/sweep.ts';
import type { Services } from '../ports.ts';
import type { Prepared } from '../prepared.ts';
import { sumOf } from '../tally.ts';

/** AWS runs 100 analyses at a time; two portions of a sweep stay within it together, and leave room for a sweep beside. */
const PORTIONS_AT_ONCE = 2;
/** Each takes three of the 3,000 operations of an execution. */
const PORTIONS = 500;
/**
 * After so long no further portion is started: one of fifty paths, whose analyses all hang, takes nearly as long again, and an
 * execution ends after an hour (lib/sweep.ts). What is left is due again at the next look. Milliseconds.
 */
const STARTING = 30 * 60 * 1000;

export interface Portioned {
  readonly tally: Tally;
  /** Paths that no portion was started for. */
  readonly waiting: number;
}

/** What the operator hears of them. */
export const waitingNotes = (waiting: number): readonly string[] =>
  waiting === 0
    ? []
    : [
        `${waiting} ${waiting === 1 ? 'path waits' : 'paths wait'} for the next look: more changed than one sweep takes on`,
      ];

/** Starts further executions of the sweep, for the portions of the due paths that are looked at anew. */
export const startPortions = async (
  context: DurableContext,
  services: Services,
  request: SweepRequest,
  sweep: { readonly id: string; readonly startedAt: string },
  { portions, rank }: Prepared,
  due: readonly Path[],
): Promise<Portioned> => {
  const self = request.self ?? context.lambdaContext.invokedFunctionArn;
  const started = portions.slice(0, PORTIONS);
  const beyond = portions.slice(PORTIONS).reduce((count, places) => count + places.length, 0);
  const batch = await context.map(
    'portions',
    [...started],
    async (item, places, index): Promise<Portioned> => {
      const name = `portion ${index}`;
      try {
        const at = await item.step(`time ${index}`, async () => services.now().getTime());
        if (at - Date.parse(sweep.startedAt) > STARTING) return { tally: sumOf([]), waiting: places.length };
        const paths = places.flatMap((place) => due[place]?.id ?? []);
        const part = { of: sweep.id, index, count: started.length, rank, paths };
        const done = await item.invoke<SweepRequest, SweepRecord>(name, self, { ...request, self, part });
        return { tally: done.tally, waiting: 0 };
      } catch (error) {
        context.logger.error('a portion of the sweep ended badly; its paths are due again at the next', {
          portion: index,
          trouble: error instanceof Error ? error.message : String(error),
        });
        return { tally: sumOf([]), waiting: 0 };
      }
    },
    { maxConcurrency: PORTIONS_AT_ONCE, itemNamer: (_, index) => `portion ${index}` },
  );
  const done = batch.getResults();
  return {
    tally: sumOf(done.map(({ tally }) => tally)),
    waiting: done.reduce((count, { waiting }) => count + waiting, beyond),
  };
};
