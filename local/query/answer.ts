import type { NormalizedSchema } from '@smithy/core/schema';

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
// XML 1.0 has no way to write these control characters: https://www.w3.org/TR/xml/#charsets.
const unwritable = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu;
export const escaped = (text: string): string =>
  text.replace(unwritable, '').replace(/[&<>"]/g, (character) => escapes[character] ?? character);

export const element = (name: string, content: string): string => `<${name}>${content}</${name}>`;

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

/** Recorded snapshots hold times as strings, so those are taken as well as dates. */
const simple = (schema: NormalizedSchema, value: unknown): string => {
  if (schema.isTimestampSchema()) {
    return (value instanceof Date ? value : new Date(String(value))).toISOString();
  }
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64');
  return escaped(String(value));
};

/** The members of a structure as XML elements; what the schema does not know is left out. */
export const members = (schema: NormalizedSchema, value: unknown): string =>
  isRecord(value)
    ? [...schema.structIterator()]
        .map(([name, member]) => written(member.getMergedTraits().xmlName ?? name, member, value[name]))
        .join('')
    : '';

const written = (name: string, schema: NormalizedSchema, value: unknown): string => {
  if (value === undefined || value === null) return '';
  if (schema.isListSchema()) {
    const item = schema.getValueSchema();
    const itemName = item.getMergedTraits().xmlName ?? 'member';
    const items = Array.isArray(value) ? value : [value];
    return element(name, items.map((each) => written(itemName, item, each)).join(''));
  }
  return element(name, schema.isStructSchema() ? members(schema, value) : simple(schema, value));
};
