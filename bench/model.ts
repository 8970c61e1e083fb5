import { spawnSync } from 'node:child_process';
import { mkdir, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { writeFolder } from '../lambda/snapshot/write-folder.ts';
import { bundle } from '../lib/bundle.ts';
import { figuresIn, heapOf, measuring } from './figures.ts';
import { INTERFACES_PER_SITE } from './large-network/interface-plan.ts';
import { largeNetwork } from './large-network/network.ts';
import { time } from './large-network/site.ts';
import { Timed } from './model-timed.ts';

const RUNS = 3;
/** Megabytes of the function whose heap limits the processes have. */
const MEGABYTES = 512;

/** One size of the network. */
export interface ModelMeasured {
  readonly vpcs: number;
  readonly interfaces: number;
  /** Elements of all parts. */
  readonly elements: number;
  /** Of the files. */
  readonly bytes: number;
  readonly timed: Timed;
  /** Of a process that reads the folder, indexes it and answers; the most of all runs. */
  readonly peakBytes: number;
}

const run = (file: string, purpose: 'time' | 'memory', folder: string, vpcs: number): string => {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [...heapOf(MEGABYTES), ...measuring, file, purpose, folder, `${vpcs}`],
    { env: {}, encoding: 'utf8' },
  );
  if (status !== 0) throw new Error(`a process for ${vpcs} VPCs ended with ${status}: ${stderr}`);
  return stdout;
};

/** Of each figure the best one: the machine does other things too, and never makes anything faster. */
const bestOf = (runs: readonly Timed[]): Timed => {
  const [first] = runs;
  if (first === undefined) throw new Error('nothing was measured');
  const least = (step: keyof Timed['milliseconds']): number =>
    Math.min(...runs.map(({ milliseconds }) => milliseconds[step]));
  return {
    ...first,
    milliseconds: {
      parse: least('parse'),
      read: least('read'),
      index: least('index'),
      answer: least('answer'),
      again: least('again'),
      footprint: least('footprint'),
    },
  };
};

const sizeOf = async (folder: string): Promise<number> => {
  const sizes = (await readdir(folder)).map(async (name) => (await stat(join(folder, name))).size);
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
};

const timesOf = (file: string, folder: string, vpcs: number): Timed =>
  Timed.parse(JSON.parse(/^timed (.*)$/m.exec(run(file, 'time', folder, vpcs))?.[1] ?? 'null'));

/** Writes the network of that size, once. */
const prepare = async (folder: string, vpcs: number) => {
  const documents = largeNetwork(vpcs);
  await mkdir(folder);
  await writeFolder(folder, { takenAt: time, documents, unreadable: {} });
  return {
    vpcs,
    folder,
    interfaces: vpcs * INTERFACES_PER_SITE,
    elements: Object.values(documents).reduce((sum, elements) => sum + elements.length, 0),
    bytes: await sizeOf(folder),
  };
};

/**
 * What the network model takes at networks of so many VPCs: each is written below `folder` once, and then read, indexed
 * and asked by the bundled engine in fresh processes, three for the times and three for the memory.
 */
export const measureModel = async (
  folder: string,
  sizes: readonly number[],
): Promise<{ readonly megabytes: number; readonly runs: number; readonly measured: readonly ModelMeasured[] }> => {
  const entry = fileURLToPath(new URL('model-process.ts', import.meta.url));
  const built = await bundle({ entry, outdir: join(folder, 'model') });
  const file = join(built.folder, 'index.mjs');
  const networks = await Promise.all(sizes.map((vpcs) => prepare(join(folder, `network-${vpcs}`), vpcs)));
  // The sizes in turn, so that what else the machine does meets all of them.
  const rounds = Array.from({ length: RUNS }, () =>
    networks.map((network) => ({
      timed: timesOf(file, network.folder, network.vpcs),
      peakBytes: figuresIn(run(file, 'memory', network.folder, network.vpcs)).peakBytes,
    })),
  );
  const measured = networks.map(({ vpcs, interfaces, elements, bytes }, at) => {
    const runs = rounds.flatMap((round) => round[at] ?? []);
    return {
      vpcs,
      interfaces,
      elements,
      bytes,
      timed: bestOf(runs.map(({ timed }) => timed)),
      peakBytes: Math.max(...runs.map(({ peakBytes }) => peakBytes)),
    };
  });
  return { megabytes: MEGABYTES, runs: RUNS, measured };
};
