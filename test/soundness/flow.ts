import type { PurchaseReason } from '../../lambda/domain/budget.ts';
import type { Check } from '../../lambda/domain/check.ts';
import type { Evidence } from '../../lambda/domain/evidence.ts';
import type { Path } from '../../lambda/domain/path.ts';
import { briefOf, type State } from '../../lambda/domain/state.ts';
import type { Trigger } from '../../lambda/domain/sweep.ts';
import { choose } from '../../lambda/monitor/choose.ts';
import { conclude } from '../../lambda/monitor/conclude.ts';
import { decide } from '../../lambda/monitor/decide.ts';
import { doubted } from '../../lambda/monitor/doubt.ts';
import { digestOf, type Facts, factsOf } from '../../lambda/monitor/footprint.ts';
import type { PlannedPath } from '../../lambda/monitor/plan.ts';
import type { Deployment, Registration } from '../../lambda/monitor/ports.ts';
import { reporting } from '../../lambda/monitor/report.ts';
import { type Surveyed, survey } from '../../lambda/monitor/survey.ts';
import { type World, worldOf } from '../../lambda/monitor/world.ts';
import type { Documents } from '../../lambda/snapshot/snapshot.ts';
import type { Analyzer } from './reachability-analyzer.ts';
import { routesOf } from './route-analyzer.ts';

/*
 * The flow of a look without AWS: as sweep.ts, prepare.ts, verify.ts, settle.ts and record.ts play it, from the same pure
 * parts.
 */

const deployment: Deployment = { name: 'pathwatch', account: '111111111111', region: 'eu-west-1' };

/** Every state of the network is one snapshot, however many paths look at it. */
const worlds = new WeakMap<Documents, World>();

export const worldIn = (documents: Documents): World => {
  const world = worlds.get(documents) ?? worldOf({ takenAt: '', documents, unreadable: {} });
  worlds.set(documents, world);
  return world;
};

/** What the flow is played with; seeded defects take a part of it away. */
export interface Parts {
  readonly analyzer: Analyzer;
  readonly registrations: readonly Registration[];
  readonly digest: (facts: Facts) => string;
  /** What a check becomes before it is recorded. */
  readonly made: (check: Check) => Check;
  /** The footprint that a verdict is bound to, by those before and after its analyses; undefined: to none. */
  readonly bind: (before: string, after: string) => string | undefined;
}

export const sound: Omit<Parts, 'analyzer' | 'registrations'> = {
  digest: digestOf,
  made: (check) => check,
  bind: (before, after) => (before === after ? before : undefined),
};

const bySchedule: Trigger = { by: 'schedule', every: 'rate(5 minutes)' };

/** One path as a look at this state of the network finds it. */
export const lookAt = (
  path: Path,
  state: State | undefined,
  documents: Documents,
  now: Date,
  parts: Parts,
): Surveyed => {
  const surveyed = survey(path, {
    world: worldIn(documents),
    registrations: parts.registrations,
    briefs: new Map(state === undefined ? [] : [[path.id, briefOf(state)]]),
    trigger: bySchedule,
    now,
    deployment,
  });
  if (parts.digest === digestOf) return surveyed;
  const { brief } = surveyed;
  const found = { ...surveyed.found, footprint: parts.digest(factsOf(surveyed.consulted)) };
  return { ...surveyed, found, choice: choose(path, brief, found, bySchedule, now) };
};

const evidenceOf = (plan: PlannedPath, documents: Documents, { analyzer }: Parts): Evidence => [
  ...plan.questions.map(
    ({ pair, question }) =>
      ({ analyzer: 'reachability-analyzer', pair, question, run: analyzer(documents, question) }) as const,
  ),
  ...plan.routes.map((route) =>
    'notApplicable' in route
      ? ({ analyzer: 'route-analyzer', pair: route.pair, notApplicable: route.notApplicable } as const)
      : ({
          analyzer: 'route-analyzer',
          pair: route.pair,
          question: route.question,
          run: routesOf(documents, route.question),
        } as const),
  ),
  ...plan.questions.flatMap(({ pair, question, model }) =>
    model === undefined ? [] : [{ analyzer: 'network-model', pair, question, run: model } as const],
  ),
];

/** The states of the network that a purchase meets: when it is planned, while it is analysed, and afterwards. */
export interface Meanwhile {
  readonly before: Documents;
  readonly during: Documents;
  readonly after: Documents;
}

/** Buys what a look asks for, and makes the check of it. */
export const buy = (
  { path, consulted, found }: Surveyed,
  { before, during, after }: Meanwhile,
  state: State | undefined,
  now: Date,
  reason: PurchaseReason,
  parts: Parts,
): Check => {
  const [plan] = reporting([consulted]);
  if (plan === undefined) throw new Error('a plan was lost');
  const { footprint } = found;
  const bound = parts.bind(
    footprint,
    before === after ? footprint : lookAt(path, state, after, now, parts).found.footprint,
  );
  const at = now.toISOString();
  const check = conclude(
    path,
    plan,
    evidenceOf(plan, during, parts),
    { sweepId: at, observedAt: at, settledAt: at },
    deployment,
    { reason, footprint: bound ?? footprint, bound: bound !== undefined, analyses: plan.questions.length, price: 0.1 },
  );
  return parts.made(doubted(path, check, state));
};

/** The verdict that would be bought now, of this state of the network: nobody changes it meanwhile. */
export const fresh = (surveyed: Surveyed, documents: Documents, state: State, now: Date, parts: Parts): Check =>
  buy(surveyed, { before: documents, during: documents, after: documents }, state, now, 'audit', parts);

/** Records a check; its outbox is emptied, as if all of it were told. */
export const record = (state: State | undefined, path: Path, check: Check) => {
  const decision = decide(state, path, check);
  return { ...decision, state: { ...decision.state, outbox: [] } };
};
