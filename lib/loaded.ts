import type { Metafile } from 'esbuild';

/** The files of a bundle that Node reads before anything is run: one, and what it imports without asking. */
export const loadedWith = (file: string, outputs: Metafile['outputs']): ReadonlySet<string> => {
  const loaded = new Set([file]);
  // What is added on the way is gone through too.
  for (const each of loaded)
    for (const { kind, path } of outputs[each]?.imports ?? [])
      if (kind === 'import-statement' && outputs[path] !== undefined) loaded.add(path);
  return loaded;
};

export const bytesOf = (files: Iterable<string>, outputs: Metafile['outputs']): number =>
  [...files].reduce((sum, file) => sum + (outputs[file]?.bytes ?? 0), 0);
