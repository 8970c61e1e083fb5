import { counted } from '../page.ts';
import { formsOf, type JsonSchema, valuesOf } from './json-schema.ts';
import { code } from './markdown.ts';

const listed = (values: readonly unknown[]): string =>
  values.map((value) => code(JSON.stringify(value).replace(/^"([\w.-]+)"$/, '$1'))).join(', ');

const formText = (schema: JsonSchema): string => {
  if (schema.enum !== undefined) return listed(schema.enum);
  if (schema.properties !== undefined) return 'map';
  if (schema.items !== undefined) {
    const items = typeText(schema.items);
    return items === 'map' ? 'list of maps' : `list of: ${items}`;
  }
  const values = valuesOf(schema);
  if (values !== undefined) return `map of names to: ${typeText(values)}`;
  switch (schema.type) {
    case 'string':
      return schema.format === 'email' ? 'e-mail address' : 'text';
    case 'integer':
      return 'whole number';
    case 'boolean':
      return '`true`, `false`';
    default:
      return schema.type ?? 'anything';
  }
};

/** A value with the forms that it may have, itself once. */
const ownAndForms = (schema: JsonSchema): readonly JsonSchema[] =>
  schema.anyOf === undefined ? [schema] : [schema, ...formsOf(schema)];

/** What a value may be, in words: `whole number or text`. */
export const typeText = (schema: JsonSchema): string => [...new Set(formsOf(schema).map(formText))].join(' or ');

/** Longer ones say less than the description. */
const LONGEST_PATTERN = 40;

const between = (least: number | undefined, most: number | undefined, unit: string): readonly string[] => {
  const units = (count: number): string =>
    unit === '' ? `${count}` : counted(count, unit, unit === 'entry' ? 'entries' : `${unit}s`);
  if (least !== undefined && most !== undefined) return [`${least} to ${units(most)}`];
  if (least !== undefined) return [`at least ${units(least)}`];
  return most === undefined ? [] : [`at most ${units(most)}`];
};

/** Zod writes how large a whole number may be at all. */
const bound = (value: number | undefined): number | undefined =>
  value === undefined || Math.abs(value) === Number.MAX_SAFE_INTEGER ? undefined : value;

const limitsOfForm = (schema: JsonSchema): readonly string[] => [
  ...between(bound(schema.minimum), bound(schema.maximum), ''),
  ...between(schema.minItems, schema.maxItems, 'entry'),
  ...between(undefined, schema.maxLength, 'character'),
  ...(schema.pattern !== undefined && schema.format === undefined && schema.pattern.length <= LONGEST_PATTERN
    ? [code(schema.pattern)]
    : []),
  ...(schema.propertyNames?.enum === undefined ? [] : [`names: ${listed(schema.propertyNames.enum)}`]),
  ...(schema.items === undefined ? [] : formsOf(schema.items).flatMap(limitsOfForm)),
  ...(valuesOf(schema) === undefined ? [] : formsOf(valuesOf(schema) ?? {}).flatMap(limitsOfForm)),
];

/** What bounds a value; what the description says in words is not repeated. */
export const limitsText = (schema: JsonSchema): string =>
  [...new Set(formsOf(schema).flatMap(limitsOfForm))].join('; ');

/** What holds where nothing is said; empty where the description says it. */
export const defaultText = (schema: JsonSchema): string => {
  const found = ownAndForms(schema).find((form) => form.default !== undefined);
  if (found === undefined) return '';
  return (Array.isArray(found.default) ? found.default : [found.default])
    .map((value) => code(typeof value === 'string' ? value : JSON.stringify(value)))
    .join(', ');
};

/** As it is written in YAML, on one line. */
const written = (value: unknown): string => {
  if (Array.isArray(value)) return `[${value.map(written).join(', ')}]`;
  if (typeof value === 'object' && value !== null)
    return `{ ${Object.entries(value)
      .map(([key, inner]) => `${key}: ${written(inner)}`)
      .join(', ')} }`;
  return typeof value === 'string' && !/^[\w /@.:+()?*-]*$/.test(value) ? JSON.stringify(value) : String(value);
};

export const examplesText = (schema: JsonSchema): string =>
  ownAndForms(schema)
    .flatMap((form) => form.examples ?? [])
    .map((example) => code(written(example)))
    .join(', ');
