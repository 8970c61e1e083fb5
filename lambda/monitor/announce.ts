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

const isOpen = ({ claim }: Publish, by: string, now: Date): boolean =>
  claim === undefined || claim.by === by || now.getTime() - Date.parse(claim.at) > CLAIM_MILLISECONDS;

const mapPublish = (state: State, ids: ReadonlySet<string>, change: (entry: Publish) => OutboxEntry[]): State => ({
  ...state,
  outbox: state.outbox.flatMap((entry) =>
    entry.kind === 'publish' && ids.has(entry.alert.id) ? change(entry) : [entry],
  ),
});

/** The alerts of a path up to the first that somebody else holds: none is told before the one that it follows. */
const headOf = (state: State, by: string, now: Date): readonly Publish[] => {
  const owed = state.outbox.filter((entry) => entry.kind === 'publish');
  const held = owed.findIndex((entry) => !isOpen(entry, by, now));
  return held === -1 ? owed : owed.slice(0, held);
};

const claim = async (services: Services, pathId: string, by: string): Promise<readonly Publish[]> => {
  const now = services.now();
  let mine: readonly Publish[] = [];
  await changeState(services.store, pathId, (state) => {
    mine = headOf(state, by, now);
    if (mine.length === 0) return undefined;
    const ids = new Set(mine.map((entry) => entry.alert.id));
    return mapPublish(state, ids, (entry) => [{ ...entry, claim: { by, at: now.toISOString() } }]);
  });
  return mine;
};

export interface Announced {
  readonly published: number;
  readonly failed: number;
  /** Whether the topic itself seems not to take anything just now. */
  readonly isTopicDown: boolean;
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
  let isTopicDown = false;
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
      held.delete(alert.id);
      if (goesOn) continue;
      isTopicDown = true;
      break;
    }
    await changeState(services.store, pathId, (state) => mapPublish(state, only, () => []));
    held.delete(alert.id);
    published += 1;
  }
  return { published, failed: mine.length - published, isTopicDown };
};

/** How many paths' outboxes one sweep drains at most, and for how long: the paths that are due wait for it. */
const DRAINED = 200;
const DRAIN_MILLISECONDS = 60 * 1000;

/** Begins at another place in every sweep, so that outboxes which cannot be emptied do not keep the others waiting. */
const rotated = (ids: readonly string[], by: string): readonly string[] => {
  const start = [...by].reduce((sum, character) => sum + character.charCodeAt(0), 0) % Math.max(1, ids.length);
  return [...ids.slice(start), ...ids.slice(0, start)];
};

const pending = async ({ store, log }: Services, by: string): Promise<readonly string[]> => {
  try {
    return rotated(await store.pending(), by).slice(0, DRAINED);
  } catch (error) {
    log.error('the outboxes could not be listed and wait for the next sweep', { fault: faultOf(error, 'Query') });
    return [];
  }
};

/** Completes what earlier sweeps left owing: records first, then alerts. No fault of it keeps the sweep from its paths. */
export const drain = async (services: Services, by: string): Promise<Announced> => {
  let published = 0;
  let failed = 0;
  const began = services.now().getTime();
  for (const pathId of await pending(services, by)) {
    if (services.now().getTime() - began > DRAIN_MILLISECONDS) break;
    try {
      const state = await services.store.state(pathId);
      if (state === undefined) continue;
      await completeRecords(services.store, state);
      const done = await announce(services, pathId, by);
      published += done.published;
      failed += done.failed;
      // The others wait for the next sweep: a topic that is down would hold up this one path by path.
      if (done.isTopicDown) return { published, failed, isTopicDown: true };
    } catch (error) {
      failed += 1;
      services.log.error('an outbox could not be drained and waits for the next sweep', {
        path: pathId,
        fault: faultOf(error, 'drain'),
      });
    }
  }
  return { published, failed, isTopicDown: false };
};
