import type { Path } from '../../lambda/domain/path.ts';
import type { Found } from '../../lambda/monitor/choose.ts';
import { consult } from '../../lambda/monitor/consult.ts';
import { foundOf } from '../../lambda/monitor/footprint.ts';
import { planPath } from '../../lambda/monitor/plan.ts';
import type { Deployment } from '../../lambda/monitor/ports.ts';
import { type World, worldOf } from '../../lambda/monitor/world.ts';
import type { Documents } from '../../lambda/snapshot/snapshot.ts';
import { owner } from '../large-network/site.ts';
import { remembered } from './remembered.ts';
import { REGION } from './subnets.ts';

export const deployment: Deployment = { name: 'embedded', account: owner, region: REGION };

/** Networks whose worlds and analyzers are kept: those of all cells, and some that are gone. */
export const KEPT = 150;

/** The world of a network. */
export const worldAt = remembered(
  (documents: Documents): World => worldOf({ takenAt: '', documents, unreadable: {} }),
  KEPT,
);

const known = new WeakMap<Documents, ReadonlyMap<string, Found>>();

/**
 * What the network model finds of each path; the same documents give the same again without asking it. No global network is
 * there, so that Route Analyzer has nothing to be asked.
 */
export const foundIn = (documents: Documents, paths: readonly Path[]): ReadonlyMap<string, Found> => {
  const before = known.get(documents);
  if (before !== undefined) return before;
  const world = worldAt(documents);
  const found = new Map(
    paths.map((path) => [path.id, foundOf(consult(planPath(path, world.inventory, new Map(), [], deployment), world))]),
  );
  known.set(documents, found);
  return found;
};
