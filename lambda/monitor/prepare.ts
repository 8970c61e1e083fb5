import { Fault, type FaultInfo, faultOf } from '../domain/fault.ts';
import type { Configuration, Path } from '../domain/path.ts';
import type { SweepRequest } from '../domain/sweep.ts';
import { type Inventory, inventoryOf } from '../snapshot/inventory.ts';
import { consult } from './consult.ts';
import type { Registrations } from './cross.ts';
import { portionOf } from './due.ts';
import { ownFinding } from './judged.ts';
import { needsRegistrations, obsoletePaths, oldestByKey, type PlannedPath, planPath } from './plan.ts';
import type { InsightsPath, Services } from './ports.ts';
import { throwTransient } from './transient.ts';

/** What one execution will do: checkpointed once, so that every replay sees the same list. */
export interface Prepared {
  readonly due: number;
  readonly portions: number;
  readonly paths: readonly PlannedPath[];
  /** Ids of insights paths to remove. */
  readonly obsolete: readonly string[];
  readonly notes: readonly string[];
}

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

const isFault = (value: object): value is FaultInfo => 'operation' in value && 'code' in value;

const blocked = (path: Path, fault: FaultInfo): PlannedPath => ({
  pathId: path.id,
  questions: [],
  routes: [],
  unresolved: [ownFinding('INSIGHTS_PATHS_UNREADABLE', { words: { operation: fault.operation, code: fault.code } })],
  pairs: { count: 0, left: 0 },
});

const planPaths = (
  paths: readonly Path[],
  inventory: Inventory,
  owned: readonly InsightsPath[] | FaultInfo,
  registrations: Registrations | FaultInfo,
  services: Services,
): readonly PlannedPath[] => {
  if (isFault(owned)) return paths.map((path) => blocked(path, owned));
  const known = oldestByKey(owned);
  return paths.map((path) => planPath(path, inventory, known, registrations, services.deployment));
};

const notesOf = (
  planned: readonly PlannedPath[],
  undeclared: readonly string[],
  faults: readonly FaultInfo[],
): readonly string[] => [
  ...undeclared.map((id) => `no path ${id} is declared`),
  // One refusal may leave several parts unread.
  ...new Set(faults.map((fault) => `${fault.operation} answered ${fault.code}: ${fault.message}`)),
  ...new Set(
    planned.flatMap((plan) =>
      plan.routes.flatMap((route) => ('notApplicable' in route ? [`Route Analyzer: ${route.notApplicable}`] : [])),
    ),
  ),
];

/**
 * Snapshot, resolve, plan and ask the network model, for all paths of this execution at once: one snapshot, one listing of
 * the insights paths, and Route Analyzer's registrations where a transit gateway lies between the ends of any path. All
 * calls are free.
 * Transient faults are thrown until `isLast`; then what could not be read is unknown to the paths that need it.
 */
export const prepare = async (
  services: Services,
  configuration: Configuration,
  request: SweepRequest,
  isLast = true,
): Promise<Prepared> => {
  const portion = portionOf(configuration, request);
  const [snapshot, owned] = await Promise.all([
    services.network.snapshot(),
    orFault(services.reachability.owned(), 'DescribeNetworkInsightsPaths', isLast),
  ]);
  const unreadable = Object.values(snapshot.unreadable);
  for (const fault of unreadable) throwTransient(new Fault(fault), fault, isLast);
  const inventory = inventoryOf(snapshot);
  const isWhole = request.part === undefined;
  const looked = isWhole ? configuration.paths : portion.paths;
  const registrations: Registrations | FaultInfo = needsRegistrations(portion.paths, inventory)
    ? await orFault(services.routes.registrations(), 'DescribeGlobalNetworks', isLast)
    : [];
  const planned = planPaths(looked, inventory, owned, registrations, services);
  const taken = new Set(portion.paths.map((path) => path.id));
  const paths = consult(
    planned.filter((plan) => taken.has(plan.pathId)),
    snapshot,
  );
  const obsolete = isWhole && !isFault(owned) ? obsoletePaths(owned, planned) : [];
  return {
    due: portion.due,
    portions: portion.portions,
    paths,
    obsolete: obsolete.slice(0, REMOVED).map((insightsPath) => insightsPath.id),
    notes: notesOf(paths, portion.undeclared, [...unreadable, ...[owned, registrations].filter(isFault)]),
  };
};
