import { stat } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { problemText } from '../cli/configuration/problem.ts';
import { readConfiguration } from '../cli/configuration/read.ts';
import { bundleHandlers } from '../lib/bundle.ts';
import { bundleCommandLine } from '../lib/bundle-command-line.ts';

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
  const { entry, bytes, loaded } = await bundleCommandLine(join(root, 'dist/cli'));
  console.log(
    `${relative(process.cwd(), entry)}: ${loaded.bytes} bytes, and ${bytes - loaded.bytes} where they are needed`,
  );
} else {
  for (const problem of read.problems) console.error(problemText(problem));
  process.exitCode = 2;
}
