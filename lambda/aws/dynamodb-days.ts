import { PutCommand } from '@aws-sdk/lib-dynamodb';
import type { Store } from '../monitor/ports.ts';
import { dayItem, dayOf } from './day-item.ts';
import { held } from './held.ts';
import { expiry, readItems, storable } from './item.ts';
import { all, type Stretch, type Table } from './page.ts';
import { gapSchema } from './record-schema.ts';
import {
  dayKey,
  dayKind,
  dayPrefix,
  expiryAttribute,
  gapKey,
  gapPartition,
  listed,
  tableKey,
  timeRange,
} from './table.ts';

/** Gaps are few, and as old as the days that they reach into. */
const GAP_DAYS = 3650;

/** What is kept of days: how paths stood, and when nobody looked. Its cost is by the changes of a time, not by the checks. */
export const dynamodbDays = (table: Table): Pick<Store, 'putDay' | 'days' | 'putGap' | 'gaps'> => {
  const stretchOf = (pathId: string | undefined, since: string, until: string): Stretch =>
    pathId === undefined
      ? { index: listed.name, key: listed, partition: dayKind, range: timeRange('', since, until) }
      : { key: tableKey, partition: dayKey(pathId, '').pk, range: timeRange(dayPrefix, since, until) };

  return {
    putDay: async (day) => {
      const put = new PutCommand({
        TableName: table.name,
        Item: dayItem(day),
        ConditionExpression: 'attribute_not_exists(pk)',
      });
      await held('PutItem', () => table.client.send(put));
    },

    days: async (pathId, { since, until }) =>
      since > until
        ? { items: [], unreadable: [] }
        : readItems(await all(table, stretchOf(pathId, since, until)), 'Query', dayOf),

    putGap: async (given) => {
      const gap = storable(gapSchema, given, `the gap from ${given.from}`);
      const item = { ...gapKey(gap.until, gap.from), ...gap, [expiryAttribute]: expiry(gap.until, GAP_DAYS) };
      await held('PutItem', () => table.client.send(new PutCommand({ TableName: table.name, Item: item })));
    },

    gaps: async (since) => {
      const items = await all(table, { key: tableKey, partition: gapPartition, range: timeRange('', since) });
      return readItems(items, 'Query', (item) => gapSchema.parse(item));
    },
  };
};
