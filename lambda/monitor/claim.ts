import type { Path } from '../domain/path.ts';
import { briefOf, type Pending, type State } from '../domain/state.ts';
import type { Trigger } from '../domain/sweep.ts';
import { choose } from './choose.ts';
import { blank } from './decide.ts';
import type { Planned } from './planned.ts';
import type { Store } from './ports.ts';
import { outrun, TURNS } from './record.ts';

/** Of a sweep that wants to buy. */
export interface Claimant {
  readonly sweepId: string;
  readonly trigger: Trigger;
  readonly now: Date;
}

const pendingOf = ({ reason, footprint, modelVerdict }: Planned, { sweepId, now }: Claimant): Pending => ({
  sweepId,
  since: now.toISOString(),
  reason,
  footprint,
  model: modelVerdict,
});

/**
 * Marks a path as being analysed, anew at each round, with what the network model says at once. False where the state, read anew, gives no
 * reason to buy any more: another sweep is at it, or has been. One read and one write.
 */
export const claim = async (store: Store, path: Path, plan: Planned, claimant: Claimant): Promise<boolean> => {
  for (let turn = 0; turn < TURNS; turn += 1) {
    const stored = await store.state(path.id);
    const { pending } = stored ?? {};
    const isOwn = pending?.sweepId === claimant.sweepId && pending.footprint === plan.footprint;
    if (isOwn && pending.since === claimant.now.toISOString()) return true;
    const found = { footprint: plan.footprint, model: plan.modelVerdict };
    const brief = stored && briefOf(stored);
    if (!isOwn && choose(path, brief, found, claimant.trigger, claimant.now).kind !== 'buy') return false;
    const state: State = stored ?? blank(path);
    const marked = { ...state, version: state.version + 1, pending: pendingOf(plan, claimant) };
    if (await store.putState(marked, stored?.version ?? 0)) return true;
  }
  throw outrun(path.id);
};
