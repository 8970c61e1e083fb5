import type { Incident } from '../lambda/domain/incident.ts';
import type { State } from '../lambda/domain/state.ts';
import type { Monitor } from './monitor.ts';
import { type ToldSignal, toldSignal } from './told-signal.ts';

/** Incidents as they are now, each read once however many paths ask; those not found are left out. */
export type ReadIncidents = (ids: readonly string[]) => Promise<readonly Incident[]>;

export const incidentReader = (store: Monitor['store']): ReadIncidents => {
  const known = new Map<string, Promise<Incident | undefined>>();
  const read = (id: string): Promise<Incident | undefined> => {
    const found = known.get(id) ?? store.incident(id);
    known.set(id, found);
    return found;
  };
  return async (ids) => (await Promise.all([...new Set(ids)].map(read))).filter((incident) => incident !== undefined);
};

/** What became of what the path had to tell; `open` are incidents that were open before the sweep, or are now. */
export const toldSignals = async (
  ids: readonly string[],
  state: State,
  open: readonly Incident[],
  read: ReadIncidents,
): Promise<readonly ToldSignal[]> => {
  if (ids.length === 0) return [];
  const holding = open.filter(({ paths }) => paths.some(({ pathId }) => pathId === state.pathId)).map(({ id }) => id);
  const incidents = await read([...(state.incidentId === undefined ? [] : [state.incidentId]), ...holding]);
  return ids.map((id) => toldSignal(id, state, incidents));
};
