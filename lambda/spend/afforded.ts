import type { Path } from '../domain/path.ts';
import { allowed, auditsBound, boughtEvenly } from './allowance.ts';
import { MONTH_DAYS } from './looks.ts';
import type { Outlook, Scenario } from './scenario.ts';
import { type Wanted, wantedBy } from './wanted.ts';

/** What a month can buy, in numbers. */
export interface Afforded {
  /** Analyses of paths. */
  readonly analyses: number;
  /** How often the verdict of a path is bought by them. */
  readonly purchases: number;
  /** Analyses that prove that Pathwatch still sees. */
  readonly canaries: number;
}

const WEEK = 7 * 24 * 3600;

/**
 * Two questions a week, of which the open one is a path's own: its audit answers it, where that comes within the week. None
 * where no path can be known to be open: see canary/choose-way.ts.
 */
const canariesOf = (scenario: Scenario, paths: readonly Path[]): number => {
  const usable = paths.filter(({ expect, protocol }) => expect === 'reachable' && protocol === 'tcp');
  if (usable.length === 0) return 0;
  const isAnswered = scenario !== 'worst' && usable.some(({ audit }) => audit <= WEEK);
  return ((isAnswered ? 1 : 2) * MONTH_DAYS) / 7;
};

/** They come last, as audits do: from what so many dollars leave of the audits' share of the budget. */
const canariesWithin = (wanted: number, monthly: number, price: number, spent = 0): number =>
  price === 0 ? wanted : Math.max(0, Math.min(wanted, (auditsBound(monthly) - spent) / price));

/** Dollars that the month's bound lets pass of so many; `changes` is the share of them that changes want. */
const within = (scenario: Scenario, monthly: number, wanted: number, changes: number): number => {
  switch (scenario) {
    case 'best':
      return Math.min(wanted, auditsBound(monthly));
    case 'expected':
      return boughtEvenly(monthly, wanted, wanted * changes);
    case 'worst':
      return Math.min(wanted, monthly);
  }
};

const sum = (wants: readonly Wanted[], key: keyof Wanted): number =>
  wants.reduce((total, want) => total + want[key], 0);

/** What the budget lets a month buy of what its paths want. */
export const affordedIn = (scenario: Scenario, outlook: Outlook): Afforded => {
  const { budget, paths } = outlook.configuration;
  const price = outlook.prices.analysis.dollars;
  const canaries = canariesOf(scenario, paths);
  const wants = paths.map((path) => wantedBy(scenario, path, outlook));
  const wanted = sum(wants, 'analyses');
  // Where analyses are free, no budget bounds them; where nobody looks, none are wanted.
  if (price === 0 || wanted === 0)
    return {
      analyses: wanted,
      purchases: sum(wants, 'purchases'),
      canaries: canariesWithin(canaries, budget.monthly, price),
    };
  // The month's bound comes after, in `within`: what of it audits leave depends on what all would have.
  const asked = allowed(
    { ...budget, monthly: Number.POSITIVE_INFINITY },
    paths.map((path, index) => ({ path, dollars: (wants[index]?.analyses ?? 0) * price })),
  );
  const dollars = within(scenario, budget.monthly, asked, sum(wants, 'changes') / wanted);
  const analyses = dollars / price;
  return {
    analyses,
    // In the worst case each analysis is of another path.
    purchases: scenario === 'worst' ? analyses : sum(wants, 'purchases') * (analyses / wanted),
    canaries: canariesWithin(canaries, budget.monthly, price, dollars),
  };
};
