import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { bundle } from '../lib/bundle.ts';
import { useEmbeddedCredentials } from '../local/credentials.ts';
import { heapOf } from './figures.ts';
import { configurationOf } from './paths.ts';
import { print } from './print.ts';
import { measureStart } from './start.ts';
import { type Measured, measureSweeps } from './sweep.ts';

/*
 * `npm run bench [-- MEGABYTES]`: what the built function weighs, how it starts, and what a sweep takes, with the heap
 * limits of a function of that size; docs/bench.md tells how.
 */

const megabytes = Number(process.argv[2] ?? 256);
const heap = heapOf(megabytes);
const SIZES = [10, 100, 1_000];

useEmbeddedCredentials();
const entry = fileURLToPath(new URL('../lambda/handlers/sweep.ts', import.meta.url));
const folder = await mkdtemp(join(tmpdir(), 'pathwatch-bench-'));
const buildFor = (paths: number) =>
  bundle({ entry, outdir: join(folder, `${paths}`), configuration: configurationOf(paths) });

const { folder: built, bytes } = await buildFor(1);
const file = join(built, 'index.mjs');
const gzipped = gzipSync(await readFile(file)).length;
const start = measureStart(file, heap);
const measured: Measured[] = [];
for (const paths of SIZES) measured.push(await measureSweeps((await buildFor(paths)).folder, paths, heap));
await rm(folder, { recursive: true });

print({ node: process.version, cores: availableParallelism(), megabytes, bytes, gzipped, start, measured });
