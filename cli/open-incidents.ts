import type { Incident } from '../lambda/domain/incident.ts';
import type { Listing, Unreadable } from '../lambda/monitor/ports.ts';
import type { Monitor } from './monitor.ts';

/** Incidents for which there is something left to do; those of them that cannot be read are told apart. */
export const openIncidentsOf = async (store: Monitor['store']): Promise<Listing<Incident>> => {
  const unreadable: Unreadable[] = [];
  const items = await store.openIncidents(({ message }, item) => void unreadable.push({ item, reason: message }));
  return { items, unreadable };
};

/** Items that are met in several lists, each once. */
export const eachOnce = (unreadable: readonly Unreadable[]): readonly Unreadable[] => [
  ...new Map(unreadable.map((each) => [each.item, each])).values(),
];
