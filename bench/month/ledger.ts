import { type PurchaseReason, purchaseReasons } from '../../lambda/domain/budget.ts';

/** What a month came to. */
export interface Ledger {
  /** Steps that made another network, and how often one of them was another footprint, and another verdict, to a path. */
  edits: number;
  touches: number;
  flips: number;
  /** Flips that were over before anybody could have bought an answer about them. */
  gone: number;
  /** Flips that lasted and were not told: there must be none. */
  readonly missed: string[];
  /** Seconds from the beginning at which verdicts turned. */
  readonly turns: number[];
  /** Seconds from a change that touched a path to its next bound verdict; and of those that turned it. */
  readonly settled: number[];
  readonly turned: number[];

  scheduled: number;
  changed: number;
  /** Days on which somebody looked. */
  readonly days: Set<string>;
  /** Paths looked at, over all looks; and how many of them were decided anew. */
  looked: number;
  chosen: number;
  /** Looks at which some path was to be looked at anew. */
  acting: number;

  events: number;
  kept: number;
  batches: number;
  /** Polls for the quiet. */
  listens: number;

  /** Sweeps that bought something, and that told something. */
  readonly buying: Set<string>;
  readonly telling: Set<string>;
  /** Those of them that had a break to tell. */
  readonly breaking: Set<string>;
  /** Groups of paths whose analyses ran at once, and those of them with a path over a transit gateway. */
  readonly waves: Set<string>;
  readonly crossing: Set<string>;
  /** Whether some path crosses a transit gateway. */
  crosses: boolean;
  readonly purchases: Record<PurchaseReason, number>;
  readonly analyses: Record<PurchaseReason, number>;
  /** Purchases that were begun again since the network had changed, and the analyses that spoke of a network no more. */
  again: number;
  wasted: number;
  /** Checks that asked nobody: of ends that are not there, and by the network model alone. */
  unasked: number;
  modelled: number;
  unknown: number;
  /** Days of paths that were over when something was recorded, and have an item of their own. */
  ended: number;
  alerts: number;
  recoveries: number;
  /** Insights paths that were made, asked, asked anew, and no longer needed. */
  created: number;
  used: number;
  replaced: number;
  obsolete: number;
}

const none = (): Record<PurchaseReason, number> => ({
  transition: 0,
  changed: 0,
  baseline: 0,
  retry: 0,
  audit: 0,
  hand: 0,
});

export const newLedger = (): Ledger => ({
  edits: 0,
  touches: 0,
  flips: 0,
  gone: 0,
  missed: [],
  turns: [],
  settled: [],
  turned: [],
  scheduled: 0,
  changed: 0,
  days: new Set(),
  looked: 0,
  chosen: 0,
  acting: 0,
  events: 0,
  kept: 0,
  batches: 0,
  listens: 0,
  buying: new Set(),
  telling: new Set(),
  breaking: new Set(),
  waves: new Set(),
  crossing: new Set(),
  crosses: false,
  purchases: none(),
  analyses: none(),
  again: 0,
  wasted: 0,
  unasked: 0,
  modelled: 0,
  unknown: 0,
  ended: 0,
  alerts: 0,
  recoveries: 0,
  created: 0,
  used: 0,
  replaced: 0,
  obsolete: 0,
});

export const sumOf = (of: Readonly<Record<PurchaseReason, number>>): number =>
  purchaseReasons.reduce((sum, reason) => sum + of[reason], 0);
