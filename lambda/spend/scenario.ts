import type { Configuration } from '../domain/path.ts';
import { looksAMonth, MONTH_SECONDS } from './looks.ts';
import type { Prices } from './prices.ts';
import { CHANGES_A_MONTH } from './purchases.ts';

/**
 * How a month may go. `best`: nothing changes; `expected`: each path's footprint changes twice; `worst`: the network changes
 * without end, and every look buys every path as far as the budget goes.
 */
export type Scenario = 'best' | 'expected' | 'worst';
export type Scenarios<Value> = Readonly<Record<Scenario, Value>>;

/** Of every scenario, what `of` makes of it. */
export const eachScenario = <Value>(of: (scenario: Scenario) => Value): Scenarios<Value> => ({
  best: of('best'),
  expected: of('expected'),
  worst: of('worst'),
});

/** What a month is foreseen by. */
export interface Outlook {
  readonly configuration: Configuration;
  readonly prices: Prices;
  /** Alarms of the stack. */
  readonly alarms: number;
  /** Looks in a month, by each schedule of the configuration. */
  readonly looks: ReadonlyMap<string, number>;
}

/** Each schedule of the configuration has sweeps of its own, whatever the number of its paths. */
export const looksOf = ({ paths }: Configuration): ReadonlyMap<string, number> =>
  new Map([...new Set(paths.map(({ every }) => every))].map((every) => [every, looksAMonth(every)]));

/** How often changes start a sweep in a month: two of them are a quiet time apart at least. */
export const gatheringsOf = (scenario: Scenario, { paths, quiet }: Configuration): number => {
  const most = MONTH_SECONDS / quiet;
  return { best: 0, expected: Math.min(most, paths.length * CHANGES_A_MONTH), worst: most }[scenario];
};
