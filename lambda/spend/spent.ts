import type { PurchaseReason } from '../domain/budget.ts';
import type { Prices } from './prices.ts';

/** What was bought in a month, as the budget has it: numbers of analyses, whether or not they came to an answer. */
export interface Spent {
  /** `yyyy-mm`, in UTC. */
  readonly month: string;
  readonly analyses: number;
  readonly dollars: number;
  readonly byReason: Readonly<Record<PurchaseReason, number>>;
  /** By the path's id; paths of which none was bought are left out. */
  readonly byPath: Readonly<Record<string, number>>;
}

/** What was bought, with what it cost by today's prices. */
export const spentOf = <Bought extends Omit<Spent, 'dollars'>>(bought: Bought, prices: Prices): Bought & Spent => ({
  ...bought,
  dollars: Math.round(bought.analyses * prices.analysis.dollars * 100) / 100,
});
