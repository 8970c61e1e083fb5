import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import { indexes } from '../../lambda/aws/table.ts';
import { templateOf } from '../support/synthesized.ts';
import { kept, type Resource } from './kept-template.ts';

/* `cdk deploy` over 0.1.0: what holds something is updated where it stands, and the table in steps that DynamoDB takes. */

const Kept = z.record(
  z.string(),
  z.object({ Type: z.string(), Properties: z.record(z.string(), z.unknown()).exactOptional() }),
);
const before = Kept.parse(JSON.parse(readFileSync(join(import.meta.dirname, 'template-of-0.1.0.json'), 'utf8')));
const after = kept(templateOf().toJSON().Resources);

const Indexes = z.array(z.looseObject({ IndexName: z.string() }));
const indexesOf = ({ Properties = {} }: Resource) =>
  new Map(Indexes.parse(Properties.GlobalSecondaryIndexes).map((index) => [index.IndexName, index]));

/** Why DynamoDB would refuse to make one table's indexes another's in one update; empty where it takes it. */
const refusals = (from: Resource, to: Resource): readonly string[] => {
  const [old, now] = [indexesOf(from), indexesOf(to)];
  const changed = [...old].filter(([name, index]) => now.has(name) && !isDeepStrictEqual(now.get(name), index));
  const made = [...now.keys()].filter((name) => !old.has(name));
  const gone = [...old.keys()].filter((name) => !now.has(name));
  return [
    // "Updates are not supported":
    // https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-dynamodb-globaltable-globalsecondaryindex.html
    ...changed.map(([name]) => `the index ${name} is another`),
    // "You can create or delete only one global secondary index per UpdateTable operation":
    // https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_UpdateTable.html
    ...(made.length + gone.length > 1 ? [`${[...made, ...gone].join(', ')} are made or deleted at once`] : []),
  ];
};

const tableOf = (resources: typeof after): Resource => {
  const { HistoryTable: table } = resources;
  if (table === undefined) throw new Error('there is no table');
  return table;
};

test('nothing that holds something goes, or is made anew', () => {
  expect(Object.keys(before).length).toBeGreaterThan(12);
  for (const [
    id,
    { Type, Properties: { GlobalSecondaryIndexes: _, AttributeDefinitions: __, ...held } = {} },
  ] of Object.entries(before)) {
    const { [id]: now } = after;
    const { GlobalSecondaryIndexes: ___, AttributeDefinitions: ____, ...holds } = now?.Properties ?? {};
    expect({ id, type: now?.Type, ...holds }).toEqual({ id, type: Type, ...held });
  }
});

test('the indexes of the table become what they are now in one update', () => {
  expect(refusals(tableOf(before), tableOf(after))).toEqual([]);
  expect([...indexesOf(tableOf(after)).keys()]).toEqual(indexes.map(({ name }) => name));
});

test('the update is refused that makes two indexes at once, or changes one', () => {
  const table = tableOf(after);
  const without = (...names: readonly string[]): Resource => ({
    ...table,
    Properties: {
      GlobalSecondaryIndexes: [...indexesOf(table).values()].filter(({ IndexName }) => !names.includes(IndexName)),
    },
  });
  expect(refusals(without('briefs'), table)).toEqual([]);
  expect(refusals(without('briefs', 'pending'), table)).toEqual(['pending, briefs are made or deleted at once']);
  expect(refusals(without('briefs'), without('pending'))).toEqual(['briefs, pending are made or deleted at once']);
  const another = { ...table, Properties: { GlobalSecondaryIndexes: [{ IndexName: 'listed' }] } };
  expect(refusals(another, without('pending', 'briefs'))).toEqual(['the index listed is another']);
});
