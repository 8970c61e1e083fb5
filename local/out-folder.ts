import { accessSync, constants, mkdirSync } from 'node:fs';

const codeOf = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'code' in error ? `${error.code}` : String(error);

const reasons: Readonly<Record<string, string>> = {
  EEXIST: 'it is a file',
  ENOTDIR: 'a part of it is a file',
  EACCES: 'it may not be written',
  EPERM: 'it may not be written',
  EROFS: 'it may not be written',
};

/** Makes the folder if need be. Why nothing can be written to it, in a sentence without a full stop; undefined where it can. */
export const outFlaw = (folder: string): string | undefined => {
  try {
    mkdirSync(folder, { recursive: true });
    accessSync(folder, constants.W_OK);
    return undefined;
  } catch (error) {
    const code = codeOf(error);
    return `the folder ${folder} of --out cannot be used: ${reasons[code] ?? code}`;
  }
};
