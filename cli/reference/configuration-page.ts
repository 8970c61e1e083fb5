import { formsOf, type JsonSchema, valuesOf } from './json-schema.ts';
import { code, generated, markdownTable } from './markdown.ts';
import { defaultText, examplesText, limitsText, typeText } from './value-text.ts';

/** A map of the file with keys of its own, and where it may stand, each with what it is there. */
interface Section {
  readonly places: readonly { readonly place: string; readonly description: string }[];
  readonly schema: JsonSchema;
}

/** Maps within a value, with their places: `paths[].from`. */
const mapsIn = (schema: JsonSchema, place: string, described = ''): readonly Section[] =>
  formsOf(schema).flatMap((form): readonly Section[] => {
    const description = form.description ?? schema.description ?? described;
    if (form.properties !== undefined)
      return [
        { places: [{ place, description }], schema: form },
        ...Object.entries(form.properties).flatMap(([key, inner]) =>
          mapsIn(inner, place === '' ? key : `${place}.${key}`),
        ),
      ];
    if (form.items !== undefined) return mapsIn(form.items, `${place}[]`, description);
    const values = valuesOf(form);
    return values === undefined ? [] : mapsIn(values, `${place}.NAME`, description);
  });

/** Maps that are alike, wherever they stand, are told of once. */
const joined = (sections: readonly Section[]): readonly Section[] => {
  const known = new Map<string, Section>();
  for (const section of sections) {
    const alike = JSON.stringify(section.schema);
    const before = known.get(alike);
    known.set(alike, before === undefined ? section : { ...before, places: [...before.places, ...section.places] });
  }
  return [...known.values()];
};

const keyRow = (key: string, value: JsonSchema, { required = [] }: JsonSchema): readonly string[] => [
  code(key),
  typeText(value),
  required.includes(key) ? 'must be given' : defaultText(value),
  limitsText(value),
  value.description ?? formsOf(value).find((form) => form.description !== undefined)?.description ?? '',
  examplesText(value),
];

const headings = ['key', 'type', 'default', 'limits', 'what', 'examples'];

/** What it is; at each of its places, where it is not the same at all. */
const described = (places: Section['places']): readonly string[] => {
  const [first] = places;
  if (first === undefined || first.place === '') return [];
  const isOne = places.every(({ description }) => description === first.description);
  if (isOne) return first.description === '' ? [] : [first.description];
  return [places.map(({ place, description }) => `- ${code(place)}: ${description}`).join('\n')];
};

const textOf = ({ places, schema }: Section): string => {
  const choice = schema.oneOf?.flatMap(({ required }) => required).map(code) ?? [];
  const names = places.filter(({ place }) => place !== '').map(({ place }) => code(place));
  return [
    `## ${names.length === 0 ? 'Top level' : names.join(', ')}`,
    ...described(places),
    ...(choice.length === 0 ? [] : [`Exactly one of ${choice.join(', ')} must be given.`]),
    markdownTable(
      headings,
      Object.entries(schema.properties ?? {}).map(([key, value]) => keyRow(key, value, schema)),
    ),
  ].join('\n\n');
};

/** `docs/configuration-reference.md`: every key of the configuration, from its JSON Schema. */
export const configurationPage = (schema: JsonSchema): string =>
  `${[
    generated('reference'),
    '# Configuration reference',
    'Every key of `pathwatch.yaml`, as its [JSON Schema](pathwatch.schema.json) has it. [configuration.md](configuration.md) says what they are ' +
      'for, with examples and the errors of wrong ones. `[]` is each entry of a list. Unknown keys are errors.',
    ...joined(mapsIn(schema, '')).map(textOf),
  ].join('\n\n')}\n`;
