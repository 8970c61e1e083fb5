import { writeFile } from 'node:fs/promises';
import { alertEventJsonSchema } from '../lambda/alerts/event-schema.ts';
import { configurationJsonSchema } from '../lambda/domain/configuration-schema.ts';

const write = (name: string, schema: Readonly<Record<string, unknown>>): Promise<void> =>
  writeFile(new URL(`../docs/${name}`, import.meta.url), `${JSON.stringify(schema, undefined, 2)}\n`);

/** Writes the JSON Schemas of `pathwatch.yaml` and of alerts where people find them; tests check that they are current. */
await write('pathwatch.schema.json', configurationJsonSchema());
await write('alert-event.schema.json', alertEventJsonSchema());
