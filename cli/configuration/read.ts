import { readFile, stat } from 'node:fs/promises';
import { fileTrouble } from '../../lambda/domain/file-trouble.ts';
import type { ReadFile } from './parse.ts';
import { parseConfiguration } from './parse.ts';

/** Bytes; a path takes some two hundred. */
const largest = 1024 * 1024;

const wholeFile = (file: string, message: string, advice: string): ReadFile => ({
  ok: false,
  problems: [{ file, line: 1, column: 1, path: '', message, advice }],
});

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
    const trouble = fileTrouble(error);
    if (trouble === undefined) throw error;
    return wholeFile(file, trouble, 'name a configuration file with `--config FILE`');
  }
};
