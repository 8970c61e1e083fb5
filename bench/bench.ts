import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { bundle } from '../lib/bundle.ts';
import { useEmbeddedCredentials } from '../local/credentials.ts';
import { heapOf } from './figures.ts';
import { measureModel } from './model.ts';
import { configurationOf } from './paths.ts';
import { print } from './print.ts';
import { printModel } from './print-model.ts';
import { measureStart } from './start.ts';
import { type Measured, measureSweeps } from './sweep.ts';

/*
 * `npm run bench [-- MEGABYTES]`: what the built function weighs, how it starts, and what a sweep takes, with the heap
 * limits of a function of that size; then what the network model takes. `npm run bench -- model`: the latter alone.
 * docs/bench.md tells how.
 */

const [asked = '256'] = process.argv.slice(2);
const SIZES = [10, 100, 1_000];
const VPCS = [20, 60, 200];
const folder = await mkdtemp(join(tmpdir(), 'pathwatch-bench-'));

const benchFunction = async (megabytes: number): Promise<void> => {
  useEmbeddedCredentials();
  const heap = heapOf(megabytes);
  const entry = fileURLToPath(new URL('../lambda/handlers/sweep.ts', import.meta.url));
  const buildFor = (paths: number) =>
    bundle({ entry, outdir: join(folder, `${paths}`), configuration: configurationOf(paths) });

  const { folder: built, bytes } = await buildFor(1);
  const file = join(built, 'index.mjs');
  const gzipped = gzipSync(await readFile(file)).length;
  const start = measureStart(file, heap);
  const measured: Measured[] = [];
  for (const paths of SIZES) measured.push(await measureSweeps((await buildFor(paths)).folder, paths, heap));
  print({ node: process.version, cores: availableParallelism(), megabytes, bytes, gzipped, start, measured });
};

try {
  if (asked !== 'model') await benchFunction(Number(asked));
  printModel(await measureModel(folder, VPCS));
} finally {
  await rm(folder, { recursive: true });
}
