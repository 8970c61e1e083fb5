import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { problemText } from '../cli/configuration/problem.ts';
import { readConfiguration } from '../cli/configuration/read.ts';
import { bundle } from '../lib/bundle.ts';

/* `npm run build [-- CONFIGURATION]`: the sweep's function as it is deployed, in dist/sweep. */

const root = fileURLToPath(new URL('..', import.meta.url));
const file = process.argv[2] ?? join(root, 'pathwatch.yaml');

const read = await readConfiguration(file);
if (read.ok) {
  const { folder, bytes } = await bundle({
    entry: join(root, 'lambda/handlers/sweep.ts'),
    outdir: join(root, 'dist/sweep'),
    configuration: read.content,
  });
  console.log(`${relative(process.cwd(), join(folder, 'index.mjs'))}: ${bytes} bytes`);
} else {
  for (const problem of read.problems) console.error(problemText(problem));
  process.exitCode = 2;
}
