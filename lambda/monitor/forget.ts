import { faultOf } from '../domain/fault.ts';
import type { Incident } from '../domain/incident.ts';
import type { Configuration } from '../domain/path.ts';
import type { State } from '../domain/state.ts';
import { ended } from '../history/advance.ts';
import { inLanes } from './lanes.ts';
import type { Services } from './ports.ts';
import { changeState } from './record.ts';

/** A state that knows nothing of how its path is; undefined where it is so already. What it owes stays. */
const forgotten = (state: State, at: string): State | undefined => {
  const { settled, broken, incidentId: _id, turning, turns: _turns, flap, blind, last: _last, ...rest } = state;
  if ([settled, broken, turning, flap, blind].every((known) => known === undefined)) return undefined;
  const last = ended(state, at, 'it was no longer declared');
  if (last === undefined) return rest;
  const over = last.over.map((day) => ({ kind: 'day', day }) as const);
  return { ...rest, day: last.day, outbox: [...rest.outbox, ...over] };
};

/**
 * Forgets how paths of open incidents are that are no longer declared: their incidents drop them without a word, so that one
 * which is declared again must begin with a new baseline, which is told.
 */
export const forget = async (
  { store, log, now }: Services,
  { paths: declared }: Configuration,
  open: readonly Incident[],
): Promise<void> => {
  const ids = new Set(declared.map(({ id }) => id));
  const gone = open.flatMap(({ paths }) =>
    paths.filter(({ pathId, down, flapping }) => (down || flapping === true) && !ids.has(pathId)),
  );
  await inLanes([...new Set(gone.map(({ pathId }) => pathId))], async (pathId) => {
    try {
      await changeState(store, pathId, (state) => forgotten(state, now().toISOString()));
    } catch (error) {
      const fault = faultOf(error, 'PutState');
      log.error('a path that is no longer declared could not be forgotten', { path: pathId, fault });
    }
  });
};
