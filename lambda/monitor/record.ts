import type { Check } from '../domain/check.ts';
import { Fault } from '../domain/fault.ts';
import type { Path } from '../domain/path.ts';
import type { OutboxEntry, RecentCheck, Settled, State } from '../domain/state.ts';
import { decide } from './decide.ts';
import { doubted } from './doubt.ts';
import type { Store } from './ports.ts';

/** Writers that meet at one path take turns; so many turns are lost only where something is badly wrong. */
export const TURNS = 20;

type RecordEntry = Exclude<OutboxEntry, { kind: 'signal' }>;

const isRecord = (entry: OutboxEntry): entry is RecordEntry => entry.kind !== 'signal';

const putRecord = (store: Store, entry: RecordEntry): Promise<void> => {
  switch (entry.kind) {
    case 'check':
      return store.putCheck(entry.check);
    case 'day':
      return store.putDay(entry.day);
  }
};

/** The fault of a writer that lost all its turns. */
export const outrun = (pathId: string): Fault =>
  new Fault({
    kind: 'conflict',
    operation: 'PutState',
    code: 'TooManyConflicts',
    message: `the state of ${pathId} was changed by others ${TURNS} times in a row`,
  });

/** Changes a stored state on condition of its version, reading anew when another writer was first. */
export const changeState = async (
  store: Store,
  pathId: string,
  change: (state: State) => State | undefined,
): Promise<State | undefined> => {
  for (let turn = 0; turn < TURNS; turn += 1) {
    const state = await store.state(pathId);
    const next = state && change(state);
    if (state === undefined || next === undefined) return state;
    const versioned = { ...next, version: state.version + 1 };
    if (await store.putState(versioned, state.version)) return versioned;
  }
  throw outrun(pathId);
};

/** Writes the checks and days that a state owes, then strikes them from its outbox. Safe to repeat. */
export const completeRecords = async (store: Store, state: State): Promise<State> => {
  const owed = state.outbox.filter(isRecord);
  if (owed.length === 0) return state;
  for (const entry of owed) await putRecord(store, entry);
  const written = new Set(owed.map(keyOf));
  const changed = await changeState(store, state.pathId, (now) => {
    const outbox = now.outbox.filter((entry) => !isRecord(entry) || !written.has(keyOf(entry)));
    return outbox.length === now.outbox.length ? undefined : { ...now, outbox };
  });
  return changed ?? state;
};

const keyOf = (entry: OutboxEntry): string => {
  switch (entry.kind) {
    case 'check':
      return `check ${entry.check.id}`;
    case 'day':
      return `day ${entry.day.date}`;
    case 'signal':
      return `signal ${entry.signal.id}`;
  }
};

export interface Recorded {
  readonly check: RecentCheck;
  /** Signals of this path that no incident has taken yet, older ones included. */
  readonly untaken: number;
  /** How the path stood before and stands since; absent where the check was recorded already. */
  readonly anew?: Readonly<Record<'was' | 'is', Settled['standing'] | undefined>>;
}

const recorded = (check: RecentCheck, state: State, anew?: Recorded['anew']): Recorded => ({
  check,
  untaken: state.outbox.filter((entry) => entry.kind === 'signal').length,
  ...(anew !== undefined && { anew }),
});

/**
 * Records a check by the telling protocol (docs/adr/002): the state first, on condition of its version; checks and
 * incidents follow from it. Recording the same check again changes nothing and gives the same answer. Two reads and
 * four writes where nobody interferes, of which one put of the state decides.
 */
export const record = async (store: Store, path: Path, check: Check): Promise<Recorded> => {
  for (let turn = 0; turn < TURNS; turn += 1) {
    const stored = await store.state(path.id);
    const known = stored?.recent.find((recent) => recent.id === check.id);
    if (stored !== undefined && known !== undefined) return recorded(known, await completeRecords(store, stored));
    const before = stored && (await completeRecords(store, stored));
    const { state } = decide(before, path, doubted(path, check, before));
    if (await store.putState(state, before?.version ?? 0)) {
      const complete = await completeRecords(store, state);
      const remembered = state.recent.at(-1);
      if (remembered !== undefined)
        return recorded(remembered, complete, { was: before?.settled?.standing, is: state.settled?.standing });
    }
  }
  throw outrun(path.id);
};
