import type { NormalizedSchema } from '@smithy/core/schema';
import { isRaw, type Raw } from '../../lambda/snapshot/raw.ts';
import { lowerFirst } from './flat.ts';

/** How a style writes a list. */
export type ListStyle = (items: readonly unknown[]) => unknown;

/** `{items: […]}`, of the older operations. */
export const itemsList: ListStyle = (items) => (items.length === 0 ? {} : { items });

/** `{item: …}`, of the newer ones. */
export const itemList: ListStyle = (items) =>
  items.length === 0 ? '' : { item: items.length === 1 ? items[0] : items };

const written = (schema: NormalizedSchema, value: unknown, list: ListStyle): unknown => {
  if (schema.isListSchema() && Array.isArray(value)) {
    return list(value.map((one) => written(schema.getValueSchema(), one, list)));
  }
  if (schema.isStructSchema() && isRaw(value)) return responseElements(schema, value, list);
  return schema.isTimestampSchema() ? new Date(String(value)).getTime() : value;
};

/** What EC2 answered, by the operation's own schema and in the names of its XML; `return` is a word of its own. */
export const responseElements = (schema: NormalizedSchema, output: Raw, list: ListStyle): Raw =>
  Object.fromEntries(
    [...schema.structIterator()].flatMap(([member, of]) => {
      const given = output[member];
      if (given === undefined || given === null) return [];
      const { xmlName } = of.getMergedTraits();
      const name = typeof xmlName === 'string' ? xmlName : lowerFirst(member);
      return [[name === 'return' ? '_return' : name, written(of, given, list)]];
    }),
  );
