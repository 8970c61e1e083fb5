import { PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type * as z from 'zod';
import type { Store } from '../monitor/ports.ts';
import { held } from './held.ts';
import { expiry, storable } from './item.ts';
import { all, type Table } from './page.ts';
import { briefSchema, lookSchema } from './record-schema.ts';
import { briefMark, briefs, expiryAttribute, lookKey, lookPartition, noticeKey, tableKey } from './table.ts';

/** One that cannot be read is as good as not there: its path is looked at as if for the first time, and no other suffers. */
const readable = <Value>(schema: z.ZodType<Value>, value: unknown): Value[] => {
  const { success, data } = schema.safeParse(value);
  return success ? [data] : [];
};

/** Newest looks, briefs and notices: the part of the store that a sweep reads and writes once, whatever the number of paths. */
export const dynamodbLooks = (
  table: Table,
  retentionDays: number,
): Pick<Store, 'briefs' | 'looks' | 'putLook' | 'claimNotice' | 'noticeTold'> => ({
  briefs: async () => {
    const items = await all(table, { index: briefs.name, key: briefs, partition: briefMark });
    return items.flatMap(({ brief }) => readable(briefSchema, brief));
  },

  looks: async () => {
    const items = await all(table, { key: tableKey, partition: lookPartition });
    return items.flatMap((item) => readable(lookSchema, item));
  },

  putLook: async (given) => {
    const look = storable(lookSchema, given, `the look ${given.kind}`);
    await held('PutItem', () =>
      table.client.send(
        new PutCommand({
          TableName: table.name,
          Item: { ...lookKey(look.kind), ...look, [expiryAttribute]: expiry(look.at, retentionDays) },
          ConditionExpression: 'attribute_not_exists(pk) OR #at < :at',
          ExpressionAttributeNames: { '#at': 'at' },
          ExpressionAttributeValues: { ':at': look.at },
        }),
      ),
    );
  },

  claimNotice: (id, at, staleBefore) =>
    held('UpdateItem', () =>
      table.client.send(
        new UpdateCommand({
          TableName: table.name,
          Key: noticeKey(id),
          UpdateExpression: 'SET #claimed = :at, #expires = :expires',
          ConditionExpression: 'attribute_not_exists(#told) AND (attribute_not_exists(#claimed) OR #claimed < :stale)',
          ExpressionAttributeNames: { '#told': 'told', '#claimed': 'claimed', '#expires': expiryAttribute },
          ExpressionAttributeValues: { ':at': at, ':stale': staleBefore, ':expires': expiry(at, retentionDays + 31) },
        }),
      ),
    ),

  noticeTold: async (id, at) => {
    await held('UpdateItem', () =>
      table.client.send(
        new UpdateCommand({
          TableName: table.name,
          Key: noticeKey(id),
          UpdateExpression: 'SET #told = :at',
          ConditionExpression: 'attribute_not_exists(#told)',
          ExpressionAttributeNames: { '#told': 'told' },
          ExpressionAttributeValues: { ':at': at },
        }),
      ),
    );
  },
});
