import type { Events } from './events/bus.ts';
import type { QueueEvent } from './events/queue.ts';

export interface Gatherer {
  /** Takes no more events, once the batch that is under way is over. */
  close(): Promise<void>;
}

/**
 * Lets the batches of the account's queue go to `gather`, one after another, as Lambda would let them. A batch that it
 * throws for comes again, and is dead after the third time; `failed` is told of each.
 */
export const openGatherer = (options: {
  readonly events: Pick<Events, 'subscribe'>;
  readonly gather: (event: QueueEvent) => Promise<unknown>;
  readonly failed: (error: unknown) => void;
}): Gatherer =>
  options.events.subscribe(async (event) => {
    try {
      await options.gather(event);
    } catch (error) {
      options.failed(error);
      throw error;
    }
  });
