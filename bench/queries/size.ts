import type { AttributeValue } from '@aws-sdk/client-dynamodb';

/*
 * What DynamoDB counts for an item, and for reading it:
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html and
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/read-write-operations.html.
 */

/** As the wire has it: binary values as base64. */
export type WireItem = Readonly<Record<string, AttributeValue>>;

/** A byte for two significant digits, and one more. */
const numberBytes = (text: string): number => {
  const digits = text
    .replace(/^-/, '')
    .replace('.', '')
    .replace(/^0+|0+$/g, '').length;
  return 1 + Math.ceil(digits / 2) + (text.startsWith('-') ? 1 : 0);
};

const utf8 = (text: string): number => Buffer.byteLength(text);

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

const valueBytes = (value: AttributeValue): number => {
  if (value.S !== undefined) return utf8(value.S);
  if (value.N !== undefined) return numberBytes(value.N);
  if (value.B !== undefined) return Buffer.from(String(value.B), 'base64').length;
  if (value.SS !== undefined) return sum(value.SS.map(utf8));
  if (value.NS !== undefined) return sum(value.NS.map(numberBytes));
  if (value.L !== undefined) return 3 + sum(value.L.map((each) => 1 + valueBytes(each)));
  if (value.M !== undefined)
    return 3 + sum(Object.entries(value.M).map(([name, each]) => 1 + utf8(name) + valueBytes(each)));
  return 1;
};

/** Bytes of an item: the names and the values of its attributes. */
export const itemBytes = (item: WireItem): number =>
  sum(Object.entries(item).map(([name, value]) => utf8(name) + valueBytes(value)));

const UNIT = 4 * 1024;

/** Read units of one call that read so many bytes together: a page of a query counts as one item; nothing found counts too. */
export const unitsOf = (bytes: number, consistent: boolean): number =>
  Math.max(1, Math.ceil(bytes / UNIT)) * (consistent ? 1 : 0.5);
