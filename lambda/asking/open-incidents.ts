import type { Incident } from '../domain/incident.ts';
import type { Listing, Store, Unreadable } from '../monitor/ports.ts';

/** Incidents for which there is something left to do; those of them that cannot be read are told apart. */
export const openIncidentsOf = async (store: Pick<Store, 'openIncidents'>): Promise<Listing<Incident>> => {
  const unreadable: Unreadable[] = [];
  const items = await store.openIncidents(({ message }, item) => void unreadable.push({ item, reason: message }));
  return { items, unreadable };
};

/** Items that are met in several lists, each once. */
export const eachOnce = (unreadable: readonly Unreadable[]): readonly Unreadable[] => [
  ...new Map(unreadable.map((each) => [each.item, each])).values(),
];
