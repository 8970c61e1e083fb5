import type { SweepRecord } from '../lambda/domain/sweep.ts';
import type { Store } from '../lambda/monitor/ports.ts';

/** Every sweep that started at that time or later, newest first. */
export const sweepsSince = async (store: Pick<Store, 'sweeps'>, since: string): Promise<readonly SweepRecord[]> => {
  const found: SweepRecord[] = [];
  let cursor: string | undefined;
  do {
    const page = await store.sweeps({ since, limit: 100, ...(cursor !== undefined && { cursor }) });
    found.push(...page.items);
    cursor = page.cursor;
  } while (cursor !== undefined);
  return found;
};

/** The records of the executions that a sweep has started; it ends only after them. */
export const partsOf = async (store: Pick<Store, 'sweeps'>, whole: SweepRecord): Promise<readonly SweepRecord[]> => {
  // A sweep with outcomes of its own has no parts.
  if (whole.outcomes.length > 0 || whole.due === 0) return [];
  const later = await sweepsSince(store, whole.startedAt);
  return later
    .filter(({ part }) => part?.of === whole.id)
    .sort((one, other) => (one.part?.index ?? 0) - (other.part?.index ?? 0));
};
