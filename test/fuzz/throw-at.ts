import fc from 'fast-check';
import { Finding, type Outcome, type Target } from './target.ts';

/** What came of throwing inputs at a parser. */
export interface Thrown {
  readonly inputs: number;
  readonly accepted: number;
  readonly refused: number;
  /** The longest that one input took. Milliseconds. */
  readonly slowest: number;
  /** The shortest input that was found to be answered wrongly, and how; absent where none was. */
  readonly finding?: { readonly input: string; readonly error: string; readonly path: string };
}

export interface Throwing {
  readonly inputs: number;
  readonly seed: number;
  /** Where fast-check found something before: begins there. */
  readonly path?: string;
  /** An input that takes longer is a finding. Milliseconds; unbounded if absent, since a test must not be timed. */
  readonly longest?: number;
}

const shared = [Object, Array, Function, String, Map].map(({ prototype }) => prototype);
const before = shared.map((prototype) => Reflect.ownKeys(prototype).length);

/** What every value inherits must be as it was. */
const checkPrototypes = (): void => {
  for (const [index, prototype] of shared.entries())
    if (Reflect.ownKeys(prototype).length !== before[index])
      throw new Finding('a prototype that all values share was written to');
};

const SHOWN = 4_000;
const shown = (value: unknown): string => {
  const text = fc.stringify(value);
  return text.length <= SHOWN ? text : `${text.slice(0, SHOWN)}… (${text.length} characters)`;
};

/** Throws so many inputs at a parser, the same ones for the same seed; what it finds is shrunk. */
export const throwAt = async <Input>(
  { inputs, take }: Target<Input>,
  { inputs: numRuns, seed, path, longest }: Throwing,
): Promise<Thrown> => {
  const counts: Record<Outcome, number> = { accepted: 0, refused: 0 };
  let slowest = 0;
  const property = fc.asyncProperty(inputs, async (input) => {
    const from = performance.now();
    counts[await take(input)] += 1;
    const took = performance.now() - from;
    slowest = Math.max(slowest, took);
    checkPrototypes();
    if (longest !== undefined && took > longest) throw new Finding(`it took ${Math.round(took)} ms`);
  });
  const ran = await fc.check(property, { numRuns, seed, ...(path !== undefined && { path }) });
  const told = { inputs: ran.numRuns, ...counts, slowest };
  if (!ran.failed) return told;
  const { errorInstance: error } = ran;
  return {
    ...told,
    finding: {
      input: shown(ran.counterexample?.[0]),
      error: error instanceof Error ? (error.stack ?? error.message) : String(error),
      path: ran.counterexamplePath ?? '',
    },
  };
};
