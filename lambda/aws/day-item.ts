import type { Day } from '../domain/day.ts';
import { expiry, type Item, storable } from './item.ts';
import { daySchema } from './record-schema.ts';
import { dayKey, dayKind, dayOrder } from './table.ts';

/** Days outlive the checks that they were counted from: ten years, the longest that anything is kept. */
const DAYS = 3650;

/** A day as an item: plain attributes, some hundred bytes. */
export const dayItem = (given: Day): Item => {
  const day = storable(daySchema, given, `the day ${given.date} of ${given.pathId}`);
  return {
    ...dayKey(day.pathId, day.date),
    kind: dayKind,
    order: dayOrder(day.date, day.pathId),
    ...day,
    expires: expiry(`${day.date}T00:00:00.000Z`, DAYS),
  };
};

export const dayOf = (item: Item): Day => daySchema.parse(item);
