import { BatchWriteCommand } from '@aws-sdk/lib-dynamodb';
import type { Item } from '../../lambda/aws/item.ts';
import type { TestTable } from '../../test/support/dynamodb.ts';

/** DynamoDB takes so many in one call. */
const BATCH = 25;
const LANES = 8;

const nextOf = (items: Iterator<Item>): readonly Item[] => {
  const batch: Item[] = [];
  while (batch.length < BATCH) {
    const { done, value } = items.next();
    if (done === true) break;
    batch.push(value);
  }
  return batch;
};

/** Puts items into a table as they are, past the store; they are made while they are written. */
export const write = async ({ client, name }: TestTable, items: Iterable<Item>): Promise<void> => {
  const waiting = items[Symbol.iterator]();
  const lane = async (): Promise<void> => {
    for (let batch = nextOf(waiting); batch.length > 0; batch = nextOf(waiting)) {
      const requests = batch.map((item) => ({ PutRequest: { Item: item } }));
      await client.send(new BatchWriteCommand({ RequestItems: { [name]: requests } }));
    }
  };
  await Promise.all(Array.from({ length: LANES }, lane));
};
