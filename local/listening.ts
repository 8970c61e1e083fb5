import type { SweepRecord, SweepRequest } from '../lambda/domain/sweep.ts';
import { gather } from '../lambda/monitor/gather.ts';
import type { Services } from '../lambda/monitor/ports.ts';
import type { Events } from './events/bus.ts';
import { openGatherer } from './gatherer.ts';
import { inProcessStarter } from './in-process-starter.ts';

export interface Listening {
  /** Resolves once every change that was made is gathered, and the sweeps that they started are over. */
  settled(): Promise<void>;
  close(): Promise<void>;
}

/**
 * Lets the changes of an embedded network start sweeps, as the deployed rules, queue and functions do. `run` runs one;
 * `failed` is told of a batch or a sweep that throws.
 */
export const openListening = (options: {
  readonly events: Pick<Events, 'subscribe' | 'settled'>;
  readonly services: Pick<Services, 'changes' | 'store' | 'now'>;
  readonly run: (request: SweepRequest) => Promise<SweepRecord>;
  readonly failed: (error: unknown) => void;
}): Listening => {
  const { events, services, run, failed } = options;
  const starter = inProcessStarter(run, failed);
  const { changes, store, now } = services;
  const gatherer = openGatherer({
    events,
    gather: ({ Records }) =>
      gather(
        { changes, store, starter, now },
        Records.map(({ messageId, body, attributes }) => ({
          messageId,
          body,
          at: new Date(Number(attributes.SentTimestamp)).toISOString(),
        })),
      ),
    failed,
  });
  return {
    settled: async () => {
      await events.settled();
      await starter.settled();
    },
    close: async () => {
      await gatherer.close();
      await starter.settled();
    },
  };
};
