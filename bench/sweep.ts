import { openBenched, type Sweep } from './benched.ts';
import type { Figures } from './figures.ts';

export interface Measured extends Figures {
  readonly paths: number;
  /** By hand: knows nothing yet, buys every path, makes its insights paths and alerts what is not as expected. */
  readonly first: Sweep;
  /** By the schedule: finds everything as it was, carries every verdict and buys nothing. */
  readonly next: Sweep;
}

/** Throws where a sweep of so many paths has not told all of them, or has not carried so many verdicts. */
const assertSwept = ({ due, tally }: Sweep, paths: number, carried: number): void => {
  const { expected, unexpected, undetermined, troubled, analyses } = tally;
  if (due !== paths || expected + unexpected !== paths || undetermined + troubled > 0)
    throw new Error(`not every path of ${paths} got its verdict: ${JSON.stringify({ due, tally })}`);
  if (tally.carried !== carried || analyses < paths - carried || (carried === paths && analyses > 0))
    throw new Error(`${carried} of ${paths} verdicts should have been carried: ${JSON.stringify(tally)}`);
};

/**
 * Two sweeps over so many paths by the built function in `folder`, in a fresh process of its own that does nothing else,
 * with these options of Node. The account, the table and Lambda are in this process.
 */
export const measureSweeps = async (folder: string, paths: number, options: readonly string[]): Promise<Measured> => {
  const benched = await openBenched();
  const process = await benched.open(folder, options);
  const first = await process.sweep({ by: 'hand' });
  assertSwept(first, paths, 0);
  const next = await process.sweep({ by: 'schedule', every: 'rate(5 minutes)' });
  assertSwept(next, paths, paths);
  const figures = await process.close();
  await benched.close();
  return { paths, first, next, ...figures };
};
