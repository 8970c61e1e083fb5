import { isDeepStrictEqual } from 'node:util';
import { type DynamoDBDocumentClient, GetCommand, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { Incident } from '../domain/incident.ts';
import type { HistoryQuery, Page, Store } from '../monitor/ports.ts';
import { checkItem, checkOf } from './check-item.ts';
import { dynamodbBudget } from './dynamodb-budget.ts';
import { dynamodbFootprints } from './dynamodb-footprints.ts';
import { dynamodbLooks } from './dynamodb-looks.ts';
import { calling } from './fault.ts';
import { held } from './held.ts';
import { closingOf, incidentItem, incidentOf } from './incident-item.ts';
import { type Item, readItem } from './item.ts';
import { all, type History, page } from './page.ts';
import { stateItem, stateOf } from './state-item.ts';
import { sweepItem, sweepOf } from './sweep-item.ts';
import {
  checkPrefix,
  type ItemKey,
  incidentKey,
  incidentKind,
  listed,
  pending,
  pendingMark,
  stateKey,
  stateKind,
  sweepPartition,
  tableKey,
} from './table.ts';

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

/** What a later put adds to an incident: its end, once, and its cause, once that is no longer looked for. */
const additionsTo = ({ endedAt, cause }: Incident, retentionDays: number) => {
  const added = {
    ...(endedAt !== undefined && closingOf(endedAt, retentionDays)),
    ...(cause !== undefined && cause.search.kind !== 'pending' && { cause }),
  };
  const names = Object.keys(added);
  if (names.length === 0) return undefined;
  return {
    UpdateExpression: `SET ${names.map((name) => `#${name} = ${name === 'cause' ? ':cause' : `if_not_exists(#${name}, :${name})`}`).join(', ')}`,
    ConditionExpression: 'attribute_exists(pk)',
    ExpressionAttributeNames: Object.fromEntries(names.map((name) => [`#${name}`, name])),
    ExpressionAttributeValues: Object.fromEntries(Object.entries(added).map(([name, value]) => [`:${name}`, value])),
  };
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

  const history = async <Value>(
    of: History,
    query: HistoryQuery,
    make: (item: Item) => Value,
  ): Promise<Page<Value>> => {
    const { items, ...rest } = await page(table, of, query, now());
    return { ...rest, items: items.map((item) => readItem(item, 'Query', make)) };
  };

  return {
    state: async (pathId) => {
      const item = await read(stateKey(pathId));
      return item && readItem(item, 'GetItem', stateOf);
    },

    putState: async (state, expected) => {
      const item = stateItem(state);
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
      return isDeepStrictEqual(await read(stateKey(state.pathId)), item);
    },

    putCheck: async (check) => {
      await putNew(checkItem(check, retentionDays));
    },

    putIncident: async (incident) => {
      if (await putNew(incidentItem(incident, retentionDays))) return;
      const known = additionsTo(incident, retentionDays);
      if (known === undefined) return;
      await held('UpdateItem', () =>
        client.send(new UpdateCommand({ TableName: tableName, Key: incidentKey(incident.id), ...known })),
      );
    },

    putSweep: async (record) => {
      await putNew(sweepItem(record, retentionDays));
    },

    states: async () => {
      const items = await all(table, { index: listed.name, key: listed, partition: stateKind });
      return items.map((item) => readItem(item, 'Query', stateOf));
    },

    pending: async () => {
      const items = await all(table, { index: pending.name, key: pending, partition: pendingMark });
      return items.map((item) => String(item[pending.sort]));
    },

    ...dynamodbBudget(table),
    ...dynamodbFootprints(table, retentionDays, now),
    ...dynamodbLooks(table, retentionDays),

    checks: (pathId, query) => history(checksOf(pathId), query, checkOf),
    sweeps: (query) => history(sweeps, query, sweepOf),
    incidents: (query) => history(incidents, query, incidentOf),
  };
};
