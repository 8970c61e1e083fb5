import type { PurchaseReason } from '../domain/budget.ts';
import type { FaultInfo } from '../domain/fault.ts';
import { allocate, type Bound, type Limits, type Used, type Wish } from '../spend/allocate.ts';
import { boundText } from '../spend/limits.ts';
import { rankOf } from '../spend/rank.ts';
import type { Alone } from './alone.ts';
import { declarationDigest } from './question.ts';
import type { Surveyed } from './survey.ts';

/** What is done about a path, once it is known what may be spent. */
export type Act =
  | { readonly kind: 'carry'; readonly overdue: boolean }
  | { readonly kind: 'rest' }
  | { readonly kind: 'busy' }
  | { readonly kind: 'buy'; readonly reason: PurchaseReason }
  /** Nothing is bought: the network model answers alone, or beside Route Analyzer, where that is asked by hand. */
  | { readonly kind: 'model'; readonly reason: PurchaseReason; readonly alone: Alone }
  /** The network could not be described: nothing can be told. */
  | { readonly kind: 'blind'; readonly fault: FaultInfo };

/** What may be spent, and how far down the ranks. */
export interface Purse {
  readonly limits: Limits;
  readonly used: Used;
  readonly rank: number;
  /** The analyzer that costs, where it is left out by hand: then nothing is spent, whatever is left. */
  readonly leftOut?: string;
}

type Buying = Surveyed & { readonly choice: { readonly kind: 'buy'; readonly reason: PurchaseReason } };

const isBuying = (surveyed: Surveyed): surveyed is Buying => surveyed.choice.kind === 'buy';

const wishOf = ({ path, consulted, choice }: Buying): Wish => ({
  pathId: path.id,
  analyses: consulted.plan.questions.length,
  reason: choice.reason,
  severity: path.severity,
  tags: path.tags,
});

/** Where nothing may be bought, what is known holds if the facts are the same; else the model answers alone. */
const withoutMoney = ({ path, brief, found, choice }: Buying, alone: Alone): Act => {
  const { reason } = choice;
  const last = brief?.last;
  if (last?.footprint !== found.footprint || brief?.declared !== declarationDigest(path) || brief.turning === true)
    return { kind: 'model', reason, alone };
  return last.uncarried === undefined ? { kind: 'carry', overdue: 'bound' in alone } : { kind: 'rest' };
};

/** Where a part of the network could not be read just now, a footprint that differs tells nothing of the network. */
const isBlinded = ({ brief, found, choice }: Buying, shaken: FaultInfo | undefined): shaken is FaultInfo =>
  shaken !== undefined && choice.reason !== 'hand' && brief?.last?.footprint !== found.footprint;

/**
 * What becomes of each path, in the order given: `shaken` is the passing fault that left a part of the snapshot unread.
 * The most urgent purchases are served first. Pure.
 */
export const actsOf = (
  surveyed: readonly Surveyed[],
  { limits, used, rank, leftOut }: Purse,
  shaken: FaultInfo | undefined,
): readonly Act[] => {
  // What costs nothing needs no leave.
  const wishes = surveyed
    .filter(isBuying)
    .map(wishOf)
    .filter(({ analyses }) => analyses > 0);
  const wishing = new Set(wishes.map(({ pathId }) => pathId));
  const isServed = (wish: Wish): boolean => rankOf(wish.reason, wish.severity) <= rank;
  const refused = new Map<string, Bound>([
    ...wishes.filter((wish) => !isServed(wish)).map((wish) => [wish.pathId, { of: 'month' } as const] as const),
    ...allocate(wishes.filter(isServed), limits, used),
  ]);
  return surveyed.map((one): Act => {
    if (!isBuying(one)) return one.choice.kind === 'carry' ? { kind: 'carry', overdue: false } : one.choice;
    if (isBlinded(one, shaken)) return { kind: 'blind', fault: shaken };
    if (leftOut !== undefined && wishing.has(one.path.id)) return withoutMoney(one, { leftOut });
    const bound = refused.get(one.path.id);
    return bound === undefined ? one.choice : withoutMoney(one, { bound: boundText(bound) });
  });
};

/** The rank down to which purchases are served: nobody of a lower one gets what the month's budget has no more. */
export const servedRank = (surveyed: readonly Surveyed[], acts: readonly Act[], last: number): number =>
  surveyed.reduce((rank, one, place) => {
    const act = acts[place];
    const isRefused = act?.kind === 'model' || act?.kind === 'rest' || (act?.kind === 'carry' && act.overdue);
    return isRefused && isBuying(one) ? Math.min(rank, rankOf(one.choice.reason, one.path.severity)) : rank;
  }, last);
