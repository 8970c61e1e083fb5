import type { FaultInfo } from '../domain/fault.ts';
import type { Path } from '../domain/path.ts';
import type { Brief } from '../domain/state.ts';
import type { Trigger } from '../domain/sweep.ts';
import { type Choice, choose, type Found } from './choose.ts';
import { type Consulted, consult } from './consult.ts';
import type { Registrations } from './cross.ts';
import { foundOf } from './footprint.ts';
import { type PlannedPath, planPath } from './plan.ts';
import type { Deployment } from './ports.ts';
import type { World } from './world.ts';

/** One path as this look finds it, and what is to be done about it. */
export interface Surveyed {
  readonly path: Path;
  /** With every question that could be asked. */
  readonly plan: PlannedPath;
  readonly consulted: Consulted;
  readonly found: Found;
  readonly brief: Brief | undefined;
  readonly choice: Choice;
}

export interface Surveying {
  readonly world: World;
  readonly registrations: Registrations | FaultInfo;
  readonly briefs: ReadonlyMap<string, Brief>;
  readonly trigger: Trigger;
  readonly now: Date;
  readonly deployment: Deployment;
}

/** Resolves, plans, asks the network model, and compares with what is known. Pure; half a millisecond of processor a path. */
export const survey = (path: Path, surveying: Surveying): Surveyed => {
  const { world, registrations, briefs, trigger, now, deployment } = surveying;
  const plan = planPath(path, world.inventory, new Map(), registrations, deployment);
  const consulted = consult(plan, world);
  const found = foundOf(consulted);
  const brief = briefs.get(path.id);
  return { path, plan, consulted, found, brief, choice: choose(path, brief, found, trigger, now) };
};
