import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';
import { bundleHandlers } from '../lib/bundle.ts';
import { bundleCommandLine } from '../lib/bundle-command-line.ts';
import { loadedWith } from '../lib/loaded.ts';
import { configurationOf } from './paths.ts';

/** A program as it is deployed or packed, and how Node is started to have it ready. */
export interface Program {
  readonly name: string;
  /** Of the code that its start loads. */
  readonly bytes: number;
  readonly gzipped: number;
  readonly options: readonly string[];
}

const root = fileURLToPath(new URL('..', import.meta.url));

const sizeOf = async (files: readonly string[]): Promise<Pick<Program, 'bytes' | 'gzipped'>> => {
  const contents = await Promise.all(files.map((file) => readFile(file)));
  return {
    bytes: contents.reduce((sum, { length }) => sum + length, 0),
    gzipped: contents.reduce((sum, content) => sum + gzipSync(content).length, 0),
  };
};

/** Imports a handler and could take an invocation. */
const importing = (file: string): readonly string[] => [
  '--input-type=module',
  '-e',
  `await import(${JSON.stringify(pathToFileURL(file).href)})`,
];

/** Builds the five functions and the command line below `folder`; `heap` are the options that functions are started with. */
export const buildPrograms = async (folder: string, heap: readonly string[]): Promise<readonly Program[]> => {
  const folders = await bundleHandlers(folder, configurationOf(1));
  const { file, entry, outputs } = await bundleCommandLine(join(folder, 'cli'));
  const functions = Object.entries(folders).map(async ([name, built]): Promise<Program> => {
    const code = join(built, 'index.mjs');
    return { name, ...(await sizeOf([code])), options: [...heap, ...importing(code)] };
  });
  const loaded = await sizeOf([...loadedWith(entry, outputs)].map((output) => join(root, output)));
  return [
    ...(await Promise.all(functions)),
    { name: 'command line, --version', ...loaded, options: [file, '--version'] },
    { name: 'command line, --help', ...loaded, options: [file, '--help'] },
  ];
};
