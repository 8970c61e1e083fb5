import type { Standing } from '../domain/check.ts';
import type { Path } from '../domain/path.ts';
import { type Brief, briefOf, type Pending, type State } from '../domain/state.ts';
import type { Trigger } from '../domain/sweep.ts';
import type { SettledVerdict } from '../domain/verdict.ts';
import { type Choice, choose } from './choose.ts';
import { blank } from './decide.ts';
import type { Planned } from './planned.ts';
import type { Store } from './ports.ts';
import { outrun, TURNS } from './record.ts';

/** Of a sweep that wants to buy. */
export interface Claimant {
  readonly sweepId: string;
  readonly trigger: Trigger;
  readonly now: Date;
  /** Of the first round nobody's mark is there yet; later the sweep's own must be. */
  readonly isFirst: boolean;
}

const pendingOf = ({ reason, footprint, modelVerdict }: Planned, { sweepId, now }: Claimant): Pending => ({
  sweepId,
  since: now.toISOString(),
  reason,
  footprint,
  model: modelVerdict,
});

/** What came of a claim. */
export type Claimed =
  | { readonly kind: 'claimed' }
  /** Another sweep is at it, or has been. */
  | { readonly kind: 'busy' }
  /** What is known of the path holds for this very footprint: there is nothing to buy any more. */
  | { readonly kind: 'known'; readonly verdict: SettledVerdict; readonly standing: Exclude<Standing, 'undetermined'> };

const claimed: Claimed = { kind: 'claimed' };

/** Without a reason to buy. */
const leaveOf = (brief: Brief | undefined, choice: Choice): Claimed =>
  choice.kind === 'carry' && brief?.verdict !== undefined && brief.standing !== undefined
    ? { kind: 'known', verdict: brief.verdict, standing: brief.standing }
    : { kind: 'busy' };

/** The state as this sweep leaves it: the mark of its earlier round goes with it. */
const left = (state: State, sweepId: string): State => {
  if (state.pending?.sweepId !== sweepId) return state;
  const { pending: _pending, ...rest } = state;
  return { ...rest, version: state.version + 1 };
};

/**
 * Marks a path as being analysed, anew at each round, with what the network model says at once; not where the state, read
 * anew, gives no reason to buy any more. One read and one write.
 */
export const claim = async (store: Store, path: Path, plan: Planned, claimant: Claimant): Promise<Claimed> => {
  const { sweepId, trigger, now, isFirst } = claimant;
  for (let turn = 0; turn < TURNS; turn += 1) {
    const stored = await store.state(path.id);
    const { pending } = stored ?? {};
    const isOwn = pending?.sweepId === sweepId && pending.footprint === plan.footprint;
    if (isOwn && pending.since === now.toISOString()) return claimed;
    if (!isFirst && pending?.sweepId !== sweepId) return { kind: 'busy' };
    const brief = stored && briefOf(stored);
    const choice = choose(path, brief, { footprint: plan.footprint, model: plan.modelVerdict }, trigger, now);
    if (!isOwn && choice.kind !== 'buy') {
      if (stored === undefined) return { kind: 'busy' };
      const next = left(stored, sweepId);
      if (next === stored || (await store.putState(next, stored.version))) return leaveOf(brief, choice);
      continue;
    }
    const state: State = stored ?? blank(path);
    const marked = { ...state, version: state.version + 1, pending: pendingOf(plan, claimant) };
    if (await store.putState(marked, stored?.version ?? 0)) return claimed;
  }
  throw outrun(path.id);
};
