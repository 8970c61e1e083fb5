import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = process.env.PATHWATCH_CORPUS ?? join(import.meta.dirname, '../../../shared/data');

/** A JSON file of the outside corpus; undefined, with a warning that names what was skipped, where the corpus is absent. */
export const corpus = (file: string): unknown => {
  if (!existsSync(folder)) {
    console.warn(`skipped: no corpus for ${file}; set PATHWATCH_CORPUS to its folder`);
    return undefined;
  }
  return JSON.parse(readFileSync(join(folder, file), 'utf8'));
};
