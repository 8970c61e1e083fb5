import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { useEmbeddedCredentials } from '../local/credentials.ts';
import { heapOf } from './figures.ts';
import { benchFunction } from './function.ts';
import { measureLatency } from './latency.ts';
import { growthOf as growthOfLoad, measureOutage, measurePaths, type OfPaths } from './load/measure.ts';
import { printOutage, printPaths, printStorm } from './load/print.ts';
import { measureStorm } from './load/storm.ts';
import { measureModel } from './model.ts';
import { measureMonths } from './month/measure.ts';
import { printMonths } from './month/print.ts';
import { MOST, percentile95, printLatency } from './print-latency.ts';
import { printModel } from './print-model.ts';
import { measureQueries } from './queries/measure.ts';
import { growthOf, printQueries } from './queries/print.ts';
import { measureSeen } from './ui/measure.ts';
import { printSeen, slowIn } from './ui/print.ts';

/*
 * `npm run bench [-- MEGABYTES]`: what the built function weighs, how it starts, and what a sweep takes, with the heap
 * limits of a function of that size; how long it takes from a change to its alert; what a month costs; what the network
 * model takes; what asking the table takes; what gives way under load; and how soon the page and the widget are there. `npm run bench --
 * function`, `latency`, `month`, `model`, `queries`, `load` or `ui`: one of them alone; `queries --million` has a table of a million checks too, `load 100 1000` has
 * these numbers of paths. docs/bench.md tells how.
 */

const SIZES = [10, 100, 1_000];
const MONTHS = [20, 200, 2_000];
const VPCS = [20, 60, 200];
/** Checks that are stored. */
const CHECKS = [1_000, 10_000, 100_000];
const ASKED = 3;
const LOOKS = 5;
const LOADS = [100, 1_000, 10_000];
/** Paths that break at once, and changes in a minute. */
const OUTAGE = 1_000;
const STORM = 10_000;
/** Rounds of breaking and mending. */
const ROUNDS = 12;
const MEGABYTES = 256;

type Bench = (folder: string) => Promise<readonly string[]>;

const latency: Bench = async () => {
  const measured = await measureLatency(1_000, ROUNDS);
  printLatency(measured);
  const p95 = percentile95(measured.own);
  return p95 < MOST ? [] : [`from a change to its alert the product takes ${p95.toFixed(0)} ms at the 95th percentile`];
};

const month: Bench = async () => {
  const months = await measureMonths(MONTHS, (line) => process.stderr.write(`${line}\n`));
  printMonths(months);
  return months.failures;
};

const model: Bench = async (folder) => {
  printModel(await measureModel(folder, VPCS));
  return [];
};

const queries: Bench = async (folder) => {
  const sizes = [...CHECKS, ...(flags.includes('--million') ? [1_000_000] : [])];
  const tell = (line: string) => void process.stderr.write(`${line}\n`);
  const asked = await measureQueries(1_000, sizes, ASKED, { folder: join(folder, 'table'), tell });
  printQueries(asked, ASKED);
  return growthOf(asked);
};

const ui: Bench = async (folder) => {
  useEmbeddedCredentials();
  const seen = await measureSeen(folder, SIZES, LOOKS);
  printSeen(seen);
  return slowIn(seen);
};

/** As the sweep is deployed: lib/sweep.ts. */
const DEPLOYED_MEGABYTES = 1024;

const load: Bench = async (folder) => {
  useEmbeddedCredentials();
  const sizes = flags.length === 0 ? LOADS : flags.map(Number);
  const tell = (line: string) => void process.stderr.write(`${line}\n`);
  const loading = { folder, heap: heapOf(DEPLOYED_MEGABYTES), tell };
  const measured: OfPaths[] = [];
  for (const paths of sizes) measured.push(await measurePaths(paths, loading));
  printPaths(measured);
  printOutage(await measureOutage(Math.min(OUTAGE, ...sizes.slice(-1)), loading));
  printStorm(await measureStorm(STORM, loading));
  return growthOfLoad(measured);
};

const megabytesOf = (text: string | undefined): number =>
  text !== undefined && /^\d+$/.test(text) ? Number(text) : MEGABYTES;

const [asked, ...flags] = process.argv.slice(2);
const benches: Readonly<Record<string, Bench>> = {
  function: (folder) => benchFunction(folder, megabytesOf(asked), SIZES),
  latency,
  month,
  model,
  queries,
  load,
  ui,
};

const chosen = asked === undefined || /^\d+$/.test(asked) ? Object.values(benches) : [benches[asked]];
const folder = await mkdtemp(join(tmpdir(), 'pathwatch-bench-'));
try {
  for (const bench of chosen) {
    if (bench === undefined) throw new Error(`'${asked}' is none of ${Object.keys(benches).join(', ')}`);
    for (const failure of await bench(folder)) {
      process.stderr.write(`FAILED: ${failure}\n`);
      process.exitCode = 1;
    }
  }
} finally {
  await rm(folder, { recursive: true });
}
