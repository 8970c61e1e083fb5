import { nextBeginning } from '../domain/recurrence.ts';
import type { Maintenance } from '../domain/silence.ts';
import { never } from '../domain/verdict.ts';

/** ISO times. */
export interface Span {
  readonly from: string;
  readonly until: string;
}

type Recurring = Extract<Maintenance['when'], { kind: 'recurring' }>;

const spanFrom = (begin: number, { seconds }: Recurring): Span => ({
  from: new Date(begin).toISOString(),
  until: new Date(begin + seconds * 1000).toISOString(),
});

/** Windows begin at whole minutes. */
const MINUTE = 60_000;

/** The newest beginning at `now` or before, as long ago as a window lasts at most; milliseconds. */
const newestBeginning = (when: Recurring, now: number): number | undefined => {
  const firstAfter = (at: number): number => nextBeginning(when, new Date(at))?.getTime() ?? Number.POSITIVE_INFINITY;
  // A window that began so long ago is just over.
  let before = now - when.seconds * 1000;
  if (firstAfter(before) > now) return undefined;
  // Of the beginnings after `before` one at least is not after `now`; halving what lies between leaves the newest.
  let after = now;
  while (after - before > MINUTE) {
    const between = (before + after) / 2;
    if (firstAfter(between) > now) after = between;
    else before = between;
  }
  return firstAfter(before);
};

/** The window that is on at an instant. Where one begins within the last, it is the one that began later. */
export const activeMaintenance = ({ when }: Maintenance, now: Date): Span | undefined => {
  switch (when.kind) {
    case 'once': {
      const at = now.toISOString();
      return when.from <= at && at < when.until ? { from: when.from, until: when.until } : undefined;
    }
    case 'recurring': {
      const begin = newestBeginning(when, now.getTime());
      return begin === undefined ? undefined : spanFrom(begin, when);
    }
    default:
      return never(when);
  }
};

/** The window that begins next after an instant; undefined where none does any more. */
export const nextMaintenance = ({ when }: Maintenance, now: Date): Span | undefined => {
  switch (when.kind) {
    case 'once':
      return when.from > now.toISOString() ? { from: when.from, until: when.until } : undefined;
    case 'recurring': {
      const begin = nextBeginning(when, now);
      return begin === undefined ? undefined : spanFrom(begin.getTime(), when);
    }
    default:
      return never(when);
  }
};
