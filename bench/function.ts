import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundle } from '../lib/bundle.ts';
import { useEmbeddedCredentials } from '../local/credentials.ts';
import { heapOf } from './figures.ts';
import { configurationOf } from './paths.ts';
import { callsOf, print } from './print.ts';
import { buildPrograms } from './programs.ts';
import { measureStarts } from './start.ts';
import { type Measured, measureSweeps } from './sweep.ts';

/** What an unchanged sweep calls and writes must not depend on the number of paths: says where it does. */
const growthOf = (measured: readonly Measured[]): readonly string[] => {
  const [first, ...others] = measured.map((one) => ({ paths: one.paths, ...callsOf(one.next) }));
  if (first === undefined) return [];
  return others
    .filter(({ all, writes }) => all > first.all || writes > first.writes)
    .map(
      ({ paths, all, writes }) =>
        `an unchanged sweep of ${paths} paths makes ${all} calls and ${writes} writes, of ${first.paths} ${first.all} and ${first.writes}`,
    );
};

/** Measures the built function below `folder` and prints it; answers what does not hold, in words. */
export const benchFunction = async (
  folder: string,
  megabytes: number,
  sizes: readonly number[],
): Promise<readonly string[]> => {
  useEmbeddedCredentials();
  const heap = heapOf(megabytes);
  const entry = fileURLToPath(new URL('../lambda/handlers/sweep.ts', import.meta.url));
  const buildFor = (paths: number) =>
    bundle({ entry, outdir: join(folder, `${paths}`), configuration: configurationOf(paths) });

  const programs = await buildPrograms(join(folder, 'programs'), heap);
  const starts = measureStarts(programs, heap);
  const measured: Measured[] = [];
  for (const paths of sizes) measured.push(await measureSweeps((await buildFor(paths)).folder, paths, heap));
  print({ node: process.version, cores: availableParallelism(), megabytes, programs, starts, measured });
  return growthOf(measured);
};
