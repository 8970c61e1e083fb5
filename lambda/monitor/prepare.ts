import { Fault, type FaultInfo, faultOf, isTransient } from '../domain/fault.ts';
import { leftOutBy, leftOutText } from '../domain/left-out.ts';
import type { Configuration, Path } from '../domain/path.ts';
import type { Part, SweepRequest } from '../domain/sweep.ts';
import { limitsOf, monthOf } from '../spend/limits.ts';
import { nearBounds } from '../spend/near.ts';
import { LAST_RANK, rankOf } from '../spend/rank.ts';
import { actsOf, servedRank } from './act.ts';
import type { Registrations } from './cross.ts';
import { duePaths, portionsOf } from './due.ts';
import { factsOf } from './footprint.ts';
import { gaugeDown, measureAll } from './gauge-paths.ts';
import { inLanes } from './lanes.ts';
import { needsRegistrations, obsoletePaths, oldestByKey, type PlannedPath, planPath } from './plan.ts';
import { type Acting, isActing, isFault, plannedOf } from './planned.ts';
import type { InsightsPath, Services } from './ports.ts';
import { leftOf, NAMED_BOUNDS, named, notesOf, type Prepared } from './prepared.ts';
import { reporting } from './report.ts';
import { type Surveyed, type Surveying, survey } from './survey.ts';
import { throwTransient } from './transient.ts';
import { worldOf } from './world.ts';

/** So many paths, and so many paid questions, one execution takes on: within 3,000 operations and 256 KB a checkpoint. */
const PATHS = 60;
const QUESTIONS = 100;
/** How many obsolete insights paths one sweep removes; the next goes on with the rest. */
const REMOVED = 200;
const orFault = async <Value>(call: Promise<Value>, operation: string, isLast: boolean): Promise<Value | FaultInfo> => {
  try {
    return await call;
  } catch (error) {
    const fault = faultOf(error, operation);
    throwTransient(error, fault, isLast);
    return fault;
  }
};

/** Of every declared path, due or not: what none of them asks is obsolete. */
const plansOf = (
  { paths }: Configuration,
  surveyed: readonly Surveyed[],
  { world, registrations, deployment }: Surveying,
): readonly PlannedPath[] => {
  const known = new Map(surveyed.map(({ path, plan }) => [path.id, plan]));
  return paths.map(
    (path) => known.get(path.id) ?? planPath(path, world.inventory, new Map(), registrations, deployment),
  );
};

/** The facts of every path that is looked at anew: they are too large for the plan, and the next change is told by them. */
const keepFacts = async ({ store, log }: Services, acting: readonly Acting[], isLast: boolean): Promise<void> => {
  const seen = acting.filter(({ act }) => act.kind !== 'blind');
  const keep = async ({ path, found, consulted }: Acting): Promise<void> => {
    try {
      await store.putFootprint(path.id, found.footprint, factsOf(consulted));
    } catch (error) {
      const fault = faultOf(error, 'PutItem');
      throwTransient(error, fault, isLast);
      log.error('the facts of a path could not be kept: its next change is told without them', {
        path: path.id,
        fault,
      });
    }
  };
  await inLanes(seen, keep);
};

/** The paths of a portion. */
const takenBy = ({ index, paths }: Part, due: readonly Path[]): readonly Path[] => {
  if (paths === undefined) return portionsOf(due)[index] ?? [];
  const ids = new Set(paths);
  return due.filter(({ id }) => ids.has(id));
};

/** In which portions paths are looked at anew, each by its place among those that are due: the most urgent purchases first. */
const placesOf = (acting: readonly Acting[], due: readonly Path[]): readonly (readonly number[])[] => {
  const places = new Map(due.map(({ id }, place) => [id, place]));
  const rank = ({ act, path }: Acting): number => ('reason' in act ? rankOf(act.reason, path.severity) : LAST_RANK);
  const inOrder = acting.toSorted((one, other) => rank(one) - rank(other));
  return portionsOf(inOrder.map(({ path }) => path)).map((portion) => portion.map(({ id }) => places.get(id) ?? 0));
};

const isMany = (plans: readonly PlannedPath[]): boolean =>
  plans.length > PATHS || plans.reduce((sum, { questions }) => sum + questions.length, 0) > QUESTIONS;

/**
 * Snapshot, resolve, ask the network model, plan: for all due paths at once, from one snapshot and one query of what is
 * known of them. All calls are free, and their number does not depend on the number of paths, but where something is to
 * be bought: then the insights paths are listed, a hundred a call.
 * Transient faults are thrown until `isLast`; then what could not be read is unknown to the paths that need it.
 */
export const prepare = async (
  services: Services,
  configuration: Configuration,
  request: SweepRequest,
  startedAt: string,
  isLast = true,
): Promise<Prepared> => {
  const { store, deployment } = services;
  const { part, trigger } = request;
  const { paths: due, undeclared } = duePaths(configuration, trigger);
  const taken = part === undefined ? due : takenBy(part, due);
  const [snapshot, known, spent] = await Promise.all([
    services.network.snapshot(),
    store.briefs(),
    store.spent(monthOf(startedAt)),
  ]);
  const unreadable = Object.values(snapshot.unreadable);
  for (const fault of unreadable) throwTransient(new Fault(fault), fault, isLast);
  const world = worldOf(snapshot);
  const registrations: Registrations | FaultInfo = needsRegistrations(taken, world.inventory)
    ? await orFault(services.routes.registrations(), 'DescribeGlobalNetworks', isLast)
    : [];
  const briefs = new Map(known.map((brief) => [brief.pathId, brief]));
  const surveying = { world, registrations, briefs, trigger, now: services.now(), deployment };
  const surveyed = taken.map((path) => survey(path, surveying));

  const used = { all: spent.analyses, paths: spent.byPath, tags: spent.byTag };
  const leftOut = leftOutBy(trigger);
  const purse = {
    limits: limitsOf(configuration.budget),
    used,
    rank: part?.rank ?? LAST_RANK,
    ...(leftOut.includes('reachability-analyzer') && { leftOut: leftOutText(['reachability-analyzer']) }),
  };
  const near = nearBounds(purse.limits, used);
  const passing = [...unreadable, ...(isFault(registrations) ? [registrations] : [])];
  const shaken = passing.find(({ kind }) => isTransient(kind));
  const acts = actsOf(surveyed, purse, shaken);
  const all = surveyed.map((one, place) => ({ ...one, act: acts[place] ?? { kind: 'rest' as const } }));
  const acting = all.filter(isActing);

  const isBuying = acting.some(({ act, consulted }) => act.kind === 'buy' && consulted.plan.questions.length > 0);
  const owned: readonly InsightsPath[] | FaultInfo = isBuying
    ? await orFault(services.reachability.owned(), 'DescribeNetworkInsightsPaths', isLast)
    : [];
  const asked = isFault(owned) ? [] : owned;
  const insightsPaths = oldestByKey(asked);
  const isWhole = part === undefined;
  const obsolete =
    isWhole && isBuying ? obsoletePaths(asked, plansOf(configuration, surveyed, surveying), surveying.now) : [];
  const isCut = isWhole && isMany(acting.map(({ consulted }) => consulted.plan));
  const reported = isCut ? [] : reporting(acting.map(({ consulted }) => consulted));
  const planned = acting.flatMap((one, place) => {
    const plan = reported[place];
    return plan === undefined ? [] : [plannedOf(one, plan, owned, insightsPaths, leftOut)];
  });
  if (!isCut) await keepFacts(services, acting, isLast);
  const ids = new Set(acting.map(({ path }) => path.id));
  if (isWhole) measureAll(services.meter, gaugeDown(configuration.paths, briefs));
  return {
    due: taken.length,
    lookedAt: snapshot.takenAt,
    paths: planned,
    acting: named([...ids]),
    crosses: surveyed.some(({ plan }) => plan.routes.length > 0),
    left: isWhole ? leftOf(all) : { carried: { expected: 0, unexpected: 0, undetermined: 0 }, resting: [], busy: [] },
    portions: isCut ? placesOf(acting, due) : [],
    rank: servedRank(surveyed, acts, purse.rank),
    obsolete: obsolete.slice(0, REMOVED).map((insightsPath) => insightsPath.id),
    spent: { month: spent.month, analyses: spent.analyses },
    near: { bounds: near.slice(0, NAMED_BOUNDS), count: near.length },
    searching: configuration.paths.some(({ id }) => briefs.get(id)?.searchFrom !== undefined),
    notes: notesOf(
      acting.map(({ consulted }) => consulted.plan),
      isWhole ? undeclared : [],
      [...unreadable, ...[owned, registrations].filter(isFault)],
      all.filter(({ act }) => act.kind === 'carry' && act.overdue).length,
    ),
  };
};
