import type { Signal } from '../domain/alert.ts';
import { faultOf } from '../domain/fault.ts';
import { grouped } from '../domain/grouped.ts';
import type { Incident } from '../domain/incident.ts';
import type { State } from '../domain/state.ts';
import type { Receipt } from '../incidents/receive.ts';
import { inLanes } from './lanes.ts';
import type { Services } from './ports.ts';
import { changeState } from './record.ts';

/** Strikes what an incident has taken, and keeps in which one the path's break is. */
export const strike = async ({ store }: Services, incident: Incident, signals: readonly Signal[]): Promise<void> => {
  const byPath = grouped(signals, ({ pathId }) => [pathId]);
  await inLanes([...byPath], ([pathId, taken]) => {
    const ids = new Set(taken.map(({ id }) => id));
    return changeState(store, pathId, (state): State | undefined => {
      const outbox = state.outbox.filter((entry) => entry.kind !== 'signal' || !ids.has(entry.signal.id));
      if (outbox.length === state.outbox.length) return undefined;
      const isIts = incident.about === 'outage' && state.broken !== undefined;
      return { ...state, outbox, ...(isIts && { incidentId: incident.id }) };
    });
  });
};

/** What no incident takes. */
export const ignored = (signals: readonly Signal[], receipts: readonly Receipt[]): readonly Signal[] => {
  const taken = new Set(receipts.flatMap((receipt) => receipt.signals.map(({ id }) => id)));
  return signals.filter(({ id }) => !taken.has(id));
};

/** What belongs to nothing that anybody was told of, and to nothing that another sweep has assigned it to. */
export const strikeIgnored = async ({ store, log }: Services, signals: readonly Signal[]): Promise<void> => {
  await inLanes(signals, async ({ pathId, id }) => {
    try {
      await changeState(store, pathId, (state) => {
        const outbox = state.outbox.filter(
          (entry) => entry.kind !== 'signal' || entry.signal.id !== id || entry.incidentId !== undefined,
        );
        return outbox.length === state.outbox.length ? undefined : { ...state, outbox };
      });
    } catch (error) {
      const fault = faultOf(error, 'PutState');
      log.error('a signal that tells nothing could not be struck and waits for the next sweep', { id, fault });
    }
  });
};
