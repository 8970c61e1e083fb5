import { type DynamoDBDocumentClient, QueryCommand, type QueryCommandInput } from '@aws-sdk/lib-dynamodb';
import { Fault } from '../domain/fault.ts';
import type { HistoryQuery } from '../monitor/ports.ts';
import { calling, having } from './fault.ts';
import type { Item } from './item.ts';
import { expiryAttribute, type KeyRange, type KeySchema, timeRange } from './table.ts';

export interface Table {
  readonly client: DynamoDBDocumentClient;
  readonly name: string;
}

/** Items of one partition of the table or of an index. */
export interface Stretch {
  readonly index?: string;
  readonly key: KeySchema;
  readonly partition: string;
  readonly range?: KeyRange;
}

const invalid = (code: string, message: string): Fault =>
  new Fault({ kind: 'invalid', operation: 'Query', code, message });

const query = ({ index, key, partition, range }: Stretch, table: string): QueryCommandInput => ({
  TableName: table,
  ...(index !== undefined && { IndexName: index }),
  KeyConditionExpression: range === undefined ? '#p = :p' : '#p = :p AND #s BETWEEN :from AND :to',
  ExpressionAttributeNames: { '#p': key.partition, ...(range !== undefined && { '#s': key.sort }) },
  ExpressionAttributeValues: {
    ':p': partition,
    ...(range !== undefined && { ':from': range.from, ':to': range.to }),
  },
});

interface Answer {
  readonly items: readonly Item[];
  readonly next: Item | undefined;
}

const ask = async ({ client }: Table, input: QueryCommandInput): Promise<Answer> => {
  const answer = await calling('Query', () => client.send(new QueryCommand(input)));
  return { items: having(answer.Items, 'Items', 'Query'), next: answer.LastEvaluatedKey };
};

/** All items of a stretch, in the order of the sort key, however many pages of 1 MB that takes. */
export const all = async (table: Table, stretch: Stretch): Promise<readonly Item[]> => {
  const items: Item[] = [];
  let start: Item | undefined;
  do {
    const answer: Answer = await ask(table, {
      ...query(stretch, table.name),
      ...(start && { ExclusiveStartKey: start }),
    });
    items.push(...answer.items);
    start = answer.next;
  } while (start !== undefined);
  return items;
};

/** A time as users write it, in the form of the keys. */
const keyTime = (time: string | undefined): string | undefined => {
  if (time === undefined) return undefined;
  const date = new Date(time);
  if (Number.isNaN(date.getTime())) throw invalid('InvalidTime', `${time} is no ISO time`);
  return date.toISOString();
};

const encode = (sortKey: string): string => Buffer.from(sortKey).toString('base64url');

/** The sort key in a cursor, which must lie in the range that is asked for. */
const decode = (cursor: string, range: KeyRange): string => {
  const sortKey = Buffer.from(cursor, 'base64url').toString();
  if (encode(sortKey) !== cursor || sortKey < range.from || sortKey > range.to) {
    throw invalid('InvalidCursor', `${cursor} is no cursor of this history`);
  }
  return sortKey;
};

export interface History {
  readonly index?: string;
  readonly key: KeySchema;
  readonly partition: string;
  /** What stands before the time in the sort keys. */
  readonly prefix: string;
  /** The whole key of the item with that sort key, as a query wants it to go on from there. */
  readonly startKey: (sortKey: string) => Item;
}

interface ItemPage {
  readonly items: readonly Item[];
  readonly cursor?: string;
}

/** One page of a history, newest first, without what has expired: DynamoDB removes it only some days later. */
export const page = async (table: Table, history: History, asked: HistoryQuery, now: Date): Promise<ItemPage> => {
  if (!Number.isInteger(asked.limit) || asked.limit < 1)
    throw invalid('InvalidLimit', `a page of ${asked.limit} items`);
  const range = timeRange(history.prefix, keyTime(asked.since), keyTime(asked.until));
  // Between its ends in the wrong order DynamoDB finds an error, people find nothing.
  if (range.from > range.to) return { items: [] };
  const isKept = (item: Item): boolean => !(Number(item[expiryAttribute]) <= now.getTime() / 1000);
  const items: Item[] = [];
  let start = asked.cursor === undefined ? undefined : history.startKey(decode(asked.cursor, range));
  do {
    const answer: Answer = await ask(table, {
      ...query({ ...history, range }, table.name),
      ScanIndexForward: false,
      // One more than asked for: whether there is a next page is then known.
      Limit: asked.limit + 1 - items.length,
      ...(start && { ExclusiveStartKey: start }),
    });
    items.push(...answer.items.filter(isKept));
    start = answer.next;
  } while (start !== undefined && items.length <= asked.limit);
  const last = items[asked.limit - 1];
  return items.length <= asked.limit || last === undefined
    ? { items }
    : { items: items.slice(0, asked.limit), cursor: encode(String(last[history.key.sort])) };
};
