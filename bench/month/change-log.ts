import type { Change } from '../../lambda/domain/change.ts';
import type { ChangeLog, Gathering } from '../../lambda/monitor/ports.ts';

/** How many changes are remembered: all that one gathering looks through, and more. */
const REMEMBERED = 500;

/** The changes' part of the table, in memory, by the rules of lambda/aws/dynamodb-changes.ts; what is kept is counted. */
export const openChangeLog = (): ChangeLog & { readonly kept: () => number } => {
  let open: Gathering | undefined;
  let kept = 0;
  let latest: readonly Change[] = [];
  return {
    kept: () => kept,
    keep: async (changes) => {
      kept += new Set(changes.map(({ at, id }) => `${at} ${id}`)).size;
      latest = [...latest, ...changes].slice(-REMEMBERED);
    },
    join: async (count, at, opening) => {
      open =
        open !== undefined && open.openedAt >= opening.staleBefore
          ? { ...open, count: open.count + count, latestAt: [open.latestAt, at].sort().at(-1) ?? at }
          : { id: opening.id, openedAt: at, latestAt: at, count };
      return open;
    },
    gathering: async (id) => (open?.id === id ? open : undefined),
    close: async ({ id, count }) => {
      if (open?.id !== id || open.count !== count) return false;
      open = undefined;
      return true;
    },
    between: async (since, until, limit) =>
      latest
        .filter(({ at }) => at >= since && at <= until)
        .toReversed()
        .slice(0, limit),
  };
};
