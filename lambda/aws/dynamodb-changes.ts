import {
  BatchWriteCommand,
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import type { Change } from '../domain/change.ts';
import { Fault } from '../domain/fault.ts';
import type { ChangeLog, Gathering } from '../monitor/ports.ts';
import { calling, having } from './fault.ts';
import { changeSchema } from './finding-schema.ts';
import { held } from './held.ts';
import { expiry, type Item, readItem, storable } from './item.ts';
import { changeKey, changesPartition, expiryAttribute, gatheringKey, timeRange } from './table.ts';

/** Days for which a change is kept: long enough to be found behind an incident whose sweep comes late. */
const KEPT = 30;
/** Items that one BatchWriteItem takes, and tries at those that it leaves unwritten. */
const BATCH = 25;
const TRIES = 5;
/** Turns at the gathering, where writers meet. */
const TURNS = 10;

const itemOf = (given: Change): Item => {
  const change = storable(changeSchema, given, `change ${given.id}`);
  return { ...changeKey(change.at, change.id), ...change, [expiryAttribute]: expiry(change.at, KEPT) };
};

const gatheringOf = ({ id, openedAt, latestAt, count }: Item): Gathering => ({
  id: `${id}`,
  openedAt: `${openedAt}`,
  latestAt: `${latestAt}`,
  count: Number(count),
});

const busy = (operation: string): Fault =>
  new Fault({
    kind: 'throttled',
    operation,
    code: 'TooManyConflicts',
    message: 'others were first, again and again',
  });

/** What was heard of the network, in the table: changes under their time and id, and the one gathering. Throws `Fault`. */
export const dynamodbChanges = (client: DynamoDBDocumentClient, tableName: string): ChangeLog => {
  const writeBatch = async (items: readonly Item[]): Promise<void> => {
    let requests = items.map((Item) => ({ PutRequest: { Item: { ...Item } } }));
    for (let attempt = 0; attempt < TRIES && requests.length > 0; attempt += 1) {
      const command = new BatchWriteCommand({ RequestItems: { [tableName]: requests } });
      const { UnprocessedItems } = await calling('BatchWriteItem', () => client.send(command));
      requests = (UnprocessedItems?.[tableName] ?? []).flatMap(({ PutRequest }) =>
        PutRequest?.Item === undefined ? [] : [{ PutRequest: { Item: PutRequest.Item } }],
      );
    }
    if (requests.length > 0) throw busy('BatchWriteItem');
  };

  const stored = async (): Promise<Item | undefined> => {
    const get = new GetCommand({ TableName: tableName, Key: gatheringKey, ConsistentRead: true });
    return (await calling('GetItem', () => client.send(get))).Item;
  };

  const isOpen = (item: Item | undefined): item is Item => item !== undefined && item.closed !== true;

  return {
    keep: async (changes) => {
      // One batch may not hold a key twice, and an event may be delivered twice in one.
      const items = [...new Map(changes.map((change) => [`${change.at} ${change.id}`, itemOf(change)])).values()];
      for (let start = 0; start < items.length; start += BATCH) await writeBatch(items.slice(start, start + BATCH));
    },

    join: async (count, at, opening) => {
      for (let turn = 0; turn < TURNS; turn += 1) {
        const now = await stored();
        if (isOpen(now) && `${now.openedAt}` >= opening.staleBefore) {
          const joined = { ...gatheringOf(now), count: Number(now.count) + count };
          const latestAt = [joined.latestAt, at].sort().at(-1) ?? at;
          const isJoined = await held('UpdateItem', () =>
            client.send(
              new UpdateCommand({
                TableName: tableName,
                Key: gatheringKey,
                UpdateExpression: 'SET #latestAt = :latestAt, #count = #count + :count',
                ConditionExpression: '#id = :id AND #closed = :no',
                ExpressionAttributeNames: {
                  '#latestAt': 'latestAt',
                  '#count': 'count',
                  '#id': 'id',
                  '#closed': 'closed',
                },
                ExpressionAttributeValues: { ':latestAt': latestAt, ':count': count, ':id': joined.id, ':no': false },
              }),
            ),
          );
          if (isJoined) return { ...joined, latestAt };
          continue;
        }
        const opened = { id: opening.id, openedAt: at, latestAt: at, count };
        const isOpened = await held('PutItem', () =>
          client.send(
            new PutCommand({
              TableName: tableName,
              Item: { ...gatheringKey, ...opened, closed: false },
              ConditionExpression: 'attribute_not_exists(pk) OR #closed = :yes OR #openedAt < :stale',
              ExpressionAttributeNames: { '#closed': 'closed', '#openedAt': 'openedAt' },
              ExpressionAttributeValues: { ':yes': true, ':stale': opening.staleBefore },
            }),
          ),
        );
        if (isOpened) return opened;
      }
      throw busy('PutItem');
    },

    gathering: async (id) => {
      const item = await stored();
      return isOpen(item) && item.id === id ? gatheringOf(item) : undefined;
    },

    close: ({ id, count }) =>
      held('UpdateItem', () =>
        client.send(
          new UpdateCommand({
            TableName: tableName,
            Key: gatheringKey,
            UpdateExpression: 'SET #closed = :yes',
            ConditionExpression: '#id = :id AND #count = :count AND #closed = :no',
            ExpressionAttributeNames: { '#closed': 'closed', '#id': 'id', '#count': 'count' },
            ExpressionAttributeValues: { ':yes': true, ':id': id, ':count': count, ':no': false },
          }),
        ),
      ),

    between: async (since, until, limit) => {
      const { from, to } = timeRange('', since, until);
      // Between its ends in the wrong order DynamoDB finds an error, people find nothing.
      if (from > to) return [];
      const changes: Change[] = [];
      let start: Item | undefined;
      do {
        const query = new QueryCommand({
          TableName: tableName,
          KeyConditionExpression: 'pk = :pk AND sk BETWEEN :from AND :to',
          ExpressionAttributeValues: { ':pk': changesPartition, ':from': from, ':to': to },
          ScanIndexForward: false,
          Limit: limit - changes.length,
          ...(start !== undefined && { ExclusiveStartKey: start }),
        });
        const answer = await calling('Query', () => client.send(query));
        const items = having(answer.Items, 'Items', 'Query');
        changes.push(...items.map((item) => readItem(item, 'Query', (given) => changeSchema.parse(given))));
        start = answer.LastEvaluatedKey;
      } while (start !== undefined && changes.length < limit);
      return changes;
    },
  };
};
