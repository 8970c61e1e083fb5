import { createHash } from 'node:crypto';
import { existsSync, globSync, readFileSync, statSync } from 'node:fs';
import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { bundleCommandLine } from '../../lib/bundle-command-line.ts';

const root = resolve(import.meta.dirname, '../..');
/** Below the checkout, so that what is not bundled is found in its node_modules. */
const cache = join(root, 'dist/test');

/** All that the bundle is made of. */
const sources = [
  'bin/pathwatch.ts',
  '{cli,lambda,local,lib}/**/*.ts',
  'ui/**/*.{ts,tsx,css,html}',
  'package.json',
  'package-lock.json',
];

const keyOf = (): string => {
  const hash = createHash('sha256');
  for (const file of globSync(sources, { cwd: root }).sort())
    hash.update(`${file}\0`).update(readFileSync(join(root, file)));
  return hash.digest('hex').slice(0, 16);
};

/** An hour: whoever still runs what was built longer ago has other troubles. */
const OLD = 3600 * 1000;

const removeOld = async (): Promise<void> => {
  for (const name of await readdir(cache)) {
    const built = statSync(join(cache, name), { throwIfNoEntry: false });
    if (built !== undefined && Date.now() - built.mtimeMs > OLD)
      await rm(join(cache, name), { recursive: true, force: true });
  }
};

/** Builds aside and renames: of workers that build at the same time the first is taken, and none sees half of it. */
const build = async (folder: string): Promise<void> => {
  await mkdir(cache, { recursive: true });
  const aside = `${folder}-${process.pid}`;
  await bundleCommandLine(aside);
  await rename(aside, folder).catch(async (error: unknown) => {
    await rm(aside, { recursive: true, force: true });
    if (!existsSync(folder)) throw error;
  });
  await removeOld();
};

let built: Promise<string> | undefined;

/** The file that Node runs as `pathwatch`: built as it is packed, anew only where something that goes into it has changed. */
export const builtCommandLine = (): Promise<string> => {
  built ??= (async () => {
    const folder = join(cache, keyOf());
    if (!existsSync(folder)) await build(folder);
    return join(folder, 'pathwatch.js');
  })();
  return built;
};
