import { stat } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { problemText } from '../cli/configuration/problem.ts';
import { readConfiguration } from '../cli/configuration/read.ts';
import { bundleHandlers } from '../lib/bundle.ts';
import { bundleCommandLine } from '../lib/bundle-command-line.ts';
import { bytesOf, loadedWith } from '../lib/loaded.ts';

/*
 * `npm run build [-- CONFIGURATION]`: the functions as they are deployed, and the command line as it is packed, below dist,
 * with their sizes.
 */

const root = fileURLToPath(new URL('..', import.meta.url));
const file = process.argv[2] ?? join(root, 'pathwatch.yaml');

const read = await readConfiguration(file);
if (read.ok) {
  const folders = await bundleHandlers(join(root, 'dist'), read.content);
  for (const folder of Object.values(folders)) {
    const code = join(folder, 'index.mjs');
    console.log(`${relative(process.cwd(), code)}: ${(await stat(code)).size} bytes`);
  }
  const { file, entry, outputs } = await bundleCommandLine(join(root, 'dist/cli'));
  const loaded = bytesOf(loadedWith(entry, outputs), outputs);
  const later = bytesOf(Object.keys(outputs), outputs) - loaded;
  console.log(`${relative(process.cwd(), file)}: ${loaded} bytes, and ${later} where they are needed`);
} else {
  for (const problem of read.problems) console.error(problemText(problem));
  process.exitCode = 2;
}
