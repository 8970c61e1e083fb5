import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { type AttributeValue, BatchWriteItemCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { loopback } from '../support/loopback.ts';

type Items = readonly Readonly<Record<string, AttributeValue>>[];

/** Items as `write-table.ts` writes them; of binary attributes only those at the top are met. */
export const keptTable = (file: string): Items => {
  const items: readonly Readonly<Record<string, object>>[] = JSON.parse(
    readFileSync(resolve(import.meta.dirname, file), 'utf8'),
  );
  const value = (given: object): AttributeValue =>
    'B' in given ? { B: Buffer.from(String(given.B), 'base64') } : (given as AttributeValue);
  return items.map((item) => Object.fromEntries(Object.entries(item).map(([name, given]) => [name, value(given)])));
};

/** DynamoDB takes so many in one call. */
const BATCH = 25;

/** Puts items into a table as they are, past the store. */
export const putKept = async (items: Items, url: string, table: string): Promise<void> => {
  const client = new DynamoDBClient(loopback(url));
  for (let from = 0; from < items.length; from += BATCH) {
    const requests = items.slice(from, from + BATCH).map((Item) => ({ PutRequest: { Item } }));
    await client.send(new BatchWriteItemCommand({ RequestItems: { [table]: requests } }));
  }
  client.destroy();
};
