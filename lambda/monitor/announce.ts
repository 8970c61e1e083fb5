import type { Signal } from '../domain/alert.ts';
import { type FaultInfo, faultOf } from '../domain/fault.ts';
import type { Incident } from '../domain/incident.ts';
import type { Configuration } from '../domain/path.ts';
import { deliver } from './deliver.ts';
import { calmed } from './flap.ts';
import { gauge } from './gauge.ts';
import { handOver } from './hand-over.ts';
import { inLanes, LANES } from './lanes.ts';
import type { Services } from './ports.ts';
import { changeState, completeRecords } from './record.ts';
import { tell } from './tell.ts';

/*
 * From what paths have to tell to what people are told: signals join incidents, incidents are reviewed, their messages delivered. Each
 * is written on condition of its version before what it came from is struck, so that whoever dies leaves it to be done again.
 */

/** How many paths' outboxes one pass empties at most, and for how long: the paths that are due wait for it. */
const DRAINED = 200;
const DRAIN_MILLISECONDS = 60 * 1000;

export interface Announced {
  /** Messages that channels took, and that they did not take. */
  readonly published: number;
  readonly failed: number;
}

/** The sweep that announces, and which paths it knows to have something to tell. */
export interface Announcing {
  /** Id of the sweep, or of this part of it. */
  readonly by: string;
  /** Names the whole sweep: see `stampOf`. */
  readonly stamp: string;
  readonly paths: readonly string[];
}

/** Begins at another place in every sweep, so that outboxes which cannot be emptied do not keep the others waiting. */
const rotated = (ids: readonly string[], by: string): readonly string[] => {
  const start = [...by].reduce((sum, character) => sum + character.charCodeAt(0), 0) % Math.max(1, ids.length);
  return [...ids.slice(start), ...ids.slice(0, start)];
};

const owing = async ({ store, log }: Services, { by, paths }: Announcing): Promise<readonly string[]> => {
  try {
    const pending = rotated(await store.pending(), by);
    return [...new Set([...paths, ...pending.slice(0, DRAINED)])];
  } catch (error) {
    log.error('the outboxes could not be listed and wait for the next sweep', { fault: faultOf(error, 'Query') });
    return paths;
  }
};

/** What a path has to tell, once its records are complete; nothing where they cannot be. */
const signalsOf = async ({ store, log }: Services, pathId: string): Promise<readonly Signal[]> => {
  try {
    const state = await store.state(pathId);
    if (state === undefined) return [];
    const { outbox } = await completeRecords(store, state);
    return outbox.flatMap((entry) => (entry.kind === 'signal' ? [entry.signal] : []));
  } catch (error) {
    const fault = faultOf(error, 'drain');
    log.error('an outbox could not be drained and waits for the next sweep', { path: pathId, fault });
    return [];
  }
};

/** Ends the flapping of paths that have been steady for long enough; what they have to tell of it. */
const calm = async (
  services: Services,
  { paths: declared }: Configuration,
  open: readonly Incident[],
): Promise<readonly Signal[]> => {
  const known = new Map(declared.map((path) => [path.id, path]));
  const flapping = open.flatMap(({ paths }) => paths.filter((path) => path.flapping === true));
  const told = await inLanes(flapping, async ({ pathId }) => {
    const path = known.get(pathId);
    if (path === undefined) return [];
    const now = services.now();
    try {
      const state = await changeState(services.store, pathId, (stored) => calmed(stored, path, now));
      return (state?.outbox ?? []).flatMap((entry) => (entry.kind === 'signal' ? [entry.signal] : []));
    } catch (error) {
      const fault = faultOf(error, 'PutState');
      services.log.error('whether a path still flaps could not be kept and waits for the next sweep', {
        path: pathId,
        fault,
      });
      return [];
    }
  });
  return told.flat();
};

/** One that nobody can read is told by nobody: the operator hears of it, once. */
const tellUnreadable = async (services: Services, fault: FaultInfo): Promise<void> => {
  services.log.error('an open incident cannot be read, and nothing more is told of it', { fault });
  await tell(services, {
    id: `unreadable/${fault.message.slice(0, 200)}`,
    subject: 'UNREADABLE: Pathwatch cannot read one of its incidents',
    body: [
      `${fault.message}.`,
      '',
      'Nothing more is told of it; all others are. What to do: look at the item in the table, and report it.',
    ].join('\n'),
  });
};

/** Of two that were read at different moments, each signal once, in the order of the path's numbers. */
const unique = (signals: readonly Signal[]): readonly Signal[] =>
  [...new Map(signals.map((signal) => [signal.id, signal])).values()].sort((one, other) =>
    one.pathId === other.pathId ? one.number - other.number : 0,
  );

/**
 * Tells what there is to tell: what `paths` and earlier sweeps have left in their outboxes, reminders that are due, what was
 * silenced and is so no more. Two queries and a read where there is nothing. No fault of it keeps a sweep from its paths.
 */
export const announce = async (
  services: Services,
  configuration: Configuration,
  announcing: Announcing,
): Promise<Announced> => {
  const { store, log } = services;
  const began = services.now().getTime();
  try {
    const ids = await owing(services, announcing);
    const told: Signal[] = [];
    for (let start = 0; start < ids.length; start += LANES) {
      if (services.now().getTime() - began > DRAIN_MILLISECONDS) break;
      const some = await Promise.all(ids.slice(start, start + LANES).map((id) => signalsOf(services, id)));
      told.push(...some.flat());
    }
    const unreadable: FaultInfo[] = [];
    const open = await store.openIncidents((fault) => void unreadable.push(fault));
    const measured = gauge(open);
    if (measured !== undefined) services.meter.measure(measured);
    for (const fault of unreadable) await tellUnreadable(services, fault);
    const signals = unique([...told, ...(await calm(services, configuration, open))]);
    if (signals.length === 0 && open.length === 0) return { published: 0, failed: 0 };
    const incidents = await handOver(services, configuration, signals, open, announcing.stamp);
    return await deliver(services, incidents, announcing.by);
  } catch (error) {
    log.error('nothing could be told, and waits for the next sweep', { fault: faultOf(error, 'announce') });
    return { published: 0, failed: 1 };
  }
};
