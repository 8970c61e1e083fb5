import { readFile } from 'node:fs/promises';
import { configurationJsonSchema, knownKeys } from '../../lambda/domain/configuration-schema.ts';

interface Schema {
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly propertyNames?: { readonly enum?: readonly string[] };
  readonly description?: string;
}

/** Every property of a schema, with the way to it. */
const propertiesOf = (schema: Schema, at = ''): readonly (readonly [string, Schema])[] => [
  ...Object.entries(schema.properties ?? {}).flatMap(([key, value]): readonly (readonly [string, Schema])[] => [
    [`${at}/${key}`, value],
    ...propertiesOf(value, `${at}/${key}`),
  ]),
  ...(schema.items ? propertiesOf(schema.items, at) : []),
  ...(schema.anyOf ?? []).flatMap((branch) => propertiesOf(branch, at)),
];

test('the published schema is current; `npm run schema` writes it', async () => {
  const published = await readFile(new URL('../../docs/pathwatch.schema.json', import.meta.url), 'utf8');
  expect(published).toBe(`${JSON.stringify(configurationJsonSchema(), undefined, 2)}\n`);
});

test('every property has a description, which editors show', () => {
  const properties = propertiesOf(configurationJsonSchema());
  expect(properties.length).toBeGreaterThan(30);
  expect(properties.filter(([, schema]) => !schema.description).map(([at]) => at)).toEqual([]);
});

/** The ways to the keys of a map whose keys are listed by their names alone. */
const listedIn = ([at, { propertyNames }]: readonly [string, Schema]): readonly string[] =>
  (propertyNames?.enum ?? []).map((key) => `${at}/${key}`);

test('every section of the schema has its known keys, from which unknown ones are told', () => {
  const properties = propertiesOf({ items: configurationJsonSchema() });
  const sections = [...properties.map(([at]) => at), ...properties.flatMap(listedIn)].map((at) => at.split('/'));
  for (const [section, keys] of Object.entries(knownKeys)) {
    const found = sections.filter((at) => at.at(-2) === section).map((at) => at.at(-1));
    expect([section, [...new Set(found)].sort()]).toEqual([section, [...keys].sort()]);
  }
});
