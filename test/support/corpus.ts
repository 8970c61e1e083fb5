import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = process.env.PATHWATCH_CORPUS ?? join(import.meta.dirname, '../../../shared/data');

const isThere = (what: string): boolean => {
  const found = existsSync(folder);
  if (!found) console.warn(`skipped: no corpus for ${what}; set PATHWATCH_CORPUS to its folder`);
  return found;
};

/** A JSON file of the outside corpus; undefined, with a warning that names what was skipped, where the corpus is absent. */
export const corpus = (file: string): unknown =>
  isThere(file) ? JSON.parse(readFileSync(join(folder, file), 'utf8')) : undefined;

/** A text file of the corpus; undefined, with the same warning, without it. */
export const corpusText = (file: string): string | undefined =>
  isThere(file) ? readFileSync(join(folder, file), 'utf8') : undefined;

/** The folders within one of the corpus's that hold snapshots, by their whole paths; none, with a warning, without it. */
export const corpusFolders = (name: string): readonly string[] =>
  isThere(name)
    ? readdirSync(join(folder, name), { withFileTypes: true })
        .filter((entry) => entry.isDirectory() && !entry.name.startsWith('_'))
        .map((entry) => join(folder, name, entry.name))
        .sort()
    : [];

/** The JSON files at any depth of one of the corpus's folders, by their whole paths; none, with a warning, without it. */
export const corpusFiles = (name: string): readonly string[] =>
  isThere(name)
    ? readdirSync(join(folder, name), { recursive: true, encoding: 'utf8' })
        .filter((file) => file.endsWith('.json'))
        .map((file) => join(folder, name, file))
        .sort()
    : [];
