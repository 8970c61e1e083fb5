/** Counts by name. */
export interface Tally {
  readonly add: (name: string) => void;
  readonly of: (name: string) => number;
  readonly text: () => string;
}

export const openTally = (): Tally => {
  const counts = new Map<string, number>();
  return {
    add: (name) => {
      counts.set(name, (counts.get(name) ?? 0) + 1);
    },
    of: (name) => counts.get(name) ?? 0,
    text: () =>
      [...counts]
        .toSorted(([one], [other]) => (one < other ? -1 : 1))
        .map(([name, count]) => `${name}: ${count}`)
        .join('\n'),
  };
};
