import { errorCode, fileTrouble } from '../domain/file-trouble.ts';

/** What is wrong with a folder that was named as a snapshot. */
export type FolderFlaw = 'missing' | 'no-folder' | 'unusable' | 'empty' | 'foreign';

/** Thrown where a folder cannot be read as a snapshot at all, or must not be written. */
export class FolderError extends Error {
  override readonly name = 'FolderError';
  readonly flaw: FolderFlaw;

  /** `message`: one sentence without a full stop that names the folder. */
  constructor(flaw: FolderFlaw, message: string, options?: ErrorOptions) {
    super(message, options);
    this.flaw = flaw;
  }
}

/** What the file system refused, as the folder's fault; any other error as it is. */
export const asFolderError = (folder: string, error: unknown): unknown => {
  const code = errorCode(error);
  switch (code) {
    case '':
      return error;
    case 'ENOENT':
      return new FolderError('missing', `there is no folder ${folder}`, { cause: error });
    case 'ENOTDIR':
    case 'EEXIST':
      return new FolderError('no-folder', `${folder} is no folder`, { cause: error });
    default:
      return new FolderError('unusable', `the folder ${folder} cannot be used: ${fileTrouble(error) ?? code}`, {
        cause: error,
      });
  }
};
