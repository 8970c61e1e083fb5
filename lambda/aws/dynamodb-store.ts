import { isDeepStrictEqual } from 'node:util';
import { type DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { isOpen } from '../incidents/subject.ts';
import type { HistoryQuery, Page, Store } from '../monitor/ports.ts';
import { checkItem, checkOf } from './check-item.ts';
import { lanes } from './described.ts';
import { dynamodbBudget } from './dynamodb-budget.ts';
import { dynamodbCanary } from './dynamodb-canary.ts';
import { dynamodbDays } from './dynamodb-days.ts';
import { dynamodbFootprints } from './dynamodb-footprints.ts';
import { dynamodbLooks } from './dynamodb-looks.ts';
import { dynamodbSilences } from './dynamodb-silences.ts';
import { asFault, calling } from './fault.ts';
import { held } from './held.ts';
import { incidentItem, incidentOf } from './incident-item.ts';
import { type Item, nameOf, readItem, readItems } from './item.ts';
import { all, type History, page } from './page.ts';
import { stateItem, stateOf } from './state-item.ts';
import { sweepItem, sweepOf } from './sweep-item.ts';
import {
  checkPrefix,
  type ItemKey,
  incidentKey,
  incidentKind,
  listed,
  openMark,
  pending,
  pendingMark,
  stateKey,
  stateKind,
  sweepPartition,
  tableKey,
} from './table.ts';

/** How many incidents are read at the same time. */
const READS = 10;

const checksOf = (pathId: string): History => {
  const { pk } = stateKey(pathId);
  return { key: tableKey, partition: pk, prefix: checkPrefix, startKey: (sk) => ({ pk, sk }) };
};

const sweeps: History = {
  key: tableKey,
  partition: sweepPartition,
  prefix: '',
  startKey: (sk) => ({ pk: sweepPartition, sk }),
};

const incidents: History = {
  index: listed.name,
  key: listed,
  partition: incidentKind,
  prefix: '',
  startKey: (order) => ({
    ...incidentKey(order.slice(order.indexOf('#') + 1)),
    [listed.partition]: incidentKind,
    [listed.sort]: order,
  }),
};

/**
 * The table as the flow's store. Everything but states expires `retentionDays` after it happened; an open incident does
 * not. `now` decides what is already hidden. All methods throw `Fault`; a stored item that cannot be read is one too.
 */
export const dynamodbStore = (
  client: DynamoDBDocumentClient,
  tableName: string,
  retentionDays: number,
  now: () => Date,
): Store => {
  const table = { client, name: tableName };

  const read = async (key: ItemKey): Promise<Item | undefined> => {
    const get = new GetCommand({ TableName: tableName, Key: key, ConsistentRead: true });
    return (await calling('GetItem', () => client.send(get))).Item;
  };

  /** False where it was there before. */
  const putNew = (item: Item): Promise<boolean> =>
    held('PutItem', () =>
      client.send(
        new PutCommand({ TableName: tableName, Item: item, ConditionExpression: 'attribute_not_exists(pk)' }),
      ),
    );

  /** Over the version expected, 0 for none. */
  const putVersion = async (item: Item, expected: number): Promise<boolean> => {
    const written =
      expected === 0
        ? await putNew(item)
        : await held('PutItem', () =>
            client.send(
              new PutCommand({
                TableName: tableName,
                Item: item,
                ConditionExpression: '#version = :expected',
                ExpressionAttributeNames: { '#version': 'version' },
                ExpressionAttributeValues: { ':expected': expected },
              }),
            ),
          );
    if (written) return true;
    // Where the answer to a write was lost, the client's own retry fails on the version that the write itself has
    // set. Taken for another writer's, it would be decided anew; so whose it is, its content tells.
    return isDeepStrictEqual(await read({ pk: String(item.pk), sk: String(item.sk) }), item);
  };

  const history = async <Value>(
    of: History,
    query: HistoryQuery,
    make: (item: Item) => Value,
  ): Promise<Page<Value>> => {
    const { items, ...rest } = await page(table, of, query, now());
    return { ...rest, ...readItems(items, 'Query', make) };
  };

  return {
    state: async (pathId) => {
      const item = await read(stateKey(pathId));
      return item && readItem(item, 'GetItem', stateOf);
    },

    putState: async (state, expected) => putVersion(stateItem(state), expected),

    putCheck: async (check) => {
      await putNew(checkItem(check, retentionDays));
    },

    incident: async (id) => {
      const item = await read(incidentKey(id));
      return item && readItem(item, 'GetItem', incidentOf);
    },

    putIncident: async (incident, expected) => putVersion(incidentItem(incident, retentionDays), expected),

    openIncidents: async (unreadable = () => undefined) => {
      const marked = await all(table, { index: pending.name, key: pending, partition: openMark });
      const lane = lanes(READS);
      const items = await Promise.all(marked.map(({ pk, sk }) => lane(() => read({ pk: String(pk), sk: String(sk) }))));
      const incidents = items.flatMap((item) => {
        if (item === undefined) return [];
        try {
          return [readItem(item, 'GetItem', incidentOf)];
        } catch (error) {
          unreadable(asFault(error, 'GetItem').info, nameOf(item));
          return [];
        }
      });
      // The index lags: what has been done meanwhile is no longer open.
      return incidents.filter(isOpen);
    },

    putSweep: async (record) => {
      await putNew(sweepItem(record, retentionDays));
    },

    states: async () => {
      const items = await all(table, { index: listed.name, key: listed, partition: stateKind });
      return readItems(items, 'Query', stateOf);
    },

    pending: async () => {
      const items = await all(table, { index: pending.name, key: pending, partition: pendingMark });
      return items.map((item) => String(item[pending.sort]));
    },

    ...dynamodbBudget(table),
    ...dynamodbCanary(table),
    ...dynamodbDays(table),
    ...dynamodbFootprints(table, retentionDays, now),
    ...dynamodbLooks(table, retentionDays),
    ...dynamodbSilences(table, now),

    checks: (pathId, query) => history(checksOf(pathId), query, checkOf),
    sweeps: (query) => history(sweeps, query, sweepOf),
    incidents: (query) => history(incidents, query, incidentOf),
  };
};
