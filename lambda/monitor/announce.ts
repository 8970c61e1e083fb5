import { faultOf } from '../domain/fault.ts';
import type { OutboxEntry, State } from '../domain/state.ts';
import type { Services } from './ports.ts';
import { changeState, completeRecords } from './record.ts';

/**
 * After so long a claim's holder must have died: a publish call gives up within seconds. Longer than any clock skew
 * between two functions.
 */
const CLAIM_MILLISECONDS = 5 * 60 * 1000;

type Publish = Extract<OutboxEntry, { kind: 'publish' }>;

const isOpen = (entry: OutboxEntry, by: string, now: Date): entry is Publish =>
  entry.kind === 'publish' &&
  (entry.claim === undefined ||
    entry.claim.by === by ||
    now.getTime() - Date.parse(entry.claim.at) > CLAIM_MILLISECONDS);

const mapPublish = (state: State, ids: ReadonlySet<string>, change: (entry: Publish) => OutboxEntry[]): State => ({
  ...state,
  outbox: state.outbox.flatMap((entry) =>
    entry.kind === 'publish' && ids.has(entry.alert.id) ? change(entry) : [entry],
  ),
});

const claim = async (services: Services, pathId: string, by: string): Promise<readonly Publish[]> => {
  const now = services.now();
  let mine: readonly Publish[] = [];
  await changeState(services.store, pathId, (state) => {
    mine = state.outbox.filter((entry) => isOpen(entry, by, now));
    if (mine.length === 0) return undefined;
    const ids = new Set(mine.map((entry) => entry.alert.id));
    return mapPublish(state, ids, (entry) => [{ ...entry, claim: { by, at: now.toISOString() } }]);
  });
  return mine;
};

export interface Announced {
  readonly published: number;
  readonly failed: number;
}

/**
 * Publishes the alerts that a path owes, oldest first: each is claimed, published, then struck. A process that dies
 * between the topic's acceptance and the striking leaves a claim behind, and the same alert, with the same id, is
 * published again by whoever resumes it, or by another sweep once the claim is old. A topic that refuses leaves the
 * alert, and what was to follow it, in the outbox for the next sweep: a break that is told after its recovery would read
 * as a new one. `by` names the claimant, and is the same when its step is run again.
 */
export const announce = async (services: Services, pathId: string, by: string): Promise<Announced> => {
  const mine = await claim(services, pathId, by);
  const held = new Set(mine.map((entry) => entry.alert.id));
  let published = 0;
  for (const { alert } of mine) {
    const only = new Set([alert.id]);
    try {
      await services.announcer.publish(alert);
    } catch (error) {
      const fault = faultOf(error, 'Publish');
      services.log.error('an alert could not be published and waits for the next sweep', { alert: alert.id, fault });
      // What the topic will never take must not hold up what follows.
      const goesOn = fault.kind === 'invalid';
      await changeState(services.store, pathId, (state) =>
        mapPublish(state, goesOn ? only : held, ({ claim: _claim, ...entry }) => [
          entry.alert.id === alert.id
            ? { ...entry, attempts: entry.attempts + 1, lastFault: `${fault.code}: ${fault.message}` }
            : entry,
        ]),
      );
      if (!goesOn) break;
      held.delete(alert.id);
      continue;
    }
    await changeState(services.store, pathId, (state) => mapPublish(state, only, () => []));
    held.delete(alert.id);
    published += 1;
  }
  return { published, failed: mine.length - published };
};

/** How many paths' outboxes one sweep drains at most, so that a long outage of the topic cannot make a sweep endless. */
const DRAINED = 200;

const pending = async ({ store, log }: Services): Promise<readonly string[]> => {
  try {
    return (await store.pending()).slice(0, DRAINED);
  } catch (error) {
    log.error('the outboxes could not be listed and wait for the next sweep', { fault: faultOf(error, 'Query') });
    return [];
  }
};

/** Completes what earlier sweeps left owing: records first, then alerts. No fault of it keeps the sweep from its paths. */
export const drain = async (services: Services, by: string): Promise<Announced> => {
  let published = 0;
  let failed = 0;
  for (const pathId of await pending(services)) {
    try {
      const state = await services.store.state(pathId);
      if (state === undefined) continue;
      await completeRecords(services.store, state);
      const done = await announce(services, pathId, by);
      published += done.published;
      failed += done.failed;
    } catch (error) {
      failed += 1;
      services.log.error('an outbox could not be drained and waits for the next sweep', {
        path: pathId,
        fault: faultOf(error, 'drain'),
      });
    }
  }
  return { published, failed };
};
