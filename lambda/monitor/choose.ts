import type { PurchaseReason } from '../domain/budget.ts';
import type { Path } from '../domain/path.ts';
import type { Brief, LastCheck } from '../domain/state.ts';
import type { Trigger } from '../domain/sweep.ts';
import { isSettled, type Verdict } from '../domain/verdict.ts';
import { declarationDigest } from './question.ts';

/** What a look does about a path. */
export type Choice =
  /** The verdict rests on the same facts as when it was bought: it holds, at no cost. */
  | { readonly kind: 'carry' }
  /** What is known may not be carried, and it is too soon to buy it again. */
  | { readonly kind: 'rest' }
  /** Another sweep has the same analyses under way. */
  | { readonly kind: 'busy' }
  | { readonly kind: 'buy'; readonly reason: PurchaseReason };

/** A path as a look finds it. */
export interface Found {
  readonly footprint: string;
  /** Of the network model. */
  readonly model: Verdict;
}

/**
 * Seconds between checks that bring nothing to carry: an unknown verdict, or one that rests on what the network model
 * does not follow. The last gap stays: such a path costs an analysis a day.
 */
const GAPS = [5, 5, 15, 60, 240, 720, 1440].map((minutes) => minutes * 60);

/** Clocks of two functions may differ by so much, and a schedule may come early by it. Seconds. */
const SKEW = 20;

const secondsSince = (at: string, now: Date): number => (now.getTime() - Date.parse(at)) / 1000;

/** A process that has been at one round for so long is dead: all polls of a running analysis end before. Seconds. */
const PENDING = 690;

const isTooSoon = ({ at, tries }: LastCheck, now: Date): boolean =>
  secondsSince(at, now) + SKEW < (GAPS[Math.max(0, Math.min(tries, GAPS.length) - 1)] ?? 0);

const isPending = ({ pending }: Brief, { footprint }: Found, now: Date): boolean =>
  pending !== undefined && pending.footprint === footprint && secondsSince(pending.since, now) < PENDING;

/** Why a footprint that is another now is analysed: most urgently where the verdict seems to turn. */
const turned = (brief: Brief, { model }: Found): PurchaseReason =>
  brief.standing === 'unexpected' || (isSettled(model) && brief.verdict !== undefined && model !== brief.verdict)
    ? 'transition'
    : 'changed';

/**
 * Whether a path's verdict is carried, bought again, or left for now. Pure. Only a verdict that is settled, bound to this
 * very footprint and free of what the model does not follow is carried, and for no longer than the path's `audit`.
 */
export const choose = (path: Path, brief: Brief | undefined, found: Found, trigger: Trigger, now: Date): Choice => {
  const byHand = trigger.by === 'hand';
  if (byHand && trigger.audit === true) return { kind: 'buy', reason: 'hand' };
  if (brief !== undefined && isPending(brief, found, now)) return { kind: 'busy' };
  const last = brief?.last;
  if (brief === undefined || last === undefined || brief.declared !== declarationDigest(path))
    return { kind: 'buy', reason: 'baseline' };
  // The network changed under the analyses, again and again: each further try waits.
  const isUnbound = last.footprint === undefined && last.tries > 1;
  if (isUnbound && isTooSoon(last, now) && !byHand) return { kind: 'rest' };
  // A change of standing is to be confirmed before it counts.
  if (brief.turning === true) return { kind: 'buy', reason: 'transition' };
  if (last.footprint !== found.footprint) return { kind: 'buy', reason: turned(brief, found) };
  if (last.uncarried !== undefined) {
    if (byHand) return { kind: 'buy', reason: 'hand' };
    return isTooSoon(last, now) ? { kind: 'rest' } : { kind: 'buy', reason: 'retry' };
  }
  if (last.modelOnly === true) return { kind: 'buy', reason: turned(brief, found) };
  return secondsSince(last.at, now) + SKEW >= path.audit ? { kind: 'buy', reason: 'audit' } : { kind: 'carry' };
};
