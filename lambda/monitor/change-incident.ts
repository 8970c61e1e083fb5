import type { Incident } from '../domain/incident.ts';
import type { Services } from './ports.ts';
import { TURNS } from './record.ts';

/** Changes a stored incident on condition of its version, reading anew when another writer was first. */
export const changeIncident = async (
  { store }: Services,
  id: string,
  change: (incident: Incident) => Incident | undefined,
): Promise<Incident | undefined> => {
  for (let turn = 0; turn < TURNS; turn += 1) {
    const incident = await store.incident(id);
    const next = incident && change(incident);
    if (incident === undefined || next === undefined) return undefined;
    const versioned = { ...next, version: incident.version + 1 };
    if (await store.putIncident(versioned, incident.version)) return versioned;
  }
  throw new Error(`the incident ${id} was changed by others ${TURNS} times in a row`);
};
