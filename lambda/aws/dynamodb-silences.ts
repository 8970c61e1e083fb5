import { PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { Store } from '../monitor/ports.ts';
import { calling } from './fault.ts';
import { held } from './held.ts';
import { acknowledgementSchema, muteSchema } from './incident-schema.ts';
import { expiry, type Item, storable } from './item.ts';
import { all, type Table } from './page.ts';
import { acknowledgementKey, expiryAttribute, muteKey, silencePartition, tableKey } from './table.ts';

/** Days for which a mute that is over, and an acknowledgement, are still listed. */
const KEPT = { mute: 7, acknowledgement: 90 };

const put = (table: Table, item: Item): Promise<unknown> =>
  calling('PutItem', () => table.client.send(new PutCommand({ TableName: table.name, Item: item })));

/** Mutes and acknowledgements: one query reads them all. One that cannot be read silences nothing. */
export const dynamodbSilences = (
  table: Table,
  now: () => Date,
): Pick<Store, 'silences' | 'putMute' | 'endMute' | 'putAcknowledgement'> => ({
  silences: async () => {
    const items = await all(table, { key: tableKey, partition: silencePartition });
    const kept = items.filter((item) => Number(item[expiryAttribute]) > now().getTime() / 1000);
    return {
      mutes: kept.flatMap((item) => muteSchema.safeParse(item).data ?? []),
      acknowledgements: kept.flatMap((item) => acknowledgementSchema.safeParse(item).data ?? []),
    };
  },

  putMute: async (given) => {
    const mute = storable(muteSchema, given, `the mute ${given.id}`);
    await put(table, { ...muteKey(mute.id), ...mute, [expiryAttribute]: expiry(mute.until, KEPT.mute) });
  },

  endMute: (id, at) =>
    held('UpdateItem', () =>
      table.client.send(
        new UpdateCommand({
          TableName: table.name,
          Key: muteKey(id),
          UpdateExpression: 'SET #until = :at, #expires = :expires',
          ConditionExpression: 'attribute_exists(#until) AND #until > :at',
          ExpressionAttributeNames: { '#until': 'until', '#expires': expiryAttribute },
          ExpressionAttributeValues: { ':at': at, ':expires': expiry(at, KEPT.mute) },
        }),
      ),
    ),

  putAcknowledgement: async (given) => {
    const known = storable(acknowledgementSchema, given, `the acknowledgement of ${given.incidentId}`);
    await put(table, {
      ...acknowledgementKey(known.incidentId),
      ...known,
      [expiryAttribute]: expiry(known.at, KEPT.acknowledgement),
    });
  },
});
