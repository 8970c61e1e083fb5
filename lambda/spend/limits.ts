import type { Budget } from '../domain/budget.ts';
import type { Bound, Limits } from './allocate.ts';
import { ANALYSIS_DOLLARS } from './price.ts';

/** Dollars for one analysis: the configuration's own price, or the table's. */
export const analysisPrice = ({ prices }: Budget): number => prices.analysis ?? ANALYSIS_DOLLARS;

/** The budget in analyses. Where they cost nothing, nothing bounds them. */
export const limitsOf = (budget: Budget): Limits => {
  const price = analysisPrice(budget);
  // A dollar holds ten analyses of ten cents, whatever binary fractions make of it.
  const analyses = (dollars: number): number =>
    price === 0 ? Number.MAX_SAFE_INTEGER : Math.floor(dollars / price + 1e-9);
  const each = (of: Readonly<Record<string, number>>): Readonly<Record<string, number>> =>
    Object.fromEntries(Object.entries(of).map(([name, dollars]) => [name, analyses(dollars)]));
  return { monthly: analyses(budget.monthly), paths: each(budget.paths), tags: each(budget.tags) };
};

/** A bound in words: `budget of the month`. */
export const boundText = (bound: Bound): string => {
  switch (bound.of) {
    case 'month':
      return 'budget of the month';
    case 'path':
      return `budget of the path ${bound.name}`;
    case 'tag':
      return `budget of ${bound.name}`;
  }
};

/** The month of a time, in UTC: `yyyy-mm`. */
export const monthOf = (at: string): string => at.slice(0, 7);
