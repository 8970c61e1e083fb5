import { silencesAt } from '../../lambda/alerts/silence.ts';
import { type PathStatus, statuses } from '../../lambda/asking/path-status.ts';
import { Fault } from '../../lambda/domain/fault.ts';
import type { Configuration } from '../../lambda/domain/path.ts';
import { type Brief, briefOf, type State } from '../../lambda/domain/state.ts';
import { inLanes } from '../../lambda/monitor/lanes.ts';
import type { Unreadable } from '../../lambda/monitor/ports.ts';
import type { Monitor } from '../monitor.ts';

type Table = Pick<Monitor['store'], 'state' | 'states' | 'briefs' | 'looks' | 'openIncidents' | 'silences'>;

/** A state, or why it cannot be read. */
type Known = { readonly state: State } | { readonly brief: Brief | undefined; readonly unreadable: Unreadable };

/**
 * Seconds after which all states are read anew: what a free look found out of a path that nobody can see changes its state
 * and not its brief.
 */
const WHOLE = 60;

/** Both are in the order of one schema; were they not, a state would be read once more, and no change be missed. */
const isSame = (one: Brief | undefined, other: Brief): boolean => JSON.stringify(one) === JSON.stringify(other);

/** Where the brief is another than that of the state that is known, the state is. */
const isKnown = (known: Known | undefined, brief: Brief): boolean =>
  known !== undefined && isSame('state' in known ? briefOf(known.state) : known.brief, brief);

const readState = async (store: Table, brief: Brief): Promise<Known | undefined> => {
  const { pathId } = brief;
  try {
    const state = await store.state(pathId);
    return state && { state };
  } catch (error) {
    if (!(error instanceof Fault) || error.info.kind !== 'malformed') throw error;
    return { brief, unreadable: { item: pathId, pathId, reason: error.info.message } };
  }
};

/** Reads how all paths are, again and again. */
export interface StatusReader {
  read(store: Table, now: Date): Promise<readonly PathStatus[]>;
}

/**
 * A reader that knows what it has read. Each time it reads the briefs, the looks and the silences (half a read unit for each
 * 4 KB; of briefs that is some ten paths), the open incidents (one unit for each 4 KB), and the states of which the brief has changed
 * (the same); once a minute all states (half a unit for each 4 KB).
 */
export const statusReader = (configuration: Configuration | undefined): StatusReader => {
  const known = new Map<string, Known>();
  let wholeAt: number | undefined;

  const readAll = async (store: Table, now: Date): Promise<void> => {
    const { items, unreadable } = await store.states();
    known.clear();
    for (const state of items) known.set(state.pathId, { state });
    for (const each of unreadable) known.set(each.pathId ?? each.item, { brief: undefined, unreadable: each });
    wholeAt = now.getTime();
  };

  const readChanged = async (store: Table): Promise<void> => {
    const changed = (await store.briefs()).filter((brief) => !isKnown(known.get(brief.pathId), brief));
    const read = await inLanes(changed, async (brief) => [brief.pathId, await readState(store, brief)] as const);
    for (const [pathId, state] of read) if (state !== undefined) known.set(pathId, state);
  };

  return {
    read: async (store, now) => {
      const isWhole = wholeAt === undefined || now.getTime() - wholeAt >= WHOLE * 1000;
      const [looks, incidents, { mutes, acknowledgements }] = await Promise.all([
        store.looks(),
        store.openIncidents(),
        store.silences(),
        isWhole ? readAll(store, now) : readChanged(store),
      ]);
      const all = [...known.values()];
      return statuses(
        all.flatMap((each) => ('state' in each ? [each.state] : [])),
        configuration?.paths,
        {
          looks,
          incidents,
          acknowledgements,
          silenceOf: silencesAt({ mutes, maintenance: configuration?.maintenance ?? [] }, now),
          unreadable: all.flatMap((each) => ('state' in each ? [] : [each.unreadable])),
        },
      );
    },
  };
};
