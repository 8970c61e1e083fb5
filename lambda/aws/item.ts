import * as z from 'zod';
import { Fault } from '../domain/fault.ts';
import type { Listing, Unreadable } from '../monitor/ports.ts';
import { asFault } from './fault.ts';

/** An item as the document client takes and gives it. */
export type Item = Readonly<Record<string, unknown>>;

const reason = (error: unknown): string =>
  error instanceof z.ZodError
    ? error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ')
    : String(error);

/** A record that is fit to be stored; a `Fault` of kind `invalid` where it could not be read again. */
export const storable = <Value>(schema: z.ZodType<Value>, value: Value, name: string): Value => {
  const { success, data, error } = schema.safeParse(value);
  if (success) return data;
  const message = `${name} does not fit its schema: ${reason(error)}`;
  throw new Fault({ kind: 'invalid', operation: 'PutItem', code: 'InvalidRecord', message }, { cause: error });
};

/** By its keys: `PATH#web-db / STATE`. */
export const nameOf = ({ pk, sk }: Item): string => `${pk} / ${sk}`;

/** What `read` makes of a stored item; a `Fault` of kind `malformed` naming the item where it makes nothing of it. */
export const readItem = <Value>(item: Item, operation: string, read: (item: Item) => Value): Value => {
  try {
    return read(item);
  } catch (cause) {
    const message = `the item ${nameOf(item)} cannot be read: ${reason(cause)}`;
    throw new Fault({ kind: 'malformed', operation, code: 'MalformedItem', message }, { cause });
  }
};

const pathIdOf = ({ pk }: Item): string | undefined => /^PATH#(.*)$/s.exec(String(pk))?.[1];

/** What `read` makes of stored items, in their order; those of which it makes nothing are told apart. */
export const readItems = <Value>(
  items: readonly Item[],
  operation: string,
  read: (item: Item) => Value,
): Listing<Value> => {
  const values: Value[] = [];
  const unreadable: Unreadable[] = [];
  for (const item of items)
    try {
      values.push(readItem(item, operation, read));
    } catch (error) {
      const pathId = pathIdOf(item);
      const { message } = asFault(error, operation).info;
      unreadable.push({ item: nameOf(item), ...(pathId !== undefined && { pathId }), reason: message });
    }
  return { items: values, unreadable };
};

/** Without the attributes that are not there: `undefined` is no value of DynamoDB. */
export const present = (attributes: Item): Item =>
  Object.fromEntries(Object.entries(attributes).filter(([, value]) => value !== undefined));

/** Epoch seconds at which what happened at that ISO time is no longer kept. */
export const expiry = (time: string, retentionDays: number): number =>
  Math.floor(Date.parse(time) / 1000) + retentionDays * 86_400;
