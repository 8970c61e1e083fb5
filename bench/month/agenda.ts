/** What is to be done at which time: milliseconds, the earliest first, of equal times what was noted first. */
export interface Agenda {
  add(at: number, act: () => void | Promise<void>): void;
  /** Does everything that is due before a time, what is noted meanwhile too. */
  until(end: number): Promise<void>;
  readonly now: () => number;
}

interface Entry {
  readonly at: number;
  readonly order: number;
  readonly act: () => void | Promise<void>;
}

const isBefore = (one: Entry, other: Entry): boolean =>
  one.at < other.at || (one.at === other.at && one.order < other.order);

/** A clock that jumps from one noted time to the next. */
export const openAgenda = (start: number): Agenda => {
  const entries: Entry[] = [];
  let now = start;
  let order = 0;
  return {
    now: () => now,
    add: (at, act) => {
      const entry = { at: Math.max(at, now), order, act };
      order += 1;
      // Few are noted at any time: what waits for an end, and one step of each source.
      const place = entries.findIndex((other) => isBefore(entry, other));
      entries.splice(place === -1 ? entries.length : place, 0, entry);
    },
    until: async (end) => {
      for (;;) {
        const next = entries[0];
        if (next === undefined || next.at >= end) break;
        entries.shift();
        now = next.at;
        const done = next.act();
        if (done !== undefined) await done;
      }
      now = end;
    },
  };
};
