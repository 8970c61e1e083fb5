import { isForwarderSign, readEvent } from '../changes/read-event.ts';
import { faultOf } from '../domain/fault.ts';
import type { Look } from '../domain/sweep.ts';
import type { ChangeLog, Gathering, Services, Starter, Store } from './ports.ts';

/** One delivery of the queue, as Lambda gets it from SQS. */
export interface Delivery {
  readonly messageId: string;
  /** The event as EventBridge holds it, as JSON. */
  readonly body: string;
  /** ISO time at which the queue took it. */
  readonly at: string;
}

export interface Gatherer {
  readonly changes: ChangeLog;
  readonly store: Pick<Store, 'putLook'>;
  readonly starter: Starter;
  readonly now: () => Date;
}

/**
 * The longest time for which changes are gathered, however many come: then they are looked at. Whoever has not closed a
 * gathering a while after that is dead, and another is opened. Seconds.
 */
export const LONGEST = 180;
const STALE = LONGEST + 120;

/** The kind of look under which the forwarder's sign of life is kept. */
export const FORWARDER = 'forwarder';
/** It gives a sign every hour; so long without one it is gone. Milliseconds. */
export const FORWARDER_SILENCE = 3 * 60 * 60 * 1000;

const signOf = (now: Date): Look => ({ kind: FORWARDER, at: now.toISOString(), sweepId: FORWARDER, except: [] });

/** Lets a sweep wait for the quiet after changes, under the name of what it waits for: the same again starts nothing. */
const changeRunName = (id: string): string => `change-${id}`;

const idOf = (now: Date, { messageId }: Delivery): string =>
  `${now.toISOString().replace(/[-:.]/g, '')}-${messageId.replace(/[^A-Za-z0-9]/g, '').slice(0, 12)}`;

/**
 * Keeps what a batch of events tells, and sees to it that one sweep waits for the quiet after them. Everything may be done
 * again: a batch that is delivered twice costs a free look at most. Throws `Fault`; then the whole batch comes again.
 */
export const gather = async (gatherer: Gatherer, batch: readonly Delivery[]): Promise<Gathering | undefined> => {
  const { changes, store, starter, now } = gatherer;
  if (batch.some(({ body }) => isForwarderSign(body))) await store.putLook(signOf(now()));
  const heard = batch.flatMap((delivery) => {
    if (isForwarderSign(delivery.body)) return [];
    const change = readEvent(delivery.body, { id: delivery.messageId, at: delivery.at });
    return change === undefined ? [] : [change];
  });
  const [first] = batch;
  if (heard.length === 0 || first === undefined) return undefined;
  await changes.keep(heard);
  const at = now();
  const gathering = await changes.join(heard.length, at.toISOString(), {
    id: idOf(at, first),
    staleBefore: new Date(at.getTime() - STALE * 1000).toISOString(),
  });
  await starter.start({ trigger: { by: 'change', gathering: gathering.id } }, changeRunName(gathering.id));
  return gathering;
};

/** Where the waiting for the quiet stands. */
export interface Quiet {
  readonly closed: boolean;
  /** Seconds until the next look. */
  readonly wait: number;
}

/** What is listened to. */
type Listening = Pick<Services, 'changes'> & { readonly store: Pick<Store, 'openIncidents'> };

const secondsBetween = (from: string, to: Date): number => Math.max(0, (to.getTime() - Date.parse(from)) / 1000);

/** After so long a change of what an incident hangs on is looked at: somebody may just have put it right. Seconds. */
const CONFIRMING = 3;
/** A call is on its way for so long at most before it is gathered; by AWS's clock it happened before. */
const DELIVERY_MILLISECONDS = 5 * 60 * 1000;
/** How many changes of a gathering are looked through for that, the newest first. */
const LOOKED_THROUGH = 100;

/** Whether something that was changed since is what an open incident is blamed on. */
const isAwaited = async ({ changes, store }: Listening, { openedAt }: Gathering, now: Date): Promise<boolean> => {
  const open = await store.openIncidents();
  const blamed = new Set(
    open.flatMap(({ components, cause }) => [...components, ...(cause?.facts ?? []).map(({ component }) => component)]),
  );
  if (blamed.size === 0) return false;
  const since = new Date(Date.parse(openedAt) - DELIVERY_MILLISECONDS).toISOString();
  const heard = await changes.between(since, now.toISOString(), LOOKED_THROUGH);
  return heard.some(({ concern }) => concern.kind === 'resources' && concern.ids.some((id) => blamed.has(id)));
};

/** Turns at closing, where changes keep coming: each is a read and a write, of some milliseconds together. */
const TURNS = 10;

/** After a fault of the table the network is listened to again. Seconds. */
const AGAIN = 5;

const listenOnce = async (services: Listening, id: string, quiet: number, now: Date): Promise<Quiet> => {
  const { changes } = services;
  for (let turn = 0; turn < TURNS; turn += 1) {
    const gathering = await changes.gathering(id);
    if (gathering === undefined) return { closed: true, wait: 0 };
    const waited = secondsBetween(gathering.latestAt, now);
    const left = LONGEST - secondsBetween(gathering.openedAt, now);
    if (waited < quiet && left > 0) {
      const least = (await isAwaited(services, gathering, now)) ? Math.min(quiet, CONFIRMING) : quiet;
      if (waited < least) return { closed: false, wait: Math.ceil(Math.min(least - waited, left)) };
    }
    // False where another change came just now.
    if (await changes.close(gathering)) return { closed: true, wait: 0 };
  }
  return { closed: false, wait: 1 };
};

/**
 * Whether no change has come for `quiet` seconds, or for a few where it may be what puts an incident right, or the gathering is
 * as old as it may get: then it is closed. Never throws: a poll that does would end the sweep before it has looked.
 */
export const listen = async (
  services: Listening & Pick<Services, 'now' | 'log'>,
  id: string,
  quiet: number,
): Promise<Quiet> => {
  const { now, log } = services;
  try {
    return await listenOnce(services, id, quiet, now());
  } catch (error) {
    log.error('the gathering could not be read and is listened to again', { id, fault: faultOf(error, 'GetItem') });
    return { closed: false, wait: AGAIN };
  }
};
