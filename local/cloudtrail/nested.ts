import type { NormalizedSchema } from '@smithy/core/schema';
import { isRaw, type Raw } from '../../lambda/snapshot/raw.ts';
import { ec2Dialect } from '../ec2/query.ts';

/*
 * How CloudTrail writes the parameters of EC2's newer operations: under the operation's name, in the letter case of the API,
 * as XML was turned into JSON: a list of one is that one, items are numbered by `tag`.
 */

const item = (schema: NormalizedSchema, value: unknown, index: number): Raw => {
  const content = written(schema, value);
  return isRaw(content) ? { ...content, tag: index + 1 } : { tag: index + 1, content };
};

const written = (schema: NormalizedSchema, value: unknown): unknown => {
  if (schema.isListSchema() && Array.isArray(value)) {
    const items = value.map((one, index) => item(schema.getValueSchema(), one, index));
    return items.length === 1 ? items[0] : items;
  }
  return schema.isStructSchema() && isRaw(value) ? nestedParameters(schema, value) : value;
};

/** An input in that style, by the operation's own schema, without what is around it. */
export const nestedParameters = (schema: NormalizedSchema, input: Raw): Raw =>
  Object.fromEntries(
    [...schema.structIterator()].flatMap(([member, of]) => {
      const given = input[member];
      return given === undefined ? [] : [[ec2Dialect.wireName(member, of), written(of, given)]];
    }),
  );
