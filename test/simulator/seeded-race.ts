import { pathToFileURL } from 'node:url';
import fc from 'fast-check';
import type { analyze } from '../../lambda/reachability/analyze.ts';
import { exists } from './exists.ts';
import { anyCase, type Case } from './networks.ts';

/*
 * A program: which engines disagree with the simulator, and after how many cases. Arguments: a seed, how many cases at
 * least and at most, and for each engine its name and the folder that holds its `reachability`; the first is the one
 * without a fault. Prints the findings as JSON.
 */

/** What became of one engine. */
export interface Raced {
  readonly name: string;
  /** How many cases it took, the one that told included. */
  readonly cases: number;
  /** The disagreement; absent where there was none. */
  readonly how?: string;
}

interface Engine {
  readonly name: string;
  readonly analyze: typeof analyze;
}

/** Cases are made so many at a time. */
const BATCH = 250;

const disagreement = ({ analyze }: Engine, { documents, query, way }: Case, expected: string): string | undefined => {
  const answer = analyze({ takenAt: '2026-11-22T00:00:00.000Z', documents, unreadable: {} }, query);
  const told = `${answer.forward.verdict}, both ways ${answer.verdict}`;
  return told === expected ? undefined : `${way}: the engine says ${told}; the simulator ${expected}`;
};

const asVerdict = (is: boolean): string => (is ? 'reachable' : 'unreachable');

/** A case on which the first engine is wrong by itself tells nothing of a fault. */
const race = (
  mended: Engine,
  faulty: readonly Engine[],
  seed: number,
  least: number,
  most: number,
): readonly Raced[] => {
  const raced: Raced[] = [];
  let first: Raced | undefined;
  let running = faulty;
  let cases = 0;
  for (let batch = 0; cases < (running.length > 0 ? most : least); batch += 1)
    for (const one of fc.sample(anyCase, { seed: seed + batch, numRuns: BATCH })) {
      cases += 1;
      const truth = exists(one.documents, one.query);
      const expected = `${asVerdict(truth.forward)}, both ways ${asVerdict(truth.both)}`;
      const wrong = disagreement(mended, one, expected);
      if (wrong !== undefined) {
        first ??= { name: mended.name, cases, how: wrong };
        continue;
      }
      running = running.filter((engine) => {
        const how = disagreement(engine, one, expected);
        if (how === undefined) return true;
        raced.push({ name: engine.name, cases, how });
        return false;
      });
    }
  return [first ?? { name: mended.name, cases }, ...raced, ...running.map(({ name }) => ({ name, cases }))];
};

const [seed = '', least = '', most = '', ...rest] = process.argv.slice(2);
const engines: Engine[] = [];
for (let at = 0; at < rest.length; at += 2) {
  const file = pathToFileURL(`${rest[at + 1]}/reachability/analyze.ts`);
  const engine = (await import(file.href)) as Pick<Engine, 'analyze'>;
  engines.push({ name: rest[at] ?? '', analyze: engine.analyze });
}
const [mended, ...faulty] = engines;
if (mended !== undefined)
  process.stdout.write(JSON.stringify(race(mended, faulty, Number(seed), Number(least), Number(most))));
