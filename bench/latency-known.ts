import type { Configuration } from '../lambda/domain/path.ts';
import { conclude } from '../lambda/monitor/conclude.ts';
import { decide } from '../lambda/monitor/decide.ts';
import { factsOf } from '../lambda/monitor/footprint.ts';
import { inLanes } from '../lambda/monitor/lanes.ts';
import type { Services } from '../lambda/monitor/ports.ts';
import { reporting } from '../lambda/monitor/report.ts';
import { survey } from '../lambda/monitor/survey.ts';
import { worldOf } from '../lambda/monitor/world.ts';
import type { Documents } from '../lambda/snapshot/snapshot.ts';
import { ANALYSIS_DOLLARS } from '../lambda/spend/price.ts';
import { evidenceOf } from './month/evidence.ts';

/**
 * Writes the states of all paths as a first sweep would have left them, by the same verbs, without waiting for thousands of
 * analyses. `documents` is the network that the analyzers answer by.
 */
export const makeKnown = async (
  services: Services,
  configuration: Configuration,
  documents: Documents,
): Promise<void> => {
  const world = worldOf(await services.network.snapshot());
  const { deployment, store } = services;
  const now = services.now();
  const at = { sweepId: 'before', observedAt: now.toISOString(), settledAt: now.toISOString() };
  await inLanes(configuration.paths, async (path) => {
    const briefs = new Map();
    const given = { world, registrations: [], briefs, trigger: { by: 'hand' } as const, now, deployment };
    const { consulted, found } = survey(path, given);
    const [plan] = reporting([consulted]);
    if (plan === undefined) throw new Error('a plan was lost');
    const { footprint } = found;
    const grounds = { reason: 'baseline', footprint, bound: true, analyses: 1, price: ANALYSIS_DOLLARS } as const;
    const check = conclude(path, plan, evidenceOf(plan, documents), at, deployment, grounds);
    if (check.verdict !== 'reachable' || check.uncarried !== undefined)
      throw new Error(`${path.id} begins as ${check.verdict}: ${check.uncarried ?? ''}`);
    const { state } = decide(undefined, path, check);
    await store.putState({ ...state, outbox: [] }, 0);
    await store.putFootprint(path.id, found.footprint, factsOf(consulted));
  });
};
