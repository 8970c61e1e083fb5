import type { Check } from '../../lambda/domain/check.ts';
import type { Evidence } from '../../lambda/domain/evidence.ts';
import type { Path } from '../../lambda/domain/path.ts';
import { conclude } from '../../lambda/monitor/conclude.ts';
import type { PlannedPath } from '../../lambda/monitor/plan.ts';
import { reporting } from '../../lambda/monitor/report.ts';
import { survey } from '../../lambda/monitor/survey.ts';
import { worldOf } from '../../lambda/monitor/world.ts';
import type { Documents } from '../../lambda/snapshot/snapshot.ts';
import { ANALYSIS_DOLLARS } from '../../lambda/spend/price.ts';
import { evidenceOf } from '../month/evidence.ts';
import { deployment } from '../month/known.ts';

/** What a look finds of a path in one network, bought and concluded at any time. */
export type Look = (path: Path, at: string) => Check;

interface Known {
  readonly plan: PlannedPath;
  readonly evidence: Evidence;
  readonly footprint: string;
}

/** Looks over a network by the verbs of the flow; the analyzers are the embedded account's. A path is analysed once. */
export const lookOver = (documents: Documents): Look => {
  const world = worldOf({ takenAt: '', documents, unreadable: {} });
  const known = new Map<string, Known>();
  const analysed = (path: Path): Known => {
    const before = known.get(path.id);
    if (before !== undefined) return before;
    const given = {
      world,
      registrations: [],
      briefs: new Map(),
      trigger: { by: 'hand' } as const,
      now: new Date(0),
      deployment,
    };
    const { consulted, found } = survey(path, given);
    const [plan] = reporting([consulted]);
    if (plan === undefined) throw new Error('a plan was lost');
    const each = { plan, evidence: evidenceOf(plan, documents), footprint: found.footprint };
    known.set(path.id, each);
    return each;
  };
  return (path, at) => {
    const { plan, evidence, footprint } = analysed(path);
    const sweepId = `${at.replace(/[-:]|\.\d+/g, '')}-5eed0000`;
    const grounds = { reason: 'audit', footprint, bound: true, analyses: 1, price: ANALYSIS_DOLLARS } as const;
    return conclude(path, plan, evidence, { sweepId, observedAt: at, settledAt: at }, deployment, grounds);
  };
};
