import type { NormalizedSchema } from '@smithy/core/schema';
import { operationSchema } from './operations.ts';

const namespace = 'http://ec2.amazonaws.com/doc/2016-11-15/';

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
// XML 1.0 has no way to write these control characters: https://www.w3.org/TR/xml/#charsets.
const unwritable = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu;
const escaped = (text: string): string =>
  text.replace(unwritable, '').replace(/[&<>"]/g, (character) => escapes[character] ?? character);

const element = (name: string, content: string): string => `<${name}>${content}</${name}>`;

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

const members = (schema: NormalizedSchema, value: unknown): string =>
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

/**
 * An output object as the XML document in which EC2 sends it, by the SDK's own schema of the operation. What the schema
 * does not know is left out, as EC2 leaves it out for old clients. Throws RangeError for a time that is none.
 */
export const answerXml = (operation: string, output: unknown, requestId: string): string => {
  const schema = operationSchema(operation)?.output;
  const content = schema?.isStructSchema() ? members(schema, output) : element('return', 'true');
  return `<?xml version="1.0" encoding="UTF-8"?>\n<${operation}Response xmlns="${namespace}">${element('requestId', requestId)}${content}</${operation}Response>`;
};

/** A refusal: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html. */
export const errorXml = (code: string, message: string, requestId: string): string => {
  const error = element('Error', element('Code', escaped(code)) + element('Message', escaped(message)));
  return `<?xml version="1.0" encoding="UTF-8"?>\n${element('Response', element('Errors', error) + element('RequestID', requestId))}`;
};
