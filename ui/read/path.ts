import { eachOnce } from '../../lambda/asking/open-incidents.ts';
import { pastOf } from '../../lambda/asking/past.ts';
import { dateOf } from '../../lambda/domain/day.ts';
import { daysOf, timeline, type Window } from '../../lambda/history/timeline.ts';
import type { Unreadable } from '../../lambda/monitor/ports.ts';
import { type DayCost, fixViews, type PathView, pathView } from '../view/path.ts';
import type { ReadOverview } from './overview.ts';
import type { Described, Source } from './source.ts';
import { waysOf } from './ways.ts';

/** How many checks are looked through for one that was not late; two sweeps at once make one late. */
const LOOKED_THROUGH = 10;

const sentence = ({ item, reason }: Unreadable): string => `${item}: ${reason}`;

/**
 * One path of an overview, whole. Five calls: its state, its days, its newest checks, gaps and looks. Undefined where the overview has no such
 * path.
 */
export const readPath = async (
  { store, configuration, now }: Source,
  { overview, fared, incidents }: ReadOverview,
  pathId: string,
  window: Window,
  described: Described,
): Promise<PathView | undefined> => {
  const row = overview.paths.find(({ id }) => id === pathId);
  if (row === undefined) return undefined;
  const [past, checks] = await Promise.all([
    pastOf(store, pathId, window.since, now),
    store.checks(pathId, { limit: LOOKED_THROUGH }),
  ]);
  const { state } = past;
  const check = checks.items.find(({ late }) => late !== true);
  const path = configuration?.paths.find(({ id }) => id === pathId);
  const days = daysOf(past)
    .filter(({ date }) => date >= dateOf(window.since) && date <= dateOf(window.until))
    .map(({ date, checks: made, cost }): DayCost => ({ date, checks: made, cost }));
  return pathView({
    at: now,
    row,
    window,
    state,
    check,
    spans: timeline(past, window, now).toReversed(),
    incidents: incidents.filter(({ paths }) => paths.some((member) => member.pathId === pathId)),
    counted: fared.report.paths.find((counted) => counted.pathId === pathId),
    days,
    ...waysOf(path, check, described, fixViews({ state, row, check })),
    unreadable: eachOnce([...past.unreadable, ...checks.unreadable]).map(sentence),
  });
};
