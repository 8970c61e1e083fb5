import { readFile, stat } from 'node:fs/promises';
import type { ReadFile } from './parse.ts';
import { parseConfiguration } from './parse.ts';

/** Bytes; a path takes some two hundred. */
const largest = 1024 * 1024;

const wholeFile = (file: string, message: string, advice: string): ReadFile => ({
  ok: false,
  problems: [{ file, line: 1, column: 1, path: '', message, advice }],
});

/** Why the file system refused, in words. */
const refusals: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EISDIR: 'this is a folder',
  EACCES: 'the file may not be read',
};

const refusalOf = (error: unknown): string => {
  const code = typeof error === 'object' && error !== null && 'code' in error ? `${error.code}` : '';
  return refusals[code] ?? `the file cannot be read: ${error}`;
};

const decoded = (bytes: Uint8Array): string | undefined => {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
};

/**
 * Reads and checks a configuration file of at most 1 MiB. Does not throw for what a user can do wrong: that comes back
 * as problems, those of the file itself too, all at once.
 */
export const readConfiguration = async (file: string): Promise<ReadFile> => {
  try {
    const { size } = await stat(file);
    if (size > largest)
      return wholeFile(
        file,
        `the file has ${size} bytes; a configuration has at most ${largest}`,
        'check that it is the right file; tag selectors and `defaults` keep a large one small',
      );
    const text = decoded(await readFile(file));
    return text === undefined
      ? wholeFile(file, 'the file is not UTF-8 text', 'save it as UTF-8')
      : parseConfiguration(text, file);
  } catch (error) {
    return wholeFile(file, refusalOf(error), 'name a configuration file with `--config FILE`');
  }
};
