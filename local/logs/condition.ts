import { malformedQuery, type Reader } from './tokens.ts';

/** What is known of one event: field → value as text. */
export type Fields = ReadonlyMap<string, string>;

export type Condition = (event: Fields) => boolean;

const numberOf = (text: string): number | undefined => {
  const number = text.trim() === '' ? Number.NaN : Number(text);
  return Number.isNaN(number) ? undefined : number;
};

/** Two numbers are compared as such, all else as text. */
const compared = (one: string, other: string): number => {
  const [a, b] = [numberOf(one), numberOf(other)];
  if (a !== undefined && b !== undefined) return a - b;
  return one === other ? 0 : one < other ? -1 : 1;
};

const operators: Readonly<Record<string, (order: number) => boolean>> = {
  '=': (order) => order === 0,
  '!=': (order) => order !== 0,
  '<': (order) => order < 0,
  '<=': (order) => order <= 0,
  '>': (order) => order > 0,
  '>=': (order) => order >= 0,
};

const value = (reader: Reader): string =>
  reader.peek()?.kind === 'number' ? reader.next('number', 'a number') : reader.next('string', 'a value');

const about =
  (field: string, test: (held: string) => boolean): Condition =>
  (event) => {
    const held = event.get(field);
    return held !== undefined && test(held);
  };

const single = (reader: Reader): Condition => {
  if (reader.takes('(')) {
    const inner = condition(reader);
    reader.expect(')');
    return inner;
  }
  const field = reader.next('name', 'a field');
  if (reader.takes('in')) {
    reader.expect('[');
    const values = [value(reader)];
    while (reader.takes(',')) values.push(value(reader));
    reader.expect(']');
    return about(field, (held) => values.some((one) => compared(held, one) === 0));
  }
  if (reader.takes('like')) {
    const text = reader.next('string', 'a text');
    return about(field, (held) => held.includes(text));
  }
  const sign = reader.next('sign', 'a comparison');
  const operator = operators[sign];
  if (operator === undefined) throw malformedQuery(`unknown comparison ${sign}`);
  const other = value(reader);
  return about(field, (held) => operator(compared(held, other)));
};

const every = (reader: Reader): Condition => {
  const parts = [single(reader)];
  while (reader.takes('and')) parts.push(single(reader));
  return (event) => parts.every((part) => part(event));
};

/** What a `filter` lets through: comparisons, `in` and `like` with `and`, `or` and brackets. */
export const condition = (reader: Reader): Condition => {
  const parts = [every(reader)];
  while (reader.takes('or')) parts.push(every(reader));
  return (event) => parts.some((part) => part(event));
};
