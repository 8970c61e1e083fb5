import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import type { Store } from '../monitor/ports.ts';
import { calling } from './fault.ts';
import { held } from './held.ts';
import { readItem, storable } from './item.ts';
import type { Table } from './page.ts';
import { canarySchema } from './record-schema.ts';
import { canaryKey } from './table.ts';

/** What the newest canary came to: one item, which stays. */
export const dynamodbCanary = ({ client, name }: Table): Pick<Store, 'canary' | 'putCanary'> => ({
  canary: async () => {
    const get = new GetCommand({ TableName: name, Key: canaryKey, ConsistentRead: true });
    const { Item } = await calling('GetItem', () => client.send(get));
    return Item && readItem(Item, 'GetItem', (item) => canarySchema.parse(item));
  },

  putCanary: async (given) => {
    const put = new PutCommand({
      TableName: name,
      Item: { ...canaryKey, ...storable(canarySchema, given, 'the canary') },
      ConditionExpression: 'attribute_not_exists(lookedAt) OR lookedAt <= :lookedAt',
      ExpressionAttributeValues: { ':lookedAt': given.lookedAt },
    });
    await held('PutItem', () => client.send(put));
  },
});
