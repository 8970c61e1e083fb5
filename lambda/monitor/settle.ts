import type { Check } from '../domain/check.ts';
import type { Path } from '../domain/path.ts';
import type { PathOutcome } from '../domain/sweep.ts';
import type { Alone } from './alone.ts';
import { boughtIn, type Started } from './analyze.ts';
import { attribute } from './attribute.ts';
import { collect } from './collect.ts';
import { conclude, type Grounds } from './conclude.ts';
import { gaugeCheck, measureAll } from './gauge-paths.ts';
import { ownFinding } from './judged.ts';
import type { Planned } from './planned.ts';
import type { Services } from './ports.ts';
import { record } from './record.ts';
import { standing } from './standing.ts';
import type { Verified } from './verify.ts';

/** What was asked about a path, and whether its footprint was the same afterwards. */
export interface Asked {
  /** That the rounds are of: a second one where the network changed under the first. */
  readonly plan: Planned;
  readonly rounds: readonly Started[];
  readonly verified: Verified;
  /** Analyses that were bought before, and speak of a network that is no more. */
  readonly wasted: number;
}

/** How a path fared; `untaken`: signals of it that no incident has taken yet. */
export type Settling = PathOutcome & { readonly untaken: number; readonly settledAt: string };

/** The bound that was passed at the start itself: another sweep had spent what was left. */
const SPENT: Alone = { bound: 'budget of the month' };

const groundsOf = ({ plan, rounds, verified, wasted }: Asked, price: number): Grounds => {
  const { reason, footprint, leftOut } = plan;
  const alone = plan.alone ?? (rounds[0]?.not?.kind === 'spent' ? SPENT : undefined);
  return {
    reason,
    footprint,
    bound: verified.kind === 'same' && plan.isBlind !== true,
    analyses: wasted + boughtIn(rounds),
    price,
    ...(alone !== undefined && { alone }),
    ...(leftOut !== undefined && { leftOut }),
  };
};

const unseen = ({ plan, verified }: Asked): Planned =>
  verified.kind === 'unseen'
    ? {
        ...plan,
        unresolved: [
          ownFinding('SNAPSHOT_INCOMPLETE', {
            words: { operation: verified.fault.operation, code: verified.fault.code },
          }),
        ],
      }
    : plan;

/**
 * From the analyses of a path to its recorded check: reads how they ended, concludes, finds what turned the verdict where
 * it turned, decides and records. Transient faults are thrown until `isLast`. Safe to run again: the same sweep records
 * the same check once.
 */
export const settle = async (
  services: Services,
  path: Path,
  asked: Asked,
  { sweepId, price }: { readonly sweepId: string; readonly price: number },
  isLast: boolean,
): Promise<Settling> => {
  const { rounds } = asked;
  const plan = unseen(asked);
  const evidence = await collect(services, plan, rounds, isLast);
  const settledAt = services.now().toISOString();
  const at = { sweepId, observedAt: rounds[0]?.at ?? settledAt, settledAt };
  const grounds = groundsOf(asked, price);
  const check: Check = conclude(path, plan, evidence, at, services.deployment, grounds);
  const cause = await attribute(services, path, await services.store.state(path.id), check);
  const recorded = await record(services.store, path, { ...check, ...(cause !== undefined && { cause }) });
  measureAll(services.meter, gaugeCheck(path, recorded, check.cost));
  return {
    pathId: path.id,
    verdict: recorded.check.verdict,
    standing: standing(recorded.check.verdict, path.expect),
    how: grounds.alone === undefined ? 'analysed' : 'modelled',
    analyses: check.analyses,
    alerts: recorded.check.alerts.length,
    untaken: recorded.untaken,
    settledAt,
  };
};
