import type { PurchaseReason } from '../domain/budget.ts';
import type { Severity } from '../domain/path.ts';

/** Who is served first where the budget is short: 0 before all others. */
interface Place {
  readonly rank: number;
  /** Up to this share of the month's budget it is served; what is left is kept for who comes before. */
  readonly share: number;
}

const changed: Readonly<Record<Severity, Place>> = {
  critical: { rank: 1, share: 0.95 },
  warning: { rank: 3, share: 0.9 },
  info: { rank: 4, share: 0.9 },
};

/** What settles a transition comes first, then critical paths that changed, audits last, each by severity. */
// biome-ignore format: a table, one line a reason
const places: Readonly<Record<PurchaseReason, Readonly<Record<Severity, Place>>>> = {
  transition: { critical: { rank: 0, share: 1 }, warning: { rank: 0, share: 1 }, info: { rank: 0, share: 1 } },
  changed,
  baseline: changed,
  retry: { critical: { rank: 2, share: 0.9 }, warning: { rank: 5, share: 0.9 }, info: { rank: 6, share: 0.9 } },
  hand: { critical: { rank: 2, share: 0.95 }, warning: { rank: 2, share: 0.95 }, info: { rank: 2, share: 0.95 } },
  audit: { critical: { rank: 7, share: 0.8 }, warning: { rank: 8, share: 0.8 }, info: { rank: 9, share: 0.8 } },
};

/** The lowest rank: everybody is served. */
export const LAST_RANK = 9;

export const rankOf = (reason: PurchaseReason, severity: Severity): number => places[reason][severity].rank;

/** How many of the month's analyses may be spent when this one is asked for. */
export const capOf = (monthly: number, reason: PurchaseReason, severity: Severity): number =>
  Math.ceil(monthly * places[reason][severity].share);

/** From this share of the month's budget on audits wait, and the operator hears of it. */
export const NEAR = 0.8;
