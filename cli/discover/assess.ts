import type { Path } from '../../lambda/domain/path.ts';
import { appraise } from '../../lambda/monitor/appraise.ts';
import { pairsOf } from '../../lambda/monitor/plan.ts';
import type { World } from '../../lambda/monitor/world.ts';
import type { Now } from './candidate.ts';

/** What the network model says of a path now. Free. */
export const assess = (path: Path, world: World): Now => {
  const { verdict, findings } = appraise(path, world);
  const told = findings.find(({ says }) => says === verdict) ?? findings[0];
  const pairs = pairsOf(path, world.inventory).pairs.length;
  return {
    verdict,
    reason: verdict === 'reachable' ? null : (told?.message ?? null),
    pairs,
    lookedAt: Math.min(pairs, path.maxPairs),
  };
};
