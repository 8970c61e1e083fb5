import type { Configuration, Path } from '../domain/path.ts';
import { boundOf } from './allowance.ts';
import { foresee } from './foresee.ts';
import { type Prices, pricesFor } from './prices.ts';
import { questionsOf } from './purchases.ts';
import { eachScenario, looksOf, type Outlook, type Scenario, type Scenarios } from './scenario.ts';
import { type Parts, sumOf } from './services.ts';
import { ALARMS } from './usage.ts';
import { wantedBy } from './wanted.ts';

/** The analyses of one path by themselves; what sweeps cost belongs to all paths together. Dollars. */
export interface PathForecast extends Scenarios<number> {
  readonly id: string;
  /** Scheduled looks in a month. */
  readonly looks: number;
  /** Analyses that buying its verdict takes, with one pair for a selector. */
  readonly questions: number;
  /** If every look bought. */
  readonly fixedSchedule: number;
}

/** A month of 30.4 days, in dollars that are not rounded. */
export interface Forecast {
  readonly month: Scenarios<number>;
  readonly parts: Scenarios<Parts>;
  /** What analysing every path at every scheduled look would cost, for the analyses alone. */
  readonly fixedSchedule: number;
  /** Each within the bounds that concern it, as if it were alone; the month's bound holds for their sum. */
  readonly perPath: readonly PathForecast[];
  readonly budget: {
    readonly monthly: number;
    /** What the analyses of an expected month would cost if nothing bounded them, canaries included. */
    readonly wanted: number;
    /** Whether some bound, the month's, a path's or a tag's, is below what is wanted under it. */
    readonly short: boolean;
  };
  /** The expected month if nothing bounded the analyses. */
  readonly unbounded: number;
}

export interface ForecastOptions {
  /** Whose prices; us-east-1's if left out. */
  readonly region?: string;
  /** In place of the Region's and the configuration's. */
  readonly prices?: Prices;
  /** Alarms of the stack. */
  readonly alarms?: number;
}

const boundless = (configuration: Configuration): Configuration => ({
  ...configuration,
  budget: { ...configuration.budget, monthly: Number.POSITIVE_INFINITY, paths: {}, tags: {} },
});

const analysesIn = ({ analyses, canaries }: Parts): number => analyses + canaries;

const pathForecast = (path: Path, outlook: Outlook): PathForecast => {
  const price = outlook.prices.analysis.dollars;
  const looks = outlook.looks.get(path.every) ?? 0;
  const questions = questionsOf(path).usual;
  const bound = boundOf(outlook.configuration.budget, path);
  const dollars = (scenario: Scenario): number => Math.min(bound, wantedBy(scenario, path, outlook).analyses * price);
  return { id: path.id, looks, questions, ...eachScenario(dollars), fixedSchedule: looks * questions * price };
};

/**
 * What a month costs, by docs/cost.md: nothing is asked of an account, and no free tier is counted. A path's audits and
 * changes are foreseen by `purchasesExpected`; what analyses cost is never more than the budget.
 */
export const forecast = (configuration: Configuration, options: ForecastOptions = {}): Forecast => {
  const outlook: Outlook = {
    configuration,
    prices: options.prices ?? pricesFor(options.region, configuration.budget.prices),
    alarms: options.alarms ?? ALARMS,
    looks: looksOf(configuration),
  };
  const parts = eachScenario((scenario) => foresee(scenario, outlook));
  const wanted = foresee('expected', { ...outlook, configuration: boundless(configuration) });
  const perPath = configuration.paths.map((path) => pathForecast(path, outlook));
  return {
    month: eachScenario((scenario) => sumOf(parts[scenario])),
    parts,
    fixedSchedule: perPath.reduce((sum, path) => sum + path.fixedSchedule, 0),
    perPath,
    budget: {
      monthly: configuration.budget.monthly,
      wanted: analysesIn(wanted),
      short: analysesIn(wanted) - analysesIn(parts.expected) > 1e-9,
    },
    unbounded: sumOf(wanted),
  };
};
