import { readdir, realpath, stat } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { asFolderError } from './folder-error.ts';

/** The JSON files of a snapshot folder, by their paths within it, with `/`, in one order wherever the folder lies. */
export interface JsonFiles {
  readonly files: readonly string[];
  /** Links that are not followed: out of the folder, to a folder, or to nothing. */
  readonly links: readonly string[];
}

const isJson = (name: string): boolean => /\.json$/i.test(name);

type Found = { readonly file: string } | { readonly link: string };

const linked = async (root: string, file: string): Promise<Found | undefined> => {
  try {
    const target = await realpath(join(root, file));
    const found = await stat(target);
    if (!found.isDirectory() && !isJson(file)) return undefined;
    return found.isFile() && target.startsWith(root + sep) ? { file } : { link: file };
  } catch {
    return { link: file };
  }
};

async function* walk(root: string, under = ''): AsyncGenerator<Found> {
  const entries = await readdir(join(root, under), { withFileTypes: true });
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = `${under}${entry.name}`;
    if (entry.name.startsWith('.') || (entry.name.startsWith('_') && !entry.isFile())) continue;
    if (entry.isDirectory()) yield* walk(root, `${path}/`);
    const found = entry.isSymbolicLink() ? await linked(root, path) : entry.isFile() && isJson(path) && { file: path };
    if (found) yield found;
  }
}

/**
 * Lists a folder and what is below it, but for what is hidden and the folders that begin with `_`, where Batfish's
 * snapshots keep what is not AWS's. Throws a `FolderError` where a folder cannot be listed.
 */
export const jsonFiles = async (folder: string): Promise<JsonFiles> => {
  try {
    const files: string[] = [];
    const links: string[] = [];
    for await (const found of walk(await realpath(folder))) {
      if ('file' in found) files.push(found.file);
      else links.push(found.link);
    }
    return { files, links };
  } catch (error) {
    throw asFolderError(folder, error);
  }
};
