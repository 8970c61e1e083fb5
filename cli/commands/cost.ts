import type { Command } from 'commander';
import { type Forecast, forecast } from '../../lambda/spend/forecast.ts';
import { PRICED_REGION, type Prices, pricesFor } from '../../lambda/spend/prices.ts';
import { type Spent, spentOf } from '../../lambda/spend/spent.ts';
import { whatIf } from '../../lambda/spend/what-if.ts';
import type { AddCommand } from '../adding.ts';
import type { Answer } from '../answer.ts';
import { neededConfiguration } from '../configuration-file.ts';
import { refusalOf } from '../fault-reason.ts';
import { guided } from '../guide.ts';
import { withMonitor } from '../monitor.ts';
import type { Context } from '../options.ts';
import { costText } from '../print-cost.ts';
import type { Reason } from '../refusal.ts';

/** What was spent this month, or why nobody knows. */
export type SpentOrWhy =
  | { readonly spent: Spent; readonly spentUnknown: null }
  | { readonly spent: null; readonly spentUnknown: Reason };

/** The forecast is the answer: that nothing is deployed, or that AWS is not to be asked, is no failure. */
const spentIn = async (context: Context, prices: Prices): Promise<SpentOrWhy> => {
  const month = context.io.now().toISOString().slice(0, 7);
  try {
    const bought = await withMonitor(context, ({ store }) => store.spent(month));
    return { spent: spentOf(bought, prices), spentUnknown: null };
  } catch (error) {
    return { spent: null, spentUnknown: refusalOf(error).reason };
  }
};

/** Every number in a value rounded alike: to cents, or to so many digits. */
const rounded = (value: unknown, digits = 2): unknown => {
  if (typeof value === 'number') return Math.round(value * 10 ** digits) / 10 ** digits;
  if (Array.isArray(value)) return value.map((each) => rounded(each, digits));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, rounded(each, digits)]));
};

const documentOf = ({ month, fixedSchedule, perPath, parts, budget, unbounded }: Forecast) => ({
  month: rounded(month),
  fixedSchedule: rounded(fixedSchedule),
  currency: 'USD',
  perPath: rounded(perPath),
  // Some services are a part of a cent.
  parts: rounded(parts, 4),
  budget: rounded(budget),
  unbounded: rounded(unbounded),
});

/** `pathwatch cost`: what a month costs, foreseen from the configuration, and what was spent so far where there is an account. */
export const cost = async (context: Context): Promise<Answer> => {
  const configuration = await neededConfiguration(context);
  const { environment } = context.io;
  const region = context.options.region ?? environment.AWS_REGION ?? environment.AWS_DEFAULT_REGION ?? PRICED_REGION;
  const prices = pricesFor(region, configuration.budget.prices);
  const foreseen = forecast(configuration, { prices });
  const others = whatIf(configuration, { prices });
  const spent = await spentIn(context, prices);
  return {
    exit: 0,
    document: { ...documentOf(foreseen), ...spent, whatIf: rounded(others), region, prices },
    text: (page) => costText({ configuration, foreseen, others, spent, region }, page),
  };
};

export const addCost: AddCommand = (program, { contextOf, answered }) => {
  guided(program.command('cost'), {
    group: 'Setting up',
    examples: [
      ['cost', 'a month by service and path, beside a fixed schedule; needs no account'],
      ['cost --region eu-central-1 --config production.yaml', 'another file, at the prices of another Region'],
      ['cost --local', 'with what was spent this month in the embedded account'],
    ],
    exits: { 0: 'the month could be foreseen' },
  })
    .description('what a month costs, and what was spent so far; needs no account')
    .action(async (_, command: Command) => {
      answered(await cost(contextOf(command)));
    });
};
