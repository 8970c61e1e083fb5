import { accessSync, constants, mkdirSync } from 'node:fs';
import { fileTrouble } from '../lambda/domain/file-trouble.ts';

/** Makes the folder if need be. Why nothing can be written to it, in a sentence without a full stop; undefined where it can. */
export const outFlaw = (folder: string): string | undefined => {
  try {
    mkdirSync(folder, { recursive: true });
    accessSync(folder, constants.W_OK);
    return undefined;
  } catch (error) {
    return `the folder ${folder} of --out cannot be used: ${fileTrouble(error) ?? error}`;
  }
};
