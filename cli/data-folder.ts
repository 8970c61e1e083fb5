import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { errorCode, fileTrouble } from '../lambda/domain/file-trouble.ts';
import { Refusal } from './refusal.ts';

/** The folder in which the embedded account outlives a process. One process at a time may have it. */
export interface DataFolder {
  readonly path: string;
  readonly table: string;
  release(): void;
}

export const readText = (file: string): string | undefined => {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes(errorCode(error))) return undefined;
    throw error;
  }
};

/** A process that may not be signalled is there all the same. */
export const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return errorCode(error) !== 'ESRCH';
  }
};

/**
 * Takes the lock: a file that holds the process's id. The embedded table has a lock too, but ends the process where it
 * cannot have it. A lock that its process did not live to remove is taken over.
 */
const lock = (file: string, folder: string): void => {
  try {
    writeFileSync(file, `${process.pid}\n`, { flag: 'wx' });
    return;
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') throw error;
  }
  const holder = Number(readText(file));
  if (Number.isInteger(holder) && holder > 0 && isAlive(holder))
    throw new Refusal(3, {
      code: 'data-in-use',
      message: `the folder ${folder} is in use by process ${holder}`,
      advice: `wait until that has ended, or name another folder: \`--data FOLDER\`; if it is no pathwatch, remove ${file}`,
    });
  rmSync(file, { force: true });
  lock(file, folder);
};

const unusable = (folder: string, error: unknown): Refusal =>
  new Refusal(
    2,
    {
      code: 'data-unusable',
      message: `the folder ${folder} cannot be used: ${fileTrouble(error) ?? errorCode(error)}`,
      advice: 'name a folder that can be written: `--data FOLDER`',
    },
    { cause: error },
  );

/** Makes the folder if need be, and takes it for this process until it is released. */
export const takeDataFolder = (folder: string): DataFolder => {
  const lockFile = join(folder, 'lock');
  try {
    mkdirSync(folder, { recursive: true });
    lock(lockFile, folder);
  } catch (error) {
    throw error instanceof Refusal ? error : unusable(folder, error);
  }
  return {
    path: folder,
    table: join(folder, 'table'),
    release: () => rmSync(lockFile, { force: true }),
  };
};
