import type { SweepRequest } from '../../lambda/domain/sweep.ts';
import { opened } from '../../lambda/incidents/open.ts';
import { type Delivery, gather, listen } from '../../lambda/monitor/gather.ts';
import { laterSignal } from '../../lambda/monitor/later-signal.ts';
import { openChangeLog } from './change-log.ts';
import type { Look } from './look.ts';
import type { Scene } from './scene.ts';

const QUIET = 30;
/** The queue's batches: lib/gather.ts. Seconds, messages. */
const WINDOW = 2;
const BATCH = 1000;

export interface Hearing {
  /** Events that EventBridge delivers now. */
  hear(events: readonly string[]): void;
  /** Events that were kept. */
  readonly kept: () => number;
}

/** The queue and the gathering: the product's own rules, over changes kept in memory. A look follows once it is quiet. */
export const openHearing = ({ agenda, ledger, now, watched }: Scene, look: Look): Hearing => {
  const changes = openChangeLog();
  const started = new Set<string>();
  let waiting: Delivery[] = [];
  let isDelivering = false;
  let messages = 0;

  /** A path that is broken is an incident of its own here: what it is blamed on is the same. */
  const openIncidents = async () =>
    watched.flatMap(({ path, state }) =>
      state?.broken === undefined
        ? []
        : [opened(laterSignal(path, state.broken, 'broke', state.signals), path.alerts, state.broken.startedAt)],
    );

  const untilQuiet = async (gathering: string): Promise<void> => {
    ledger.listens += 1;
    const { closed, wait } = await listen(
      { changes, store: { openIncidents }, now, log: { info: () => undefined, error: () => undefined } },
      gathering,
      QUIET,
    );
    if (closed) look({ by: 'change', gathering });
    else agenda.add(agenda.now() + Math.max(1, wait) * 1000, () => untilQuiet(gathering));
  };
  const starter = {
    start: async ({ trigger }: SweepRequest, name: string): Promise<void> => {
      if (trigger.by !== 'change' || started.has(name)) return;
      started.add(name);
      agenda.add(agenda.now(), () => untilQuiet(trigger.gathering));
    },
  };
  const store = { putLook: async () => undefined };

  const deliver = async (): Promise<void> => {
    isDelivering = false;
    const batch = waiting.slice(0, BATCH);
    waiting = waiting.slice(BATCH);
    ledger.batches += 1;
    await gather({ changes, store, starter, now }, batch);
    if (waiting.length > 0) later();
  };
  const later = (): void => {
    if (isDelivering) return;
    isDelivering = true;
    agenda.add(agenda.now() + (waiting.length >= BATCH ? 0 : WINDOW * 1000), deliver);
  };
  return {
    kept: changes.kept,
    hear: (events) => {
      if (events.length === 0) return;
      ledger.events += events.length;
      for (const body of events) {
        messages += 1;
        waiting.push({ messageId: `message-${messages}`, body, at: now().toISOString() });
      }
      later();
    },
  };
};
