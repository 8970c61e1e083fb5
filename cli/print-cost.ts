import { purchaseReasons } from '../lambda/domain/budget.ts';
import { durationText } from '../lambda/domain/duration.ts';
import type { Configuration } from '../lambda/domain/path.ts';
import type { Forecast, PathForecast } from '../lambda/spend/forecast.ts';
import { PRICED_REGION } from '../lambda/spend/prices.ts';
import { type Service, services } from '../lambda/spend/services.ts';
import type { Spent } from '../lambda/spend/spent.ts';
import type { Alternative, WhatIf } from '../lambda/spend/what-if.ts';
import { counted, dollars, line, type Page } from './page.ts';
import type { Reason } from './refusal.ts';
import { table } from './table.ts';

/** What there is to tell of the costs. */
export interface Costs {
  readonly configuration: Configuration;
  readonly foreseen: Forecast;
  readonly others: WhatIf;
  readonly spent: { readonly spent: Spent | null; readonly spentUnknown: Reason | null };
  readonly region: string;
}

/** So many paths have a row of their own. */
const LISTED = 20;

const names: Readonly<Record<Service, string>> = {
  analyses: 'Reachability Analyzer',
  canaries: 'canary',
  durable: 'durable operations',
  lambda: 'Lambda',
  dynamodb: 'DynamoDB',
  key: 'KMS',
  alarms: 'CloudWatch',
  logs: 'CloudWatch Logs',
  sqs: 'SQS',
  sns: 'SNS',
  eventbridge: 'EventBridge',
  secrets: 'Secrets Manager',
};

/** Amounts of one column, their points below each other. */
const column = (heading: string, amounts: readonly string[]): readonly string[] => {
  const width = Math.max(heading.length, ...amounts.map((amount) => amount.length));
  return [heading, ...amounts].map((cell) => cell.padStart(width));
};

/** A table of a first column of words and columns of amounts. */
const amounts = (
  first: readonly string[],
  columns: Readonly<Record<string, readonly string[]>>,
  page: Page,
): string => {
  const [heading = '', ...words] = first;
  const drawn = Object.entries(columns).map(([name, cells]) => column(name, cells));
  return table(
    [heading, ...drawn.map(([head = '']) => head)],
    words.map((word, row) => [word, ...drawn.map((cells) => cells[row + 1] ?? '')]),
    page,
  );
};

const byService = ({ month, parts }: Forecast, page: Page): string =>
  amounts(
    ['a month', ...services.map((service) => names[service]), 'all'],
    {
      best: [...services.map((service) => dollars(parts.best[service])), dollars(month.best)],
      expected: [...services.map((service) => dollars(parts.expected[service])), dollars(month.expected)],
      worst: [...services.map((service) => dollars(parts.worst[service])), dollars(month.worst)],
    },
    page,
  );

/** The worst of many together is what the budget says, not their sum. */
const restOf = (rest: readonly PathForecast[]): PathForecast => {
  const sum = (key: 'looks' | 'questions' | 'best' | 'expected' | 'worst' | 'fixedSchedule'): number =>
    rest.reduce((total, each) => total + each[key], 0);
  return {
    id: `${counted(rest.length, 'other path')}`,
    looks: sum('looks'),
    questions: sum('questions'),
    best: sum('best'),
    expected: sum('expected'),
    worst: sum('worst'),
    fixedSchedule: sum('fixedSchedule'),
  };
};

const byPath = ({ perPath, budget }: Forecast, page: Page): string => {
  const inOrder = perPath.toSorted((one, other) => other.expected - one.expected);
  const rest = inOrder.slice(LISTED);
  const rows = [...inOrder.slice(0, LISTED), ...(rest.length === 0 ? [] : [restOf(rest)])];
  return amounts(
    ['analyses of', ...rows.map(({ id }) => line(id))],
    {
      looks: rows.map(({ looks }) => looks.toFixed(0)),
      'at a time': rows.map(({ questions }) => `${questions}`),
      best: rows.map(({ best }) => dollars(best)),
      expected: rows.map(({ expected }) => dollars(expected)),
      worst: rows.map(({ worst }) => dollars(Math.min(worst, budget.monthly))),
      'fixed schedule': rows.map(({ fixedSchedule }) => dollars(fixedSchedule)),
    },
    page,
  );
};

const whatIfText = ({ configuration, foreseen, others }: Costs, page: Page): string => {
  const { paths } = configuration;
  const rows: readonly (Alternative & { readonly text: string; readonly now: boolean })[] = [
    ...others.every.map((each) => ({
      ...each,
      text: `every: ${each.value.replace(/^rate\((.*)\)$/, '$1')}`,
      now: paths.every(({ every }) => every === each.value),
    })),
    ...others.audit.map((each) => ({
      ...each,
      text: `audit: ${durationText(each.value)}`,
      now: paths.every(({ audit }) => audit === each.value),
    })),
  ];
  const bounded = foreseen.budget.short || rows.some(({ expected, unbounded }) => unbounded - expected > 0.005);
  return amounts(
    ['if all paths had', ...rows.map(({ text, now }) => `${text}${now ? ' (as now)' : ''}`)],
    {
      expected: rows.map(({ expected }) => dollars(expected)),
      ...(bounded && { 'without a budget': rows.map(({ unbounded }) => dollars(unbounded)) }),
    },
    page,
  );
};

const spentText = ({ spent, spentUnknown }: Costs['spent']): string => {
  if (spent === null) return `Spent this month: not known, since ${line(spentUnknown?.message ?? 'nobody was asked')}.`;
  const reasons = purchaseReasons.filter((reason) => spent.byReason[reason] > 0);
  const most = Object.entries(spent.byPath).toSorted(([, one], [, other]) => other - one);
  const told = [
    ...reasons.map((reason) => `${reason} ${spent.byReason[reason]}`),
    ...(most.length === 0 ? [] : [`most of them for ${line(most[0]?.[0] ?? '')}: ${most[0]?.[1]}`]),
  ].join(', ');
  return (
    `Spent in ${spent.month}: ${counted(spent.analyses, 'analysis', 'analyses')}, ${dollars(spent.dollars)}` +
    `${told === '' ? '' : ` (${told})`}.`
  );
};

const budgetText = ({ budget, unbounded }: Forecast, { colours }: Page): string =>
  budget.short
    ? colours.red(
        `The budget is short: of ${dollars(budget.wanted)} for analyses, which the expected month would have, ` +
          `${dollars(budget.monthly)} are allowed, or less by the bounds of paths and tags. What is not bought, the model ` +
          `answers alone. Without a budget the month would cost ${dollars(unbounded)}.`,
      )
    : `The budget allows ${dollars(budget.monthly)} for analyses; the expected month has ${dollars(budget.wanted)}.`;

/** The forecast by service and by path, what other settings would do, and what was spent. */
export const costText = (costs: Costs, page: Page): string => {
  const { foreseen, spent, region } = costs;
  return [
    byService(foreseen, page),
    '',
    byPath(foreseen, page),
    '',
    whatIfText(costs, page),
    '',
    budgetText(foreseen, page),
    `A fixed schedule, which analyses every path at every look, would cost ${dollars(foreseen.fixedSchedule)}.`,
    spentText(spent),
    `A month of 30.4 days, no free tiers; prices of ${PRICED_REGION}` +
      `${region === PRICED_REGION ? '' : `, of which those of ${region} are not known to differ`}: docs/cost.md.`,
  ].join('\n');
};
