import { storable } from '../../lambda/aws/item.ts';
import { daySchema, gapSchema } from '../../lambda/aws/record-schema.ts';
import type { Day } from '../../lambda/domain/day.ts';
import type { Gap } from '../../lambda/domain/sweep.ts';
import type { Store } from '../../lambda/monitor/ports.ts';

const byOrder = <Value>(values: ReadonlyMap<string, Value>): readonly Value[] =>
  structuredClone([...values].toSorted(([one], [other]) => (one < other ? -1 : 1)).map(([, value]) => value));

/** Days and gaps of the store in memory. */
export const memoryDays = (): Pick<Store, 'putDay' | 'days' | 'putGap' | 'gaps'> => {
  const days = new Map<string, Day>();
  const gaps = new Map<string, Gap>();
  return {
    putDay: async (given) => {
      const key = `${given.date}#${given.pathId}`;
      if (!days.has(key)) days.set(key, structuredClone(storable(daySchema, given, 'day')));
    },
    days: async (pathId, { since, until }) => ({
      items: byOrder(days).filter(
        (day) => (pathId === undefined || day.pathId === pathId) && day.date >= since && day.date <= until,
      ),
      unreadable: [],
    }),
    putGap: async (given) => {
      gaps.set(`${given.until}#${given.from}`, structuredClone(storable(gapSchema, given, 'gap')));
    },
    gaps: async (since) => ({ items: byOrder(gaps).filter(({ until }) => until >= since), unreadable: [] }),
  };
};
