import { sumOf as dollarsIn, type Parts } from '../../lambda/spend/services.ts';
import { type Agreement, agree } from './agreement.ts';
import { PATHS_PER_CELL } from './cell.ts';
import { churn } from './churn.ts';
import { type Counts, countsOf } from './counts.ts';
import { deploys } from './deploy.ts';
import { dollarsOf, type Pace } from './dollars.ts';
import { type Ledger, sumOf } from './ledger.ts';
import { simulate } from './month.ts';
import { ordinary } from './ordinary.ts';
import { type Recording, recorded } from './recorded.ts';
import { storm } from './storm.ts';
import type { Trace } from './trace.ts';

/** Analyses that the configuration's own budget of $50 buys. */
const BUDGET = 500;
/** Ordinary months of 20 paths, each with other changes. */
const YEAR = 12;
const SMALLEST = 20;
/** Cells that are deployed to, at most: the same ones at 200 and 2,000 paths. */
const DEPLOYED = 10;

/** One month of so many paths. */
export interface Measured {
  readonly trace: string;
  readonly paths: number;
  readonly ledger: Ledger;
  readonly counts: Counts;
  readonly dollars: Parts;
  readonly seconds: number;
}

export interface Months {
  readonly agreement: Agreement;
  readonly recording: Recording | undefined;
  /** By size, then by trace. */
  readonly measured: readonly Measured[];
  /** Dollars of a year of ordinary months. */
  readonly year: readonly number[];
  readonly failures: readonly string[];
}

/** Dollars of an ordinary month of 20 paths, all told. */
const MOST = 15;

export const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

const none: Trace = { name: 'no change', steps: [] };

const month = async (paths: number, trace: Trace, pace: Pace, monthly?: number): Promise<Measured> => {
  const begun = performance.now();
  const cells = Math.ceil(paths / PATHS_PER_CELL);
  const { ledger } = await simulate({ paths, trace, ...(monthly !== undefined && { monthly }) });
  const counts = countsOf(ledger, paths, cells);
  return {
    trace: monthly === undefined ? trace.name : `${trace.name}, within $50`,
    paths,
    ledger,
    counts,
    dollars: dollarsOf(ledger, counts, pace, paths, cells),
    seconds: (performance.now() - begun) / 1000,
  };
};

const touching = ({ analyses }: Ledger): number => sumOf(analyses) - analyses.audit;

/** What must hold, in words where it does not. */
const failuresOf = (measured: readonly Measured[], year: readonly number[], differences: readonly string[]) => [
  ...differences.map((difference) => `the pure flow and the real handler differ: ${difference}`),
  ...measured.flatMap(({ trace, paths, ledger: { missed } }) =>
    missed.map((flip) => `${trace}, ${paths} paths: a flip was missed: ${flip}`),
  ),
  ...measured
    .filter(({ trace, ledger }) => (trace === none.name || trace.includes('churn')) && touching(ledger) > 0)
    .map(
      ({ trace, paths, ledger }) => `${trace}, ${paths} paths: ${touching(ledger)} analyses were bought for nothing`,
    ),
  ...[mean(year)].filter((dollars) => dollars >= MOST).map((dollars) => `20 paths cost $${dollars.toFixed(2)} a month`),
];

/** Simulates a month of each trace at each size, and holds the pure flow against the real handler. */
export const measureMonths = async (sizes: readonly number[], told: (line: string) => void): Promise<Months> => {
  const agreement = await agree();
  const { pace } = agreement;
  const real = await recorded();
  const measured: Measured[] = [];
  const run = async (paths: number, trace: Trace, monthly?: number): Promise<void> => {
    const one = await month(paths, trace, pace, monthly);
    measured.push(one);
    told(`${one.trace}, ${paths} paths: ${one.seconds.toFixed(0)} s`);
  };
  for (const paths of sizes) {
    await run(paths, none);
    await run(paths, ordinary(paths));
    if (real !== undefined) await run(paths, real.trace);
    await run(paths, deploys(Math.min(DEPLOYED, Math.ceil(paths / PATHS_PER_CELL))));
    if (paths === SMALLEST) await run(paths, deploys(1), BUDGET);
    await run(paths, churn());
    await run(paths, storm());
  }
  const year: number[] = [];
  for (let seed = 1; seed <= YEAR; seed += 1)
    year.push(dollarsIn((await month(SMALLEST, ordinary(SMALLEST, seed), pace)).dollars));
  return {
    agreement,
    recording: real?.recording,
    measured,
    year,
    failures: failuresOf(measured, year, agreement.differences),
  };
};
