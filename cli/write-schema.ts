import { writeFile } from 'node:fs/promises';
import { configurationJsonSchema } from '../lambda/domain/configuration-schema.ts';

/** Writes the JSON Schema of `pathwatch.yaml` where editors find it; a test checks that it is current. */
await writeFile(
  new URL('../docs/pathwatch.schema.json', import.meta.url),
  `${JSON.stringify(configurationJsonSchema(), undefined, 2)}\n`,
);
