import { errorCode, fileTrouble } from '../../lambda/domain/file-trouble.ts';

const anError = (code: string): Error => Object.assign(new Error(`${code}: refused`), { code });

test.each([
  ['ENOENT', 'there is no such file'],
  ['EISDIR', 'it is a folder'],
  ['EACCES', 'permission is denied'],
  ['EPERM', 'permission is denied'],
  ['EROFS', 'the disk is read-only'],
  ['ENOSPC', 'the disk is full'],
])('%s is told in words', (code, words) => {
  expect(fileTrouble(anError(code))).toBe(words);
});

test('a code without words is told as it is, and what is no error of a file system is not taken for one', () => {
  expect(fileTrouble(anError('EXDEV'))).toBe('EXDEV');
  expect(fileTrouble(new TypeError('x is not a function'))).toBeUndefined();
  expect(fileTrouble(anError('ERR_INVALID_ARG_TYPE'))).toBeUndefined();
  expect(fileTrouble('ENOENT')).toBeUndefined();
  expect(errorCode(undefined)).toBe('');
});
