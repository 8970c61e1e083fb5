import type { Signal } from '../domain/alert.ts';
import { faultOf } from '../domain/fault.ts';
import { grouped } from '../domain/grouped.ts';
import type { OutboxEntry, State } from '../domain/state.ts';
import type { Receipt } from '../incidents/receive.ts';
import { inLanes } from './lanes.ts';
import type { Services } from './ports.ts';
import { changeState } from './record.ts';

/** Which incident is to take a signal. */
interface Assignment {
  readonly signal: Signal;
  readonly incidentId: string;
}

const assignedIn = (state: State, planned: ReadonlyMap<string, string>): State | undefined => {
  // What follows a signal that another sweep has assigned goes where that one goes.
  const moved = new Map<string, string>();
  let isChanged = false;
  const outbox = state.outbox.map((entry): OutboxEntry => {
    const plan = entry.kind === 'signal' ? planned.get(entry.signal.id) : undefined;
    if (entry.kind !== 'signal' || plan === undefined) return entry;
    if (entry.incidentId !== undefined) {
      moved.set(plan, entry.incidentId);
      return entry;
    }
    isChanged = true;
    return { ...entry, incidentId: moved.get(plan) ?? plan };
  });
  return isChanged ? { ...state, outbox } : undefined;
};

const assignPath = async (
  { store, log }: Services,
  pathId: string,
  planned: ReadonlyMap<string, string>,
): Promise<readonly Assignment[]> => {
  try {
    const state = await changeState(store, pathId, (stored) => assignedIn(stored, planned));
    return (state?.outbox ?? []).flatMap((entry) =>
      entry.kind === 'signal' && entry.incidentId !== undefined && planned.has(entry.signal.id)
        ? [{ signal: entry.signal, incidentId: entry.incidentId }]
        : [],
    );
  } catch (error) {
    const fault = faultOf(error, 'PutState');
    log.error('what a path has to tell could not be assigned and waits for the next sweep', { path: pathId, fault });
    return [];
  }
};

/**
 * Settles which incident takes which signal, in the states of the paths, before any incident is written: of sweeps that plan
 * the same signal at once, the first decides, and the others follow it. Gives the signals by the ids of their incidents, each
 * path's in its order; what another sweep has handed over meanwhile is left out. One read and one write a path.
 */
export const assign = async (
  services: Services,
  receipts: readonly Receipt[],
): Promise<ReadonlyMap<string, readonly Signal[]>> => {
  const plans = new Map<string, Map<string, string>>();
  for (const { base, signals } of receipts)
    for (const { id, pathId } of signals) {
      const planned = plans.get(pathId) ?? new Map<string, string>();
      plans.set(pathId, planned.set(id, base.id));
    }
  const assigned = await inLanes([...plans], ([pathId, planned]) => assignPath(services, pathId, planned));
  const byIncident = grouped(assigned.flat(), ({ incidentId }) => [incidentId]);
  return new Map([...byIncident].map(([id, all]) => [id, all.map(({ signal }) => signal)]));
};
