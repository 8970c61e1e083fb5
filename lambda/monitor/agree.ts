import type { Signal } from '../domain/alert.ts';
import type { Incident } from '../domain/incident.ts';
import { opened } from '../incidents/open.ts';
import type { Receipt, Receiving } from '../incidents/receive.ts';
import { isDown } from '../incidents/subject.ts';
import { assign } from './assign.ts';
import { inLanes } from './lanes.ts';
import type { Services, Store } from './ports.ts';

/** The incident of an id, as it is stored or as a signal opens it. */
export const storedOr = async (
  store: Store,
  id: string,
  signal: Signal,
  { policyOf, stamp }: Receiving,
): Promise<Incident> => (await store.incident(id)) ?? { ...opened(signal, policyOf(signal.pathId), stamp), id };

/** A receipt of what it was assigned, in the order of the plan. A new incident is opened by none but these. */
const kept = (
  { base, signals: planned, leaving }: Receipt,
  assigned: readonly Signal[],
  { policyOf, stamp }: Receiving,
): readonly Receipt[] => {
  const ids = new Set(assigned.map(({ id }) => id));
  const own = planned.filter(({ id }) => ids.has(id));
  const plannedIds = new Set(own.map(({ id }) => id));
  const signals = [...own, ...assigned.filter(({ id }) => !plannedIds.has(id))];
  if (base.version > 0 || ids.has(base.lead.id)) return [{ base, signals, leaving }];
  const opener = signals.find(isDown);
  return opener === undefined
    ? []
    : [{ base: { ...opened(opener, policyOf(opener.pathId), stamp), id: base.id }, signals, leaving }];
};

/** The receipts as the states of the paths have it, where other sweeps may have been first. `open`: what is known. */
export const agreed = async (
  services: Services,
  receipts: readonly Receipt[],
  open: readonly Incident[],
  receiving: Receiving,
): Promise<readonly Receipt[]> => {
  const assigned = await assign(services, receipts);
  const planned = receipts.flatMap((receipt) => kept(receipt, assigned.get(receipt.base.id) ?? [], receiving));
  const known = new Map(open.map((incident) => [incident.id, incident]));
  const ids = new Set(receipts.map(({ base }) => base.id));
  const others = await inLanes(
    [...assigned].filter(([id]) => !ids.has(id)),
    async ([id, signals]): Promise<readonly Receipt[]> => {
      const [first] = signals;
      if (first === undefined) return [];
      const base = known.get(id) ?? (await storedOr(services.store, id, first, receiving));
      return [{ base, signals, leaving: [] }];
    },
  );
  return [...planned, ...others.flat()];
};
