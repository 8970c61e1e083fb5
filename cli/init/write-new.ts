import { existsSync } from 'node:fs';
import { rename, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { line } from '../page.ts';
import { misused, type Refusal } from '../refusal.ts';

const exists = (file: string): Refusal =>
  misused(
    `${line(file)} is there already`,
    'name another file with `--out FILE`, or let it be overwritten: `--force`',
    'file-exists',
  );

const unusable = (file: string, why: string): Refusal =>
  misused(
    `${line(file)} cannot be written: ${line(why)}`,
    'name a file in a folder that is there and may be written: `--out FILE`',
    'out-unusable',
  );

/** Errors of the file system: their code, such as `EEXIST`. */
const codeOf = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';

/** Throws a refusal where the file cannot be there, or is and may not be overwritten; seen before anything is asked of AWS. */
export const checkNew = (path: string, file: string, force: boolean): void => {
  if (!existsSync(dirname(path))) throw unusable(file, 'its folder is not there');
  if (!force && existsSync(path)) throw exists(file);
};

/** Whole or not at all; never in the place of another file unless that may be overwritten. `file` is as the user names it. */
export const writeNew = async (path: string, file: string, text: string, force: boolean): Promise<void> => {
  if (!force) {
    try {
      return await writeFile(path, text, { flag: 'wx' });
    } catch (error) {
      throw codeOf(error) === 'EEXIST' ? exists(file) : unusable(file, `${error}`);
    }
  }
  const draft = `${path}.draft`;
  try {
    await writeFile(draft, text);
    await rename(draft, path);
  } catch (error) {
    await rm(draft, { force: true });
    throw unusable(file, `${error}`);
  }
};
