import { median } from '../figures.ts';
import { cellOf, PATHS_PER_CELL } from './cell.ts';
import { type Counts, countsIn, countsOf } from './counts.ts';
import type { Pace } from './dollars.ts';
import { foundIn } from './known.ts';
import { simulate } from './month.ts';
import { gatewayId } from './routes.ts';
import { runSample } from './sample.ts';
import { script, traceOf } from './script.ts';
import type { Sample } from './swept.ts';

/** The looks of the script, by the pure flow and by the real handler. */
export interface Agreement {
  readonly looks: number;
  readonly changed: number;
  readonly pure: Counts;
  readonly real: Counts;
  /** What differs, in words: purchases, states, counts. */
  readonly differences: readonly string[];
  readonly pace: Pace;
  readonly seconds: number;
}

/** Shares by which calls may differ: they cost nothing or next to it, and change with every refinement of the flow. */
const SLACK: Readonly<Partial<Record<keyof Counts, number>>> = { calls: 0.05, writes: 0.05, reads: 0.05 };

const differing = (pure: readonly string[], real: readonly string[]): readonly string[] => [
  ...pure.filter((line) => !real.includes(line)).map((line) => `by the pure flow alone: ${line}`),
  ...real.filter((line) => !pure.includes(line)).map((line) => `by the real handler alone: ${line}`),
];

/** Seconds of a path in the network model: the best of some cells. */
const perPath = (): number => {
  const { documents, paths } = cellOf(0);
  const each = Array.from({ length: 10 }, () => {
    const begun = performance.now();
    foundIn({ ...documents }, paths);
    return (performance.now() - begun) / 1000 / paths.length;
  });
  return Math.min(...each);
};

const paceOf = ({ swept }: Sample): Pace => {
  const buying = swept.filter(({ record }) => record.tally.analyses > 0);
  const look = median(swept.filter((one) => !buying.includes(one)).map(({ seconds }) => seconds));
  const purchases = buying.reduce((sum, { record }) => sum + record.outcomes.length, 0);
  const beyond = buying.reduce((sum, { seconds }) => sum + seconds, 0) - buying.length * look;
  return { look, purchase: Math.max(0, beyond) / Math.max(1, purchases), path: perPath() };
};

/** Shows the same looks to both, over the first `paths` paths of the first cell. */
export const agree = async (paths = PATHS_PER_CELL): Promise<Agreement> => {
  const given = script(gatewayId(0));
  const trace = traceOf(given);
  const bought: string[] = [];
  const { ledger, states } = await simulate({
    paths,
    trace,
    looks: given.looks,
    length: given.length,
    known: false,
    bought: (at, id, reason, count) => bought.push(`${new Date(at).toISOString()} ${id} ${reason} ${count}`),
  });
  const begun = performance.now();
  const sample = await runSample(given, paths);
  const seconds = (performance.now() - begun) / 1000;
  const pure = countsOf(ledger, paths, 1);
  const real = countsIn(sample);
  const stateDifferences = [...states].flatMap(([id, state]) => {
    const other = sample.states.get(id);
    const of = (one: typeof other): string =>
      JSON.stringify([one?.settled?.verdict, one?.settled?.since, one?.last, one?.transitions]);
    return of(state) === of(other) ? [] : [`${id}: ${of(state)} by the pure flow, ${of(other)} by the real handler`];
  });
  const counts = (Object.keys(pure) as (keyof Counts)[]).flatMap((name) =>
    Math.abs(pure[name] - real[name]) <= real[name] * (SLACK[name] ?? 0)
      ? []
      : [`${name}: ${pure[name]} by the pure flow, ${real[name]} by the real handler`],
  );
  return {
    looks: ledger.scheduled + ledger.changed,
    changed: ledger.changed,
    pure,
    real,
    differences: [...differing(bought, sample.bought), ...stateDifferences, ...counts],
    pace: paceOf(sample),
    seconds,
  };
};
