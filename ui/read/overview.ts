import { silencesAt } from '../../lambda/alerts/silence.ts';
import { type Fared, readFared } from '../../lambda/asking/fared.ts';
import { isForgotten } from '../../lambda/asking/forgotten.ts';
import { eachOnce, openIncidentsOf } from '../../lambda/asking/open-incidents.ts';
import { newestLook, overdueSince } from '../../lambda/asking/overdue.ts';
import { schedulesOf } from '../../lambda/asking/past.ts';
import { type PathStatus, statuses } from '../../lambda/asking/path-status.ts';
import type { Incident } from '../../lambda/domain/incident.ts';
import type { Acknowledgement } from '../../lambda/domain/silence.ts';
import type { Window } from '../../lambda/history/timeline.ts';
import { incidentRow } from '../view/incident.ts';
import { type Overview, rowsOf } from '../view/overview.ts';
import { shown } from '../view/shown.ts';
import type { Source } from './source.ts';

/** The overview, and what it was made of. */
export interface ReadOverview {
  readonly overview: Overview;
  readonly fared: Fared;
  readonly statuses: readonly PathStatus[];
  /** Those that began in the window and those that are open, newest first. */
  readonly incidents: readonly Incident[];
  readonly acknowledgements: readonly Acknowledgement[];
}

const byStart = (one: Incident, other: Incident): number => (one.startedAt < other.startedAt ? 1 : -1);

/**
 * All paths, how they are and how they fared in a window. Seven queries: those of `readFared`, the open incidents, the silences;
 * half a read unit for each 4 KB, some 5 KB a path.
 */
export const readOverview = async (
  { store, configuration, name, now }: Source,
  window: Window,
): Promise<ReadOverview> => {
  const at = new Date(now);
  const [fared, open, { mutes, acknowledgements }] = await Promise.all([
    readFared(store, configuration?.paths, window, now),
    openIncidentsOf(store),
    store.silences(),
  ]);
  const { looks, report } = fared;
  const declared = new Set(configuration?.paths.map(({ id }) => id));
  const states = fared.states.filter((state) => declared.has(state.pathId) || !isForgotten(state));
  const current = new Map(open.items.map((incident) => [incident.id, incident]));
  const began = fared.incidents.map((incident) => current.get(incident.id) ?? incident);
  const known = new Set(began.map(({ id }) => id));
  const earlier = open.items.filter(
    ({ id, endedAt, startedAt }) => endedAt === undefined && !known.has(id) && startedAt < window.since,
  );
  const incidents = [...began, ...earlier].sort(byStart);
  const all = statuses(states, configuration?.paths, {
    looks,
    incidents: open.items,
    acknowledgements,
    silenceOf: silencesAt({ mutes, maintenance: configuration?.maintenance ?? [] }, at),
    unreadable: fared.unreadable.filter(({ item }) => item.endsWith('/ STATE')),
  });
  const due = overdueSince(looks, configuration?.paths ?? schedulesOf(states), at);
  const looked = newestLook(looks);
  const unreadable = eachOnce([...fared.unreadable, ...open.unreadable]);
  return {
    fared,
    statuses: all,
    incidents,
    acknowledgements,
    overview: {
      at: now,
      name: shown(name, 100),
      window,
      lookedAt: looked ?? null,
      unlooked:
        due === undefined ? (looked === undefined && states.length > 0 ? { since: null } : null) : { since: due },
      paths: rowsOf({ statuses: all, states, paths: configuration?.paths, report, now: at }),
      incidents: incidents.map(incidentRow),
      all: report.all,
      tags: report.tags.map((counted) => ({ ...counted, tag: shown(counted.tag, 120) })),
      times: report.incidents,
      unreadable: unreadable.map(({ item, reason }) => shown(`${item}: ${reason}`)),
    },
  };
};
