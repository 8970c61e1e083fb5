import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Configuration } from '../../lambda/domain/path.ts';
import { optionalConfiguration, usualFile } from '../configuration-file.ts';
import type { Context } from '../options.ts';

/** When a file was written, and how long it is; nothing of one that is not there. */
const markOf = async (file: string): Promise<string> => {
  try {
    const { mtimeMs, size } = await stat(file);
    return `${mtimeMs} ${size}`;
  } catch {
    return '';
  }
};

/** The configuration as the file has it at each question: read anew where that was written since. Throws as `optionalConfiguration` does. */
export const currentConfiguration = (context: Context): (() => Promise<Configuration | undefined>) => {
  const { io, options } = context;
  let known: { readonly mark: string; readonly configuration: Configuration | undefined } | undefined;
  return async () => {
    const file = options.config ?? usualFile(io.folder);
    const mark = file === undefined ? '' : `${file} ${await markOf(resolve(io.folder, file))}`;
    if (known?.mark !== mark) known = { mark, configuration: await optionalConfiguration(context) };
    return known.configuration;
  };
};
