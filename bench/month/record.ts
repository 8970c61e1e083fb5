import type { Evidence } from '../../lambda/domain/evidence.ts';
import { conclude } from '../../lambda/monitor/conclude.ts';
import { decide } from '../../lambda/monitor/decide.ts';
import { doubted } from '../../lambda/monitor/doubt.ts';
import type { Planned } from '../../lambda/monitor/planned.ts';
import { ANALYSIS_DOLLARS } from '../../lambda/spend/price.ts';
import { deployment } from './known.ts';
import type { Scene, Watched } from './scene.ts';

/** What a check is made on. */
export interface Ground {
  readonly sweepId: string;
  /** Milliseconds since 1970. */
  readonly observedAt: number;
  readonly bound: boolean;
  readonly analyses: number;
}

/** Concludes, decides and keeps what became of a path, as lambda/monitor/settle.ts and record.ts do; alerts are told at once. */
export const record = (scene: Scene, one: Watched, plan: Planned, evidence: Evidence, ground: Ground): void => {
  const { ledger } = scene;
  const { sweepId, observedAt, bound, analyses } = ground;
  const { reason, footprint, alone } = plan;
  const at = { sweepId, observedAt: new Date(observedAt).toISOString(), settledAt: scene.now().toISOString() };
  const grounds = {
    reason,
    footprint,
    bound,
    analyses,
    price: ANALYSIS_DOLLARS,
    ...(alone !== undefined && { alone }),
  };
  const check = conclude(one.path, plan, evidence, at, deployment, grounds);
  const { state, signals, check: kept } = decide(one.state, one.path, doubted(one.path, check, one.state));
  one.state = { ...state, outbox: [] };
  one.carried = undefined;
  ledger.ended += state.outbox.filter(({ kind }) => kind === 'day').length;
  ledger.alerts += signals.length;
  ledger.recoveries += signals.filter(({ kind }) => kind === 'recovered').length;
  if (signals.length > 0) ledger.telling.add(sweepId);
  if (signals.some(({ kind }) => kind !== 'recovered')) ledger.breaking.add(sweepId);
  if (kept.verdict === 'unknown') ledger.unknown += 1;
  scene.witness.told(one.path, one.state, scene.agenda.now());
};
