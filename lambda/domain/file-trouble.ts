/** https://man7.org/linux/man-pages/man3/errno.3.html. */
const words: Readonly<Record<string, string>> = {
  EACCES: 'permission is denied',
  EPERM: 'permission is denied',
  EEXIST: 'it is a file',
  EISDIR: 'it is a folder',
  ENOENT: 'there is no such file',
  ENOTDIR: 'a part of its name is a file, not a folder',
  ELOOP: 'its links lead in a circle',
  ENAMETOOLONG: 'its name is too long',
  EMFILE: 'too many files are open',
  ENFILE: 'too many files are open',
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk quota is used up',
  EROFS: 'the disk is read-only',
  EBUSY: 'something else is using it',
};

/** The code of an error of the runtime or of a file system, such as `ENOENT`; empty where it has none. */
export const errorCode = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'code' in error ? `${error.code}` : '';

/** Why the file system refused, in words; undefined for what is no error of a file system. */
export const fileTrouble = (error: unknown): string | undefined => {
  const code = errorCode(error);
  return words[code] ?? (/^E[A-Z0-9]+$/.test(code) ? code : undefined);
};
