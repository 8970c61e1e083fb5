import { z } from 'zod';
import type { Exchange } from '../../test/support/dynamodb-proxy.ts';
import { itemBytes, unitsOf, type WireItem } from './size.ts';

/** What a command has read of the table. */
export interface Reads {
  readonly calls: number;
  readonly items: number;
  /** As DynamoDB counts them. */
  readonly bytes: number;
  readonly units: number;
  /** What was asked: operation and index, sorted, since calls that are made at once come in any order. */
  readonly asked: readonly string[];
}

const Request = z.object({ IndexName: z.string().optional(), ConsistentRead: z.boolean().optional() });
const items = z.custom<WireItem>((value) => typeof value === 'object' && value !== null);
const Answer = z.object({ Items: z.array(items).optional(), Item: items.optional() });

const none: Reads = { calls: 0, items: 0, bytes: 0, units: 0, asked: [] };

/** What the calls have read. No command filters: what is answered is what was read. */
export const readsIn = (exchanges: readonly Exchange[]): Reads =>
  exchanges.reduce((sofar, { operation, request, answer }) => {
    const { IndexName: index, ConsistentRead: consistent = false } = Request.parse(JSON.parse(request));
    const { Items, Item } = Answer.parse(JSON.parse(answer));
    const found = Items ?? (Item === undefined ? [] : [Item]);
    const bytes = found.reduce((total, item) => total + itemBytes(item), 0);
    return {
      calls: sofar.calls + 1,
      items: sofar.items + found.length,
      bytes: sofar.bytes + bytes,
      units: sofar.units + unitsOf(bytes, consistent),
      asked: [...sofar.asked, index === undefined ? operation : `${operation} ${index}`].sort(),
    };
  }, none);
