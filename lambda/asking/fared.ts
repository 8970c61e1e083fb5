import { dateOf } from '../domain/day.ts';
import { grouped } from '../domain/grouped.ts';
import type { Incident } from '../domain/incident.ts';
import type { Path } from '../domain/path.ts';
import type { State } from '../domain/state.ts';
import type { Look } from '../domain/sweep.ts';
import { type Asked, type Report, reportOn } from '../history/report.ts';
import { daysOf, type Past, type Window } from '../history/timeline.ts';
import type { Listing, Store, Unreadable } from '../monitor/ports.ts';
import { newestOf } from './all-pages.ts';
import { hiddenBy } from './hidden.ts';
import { gapsUntil, schedulesOf } from './past.ts';

export type Declared = Pick<Path, 'id' | 'tags' | 'severity' | 'every'>;

/** How all paths fared in a time, and what that was read from. */
export interface Fared {
  readonly report: Report;
  readonly states: readonly State[];
  readonly looks: readonly Look[];
  /** Incidents that began in the time, newest first. */
  readonly incidents: readonly Incident[];
  readonly unreadable: readonly Unreadable[];
}

/** The paths to report on: those declared here, else all that are known; an undeclared one of the past has no place in a report. */
const askedPaths = (
  declared: readonly Declared[] | undefined,
  { items, unreadable }: Listing<State>,
): readonly Pick<Asked, 'pathId' | 'tags' | 'severity'>[] =>
  declared?.map(({ id, tags, severity }) => ({ pathId: id, tags, severity })) ?? [
    ...items.map(({ pathId, declared: { tags = {}, severity } }) => ({ pathId, tags, severity })),
    ...unreadable.flatMap(({ pathId }) => (pathId === undefined ? [] : [{ pathId, tags: {} }])),
  ];

/**
 * How all paths fared in a time, up to `now` (ISO time). Reads states, days, gaps, looks and incidents: five queries, whose size is
 * by the paths and by what changed in that time, not by how often was looked.
 */
export const readFared = async (
  store: Pick<Store, 'states' | 'days' | 'gaps' | 'looks' | 'incidents'>,
  declared: readonly Declared[] | undefined,
  window: Window,
  now: string,
): Promise<Fared> => {
  const [states, days, gaps, looks, incidents] = await Promise.all([
    store.states(),
    store.days(undefined, { since: dateOf(window.since), until: dateOf(now) }),
    store.gaps(window.since),
    store.looks(),
    newestOf((query) => store.incidents(query), { ...window, limit: Number.MAX_SAFE_INTEGER }),
  ]);
  const daysByPath = grouped(days.items, ({ pathId }) => [pathId]);
  const stateByPath = new Map(states.items.map((state) => [state.pathId, state]));
  const unseen = gapsUntil(gaps.items, looks, declared ?? schedulesOf(states.items), now);
  const damaged = grouped([...states.unreadable, ...days.unreadable], ({ pathId }) =>
    pathId === undefined ? [] : [pathId],
  );
  const pastOf = (pathId: string): Past => {
    const known = { days: daysByPath.get(pathId) ?? [], state: stateByPath.get(pathId) };
    const hidden = hiddenBy(damaged.get(pathId) ?? [], daysOf(known), { since: window.since, until: now });
    return { ...known, gaps: [...unseen, ...hidden] };
  };
  const asked = askedPaths(declared, states).map((path) => ({ ...path, past: pastOf(path.pathId) }));
  return {
    report: reportOn(asked, incidents.items, window, now),
    states: states.items,
    looks,
    incidents: incidents.items,
    unreadable: [states, days, gaps, incidents].flatMap((each) => each.unreadable),
  };
};
