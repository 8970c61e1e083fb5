import { dayPrefix, stateKey } from '../aws/table.ts';
import { type Day, endOf, midnightOf } from '../domain/day.ts';
import type { Unseen, Window } from '../history/timeline.ts';
import type { Unreadable } from '../monitor/ports.ts';

/** The date of a path's day, by its key; undefined for another item. */
const dateOf = (sortKey: string): string | undefined =>
  sortKey.startsWith(dayPrefix) ? /^\d{4}-\d\d-\d\d$/.exec(sortKey.slice(dayPrefix.length))?.[0] : undefined;

/** ISO time from which on an item would tell how its path stood, the days that can be read being known. */
const tellsFrom = (item: string, days: readonly Day[], since: string): string | undefined => {
  const sortKey = item.slice(item.lastIndexOf(' / ') + ' / '.length);
  const last = days.at(-1);
  if (sortKey === stateKey('').sk) return last === undefined ? since : endOf(last.date);
  const date = dateOf(sortKey);
  if (date === undefined) return undefined;
  // The first of all tells of the time before it too.
  return days.some((day) => day.date < date) ? midnightOf(date) : since;
};

/**
 * Times of which items would tell that cannot be read, up to where the next day tells again: how a path stood then nobody knows.
 * `days` are those of one path that can be read, the state's own among them, the earlier ones first.
 */
export const hiddenBy = (
  unreadable: readonly Unreadable[],
  days: readonly Day[],
  { since, until }: Window,
): readonly Unseen[] =>
  unreadable.flatMap(({ item }) => {
    const from = tellsFrom(item, days, since);
    if (from === undefined) return [];
    const next = days.map(({ date }) => midnightOf(date)).find((midnight) => midnight > from);
    return [{ from, until: next ?? until, reason: `${item} cannot be read` }];
  });
