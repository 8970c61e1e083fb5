import { existsSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';

const inCheckout = join('docs', 'pathwatch.schema.json');
const inPackage = 'node_modules/pathwatch/docs/pathwatch.schema.json';

/** Where an editor finds the schema of a configuration file, from the file's own folder: in the checkout that it lies in, else in the package. */
export const schemaReference = (file: string): string => {
  const folder = dirname(file);
  for (let place = folder; ; place = dirname(place)) {
    const schema = join(place, inCheckout);
    if (existsSync(schema)) return relative(folder, schema).split(sep).join('/');
    if (place === dirname(place)) return inPackage;
  }
};
