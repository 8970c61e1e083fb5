import { mkdir, realpath, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { errorCode } from '../../lambda/domain/file-trouble.ts';

const orAbsent = async <Value>(ask: Promise<Value>): Promise<Value | undefined> => {
  try {
    return await ask;
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined;
    throw error;
  }
};

/**
 * Writes a file so that nobody ever reads half of it, and makes its folder if need be. A link is followed; what is no file, such
 * as `/dev/stderr`, is written to as it is.
 */
export const writeWhole = async (file: string, text: string): Promise<void> => {
  await mkdir(dirname(file), { recursive: true });
  const target = (await orAbsent(realpath(file))) ?? file;
  const known = await orAbsent(stat(target));
  if (known !== undefined && !known.isFile()) return writeFile(target, text);
  const unfinished = `${target}.${process.pid}.tmp`;
  try {
    await writeFile(unfinished, text);
    await rename(unfinished, target);
  } catch (error) {
    await rm(unfinished, { force: true });
    throw error;
  }
};
