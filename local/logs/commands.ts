import { type Condition, condition } from './condition.ts';
import { malformedQuery, type Reader, readerOf, tokensOf } from './tokens.ts';

export interface Aggregate {
  readonly function: 'sum' | 'max' | 'count';
  /** `*` for all events. */
  readonly field: string;
  readonly name: string;
}

/** The commands that are understood: those of the queries that Pathwatch writes. */
export type Command =
  | { readonly kind: 'parse'; readonly field: string; readonly glob: string; readonly names: readonly string[] }
  | { readonly kind: 'filter'; readonly lets: Condition }
  | { readonly kind: 'stats'; readonly aggregates: readonly Aggregate[]; readonly by: readonly string[] }
  | { readonly kind: 'limit'; readonly count: number };

const listed = <Item>(reader: Reader, item: () => Item): readonly Item[] => {
  const items = [item()];
  while (reader.takes(',')) items.push(item());
  return items;
};

const field = (reader: Reader): string => reader.next('name', 'a field');

const aggregate = (reader: Reader): Aggregate => {
  const name = reader.next('name', 'a function');
  if (name !== 'sum' && name !== 'max' && name !== 'count') throw malformedQuery(`unknown function ${name}`);
  reader.expect('(');
  const of = name === 'count' && reader.takes('*') ? '*' : field(reader);
  reader.expect(')');
  reader.expect('as');
  return { function: name, field: of, name: field(reader) };
};

const unrepeated = (names: readonly string[]): readonly string[] => {
  if (new Set(names).size !== names.length) throw malformedQuery('a field is defined twice');
  return names;
};

const parse = (reader: Reader): Command => {
  const from = field(reader);
  const glob = reader.next('string', 'a pattern');
  reader.expect('as');
  const names = unrepeated(listed(reader, () => field(reader)));
  if (glob.split('*').length - 1 !== names.length) throw malformedQuery('the pattern has not as many * as fields');
  return { kind: 'parse', field: from, glob, names };
};

const stats = (reader: Reader): Command => {
  const aggregates = listed(reader, () => aggregate(reader));
  reader.expect('by');
  const by = listed(reader, () => field(reader));
  unrepeated([...aggregates.map(({ name }) => name), ...by]);
  return { kind: 'stats', aggregates, by };
};

const command = (reader: Reader): Command => {
  const name = reader.next('name', 'a command');
  switch (name) {
    case 'parse':
      return parse(reader);
    case 'filter':
      return { kind: 'filter', lets: condition(reader) };
    case 'stats':
      return stats(reader);
    case 'limit':
      return { kind: 'limit', count: Number(reader.next('number', 'a number')) };
    default:
      throw malformedQuery(`unknown command ${name}`);
  }
};

/** A query as its commands. Throws `MalformedQueryException`. */
export const commandsOf = (query: string): readonly Command[] => {
  const reader = readerOf(tokensOf(query));
  const commands = [command(reader)];
  while (reader.takes('|')) commands.push(command(reader));
  if (reader.peek() !== undefined) throw malformedQuery('expected | between commands');
  return commands;
};
