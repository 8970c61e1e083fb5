import { PutCommand } from '@aws-sdk/lib-dynamodb';
import type { Store } from '../monitor/ports.ts';
import { calling } from './fault.ts';
import type { Item } from './item.ts';
import { pack, unpack } from './pack.ts';
import { all, type Table } from './page.ts';
import { expiryAttribute, footprintKey, footprintPrefix, tableKey, timeRange } from './table.ts';

/** Bytes of one chunk, compressed. */
const CHUNK = 350_000;
/** Days beyond the retention: the longest audit, at which a footprint that still holds is put again. */
const LONGEST_AUDIT = 90;

const bytesOf = (item: Item): Uint8Array => (item.facts instanceof Uint8Array ? item.facts : new Uint8Array());

const isFacts = (value: unknown): value is Readonly<Record<string, string>> =>
  typeof value === 'object' &&
  value !== null &&
  !Array.isArray(value) &&
  Object.values(value).every((fact) => typeof fact === 'string');

/** The footprints' part of the store: facts, compressed, in chunks that each fit an item. */
export const dynamodbFootprints = (
  table: Table,
  retentionDays: number,
  now: () => Date,
): Pick<Store, 'footprint' | 'putFootprint'> => ({
  putFootprint: async (pathId, digest, facts) => {
    const packed = pack(facts);
    const count = Math.max(1, Math.ceil(packed.length / CHUNK));
    const expires = Math.floor(now().getTime() / 1000) + (retentionDays + LONGEST_AUDIT) * 86_400;
    for (let chunk = 0; chunk < count; chunk += 1) {
      const part = packed.slice(chunk * CHUNK, (chunk + 1) * CHUNK);
      const Item = { ...footprintKey(pathId, digest, chunk), count, facts: part, [expiryAttribute]: expires };
      await calling('PutItem', () => table.client.send(new PutCommand({ TableName: table.name, Item })));
    }
  },

  footprint: async (pathId, digest) => {
    const { pk } = footprintKey(pathId, digest, 0);
    const range = timeRange(footprintPrefix(digest));
    const items = await all(table, { key: tableKey, partition: pk, range });
    const chunks = items.map(bytesOf);
    if (items.length === 0 || items.length !== Number(items[0]?.count)) return undefined;
    try {
      const facts = unpack(new Uint8Array(Buffer.concat(chunks)));
      return isFacts(facts) ? facts : undefined;
    } catch {
      // What cannot be read is as good as not kept: the change is told without what was before.
      return undefined;
    }
  },
});
