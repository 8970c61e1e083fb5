import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { outFlaw } from '../../local/out-folder.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'pathwatch-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

test('a folder is made where it is missing; a file in its place is told before anything is written', () => {
  expect(outFlaw(join(folder, 'new', 'deep'))).toBeUndefined();
  const file = join(folder, 'file');
  writeFileSync(file, '');
  expect(outFlaw(file)).toBe(`the folder ${file} of --out cannot be used: it is a file`);
  expect(outFlaw(join(file, 'in'))).toMatch(/a part of its name is a file, not a folder$/);
});
