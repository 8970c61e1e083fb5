import type { Standing } from '../domain/check.ts';
import type { Incident } from '../domain/incident.ts';
import type { Path } from '../domain/path.ts';
import type { Pending, State } from '../domain/state.ts';
import type { Look } from '../domain/sweep.ts';
import type { Finding, Verdict } from '../domain/verdict.ts';
import { FORWARDER } from '../monitor/gather.ts';
import type { Unreadable } from '../monitor/ports.ts';
import { alertsOf, incidentsByPath, type Keeping, type PathAlerts } from './path-alerts.ts';

/** What must be known of a declared path: which looks are over it, and what may silence it. */
type Known = Pick<Path, 'id' | 'every' | 'tags'>;

/** What else is known of all paths: the newest look of each kind, and what becomes of their alerts. */
export interface Surroundings extends Keeping {
  readonly looks: readonly Look[];
  readonly incidents: readonly Incident[];
  /** States that cannot be read: their paths are unknown. */
  readonly unreadable: readonly Unreadable[];
}

/** Checks in a row that brought no verdict, the newest one included. */
export interface Blind {
  readonly checks: number;
  /** ISO time of the first of them. */
  readonly since: string;
  /** Whether an alert said so. */
  readonly reported: boolean;
  readonly findings: readonly Finding[];
}

/** How a path is, as `status` tells it. Verdict, standing, since, until and findings are of the last settled verdict. */
export interface PathStatus extends PathAlerts {
  readonly pathId: string;
  /** False for a state that is kept of a path that the configuration no longer declares. */
  readonly declared: boolean;
  readonly verdict: Verdict;
  readonly standing: Standing;
  /** ISO times; null where there is no settled verdict. A look that carries it moves `until` alone. */
  readonly since: string | null;
  readonly until: string | null;
  /** ISO time of the newest look, free ones included; null where nobody has looked yet. */
  readonly observedAt: string | null;
  /** Whether the network model answered alone when it was last looked at anew, confirmed by no analyzer of AWS. */
  readonly modelOnly: boolean;
  readonly findings: readonly Finding[];
  readonly blind: Blind | null;
  /** The analyses that are under way, and what the network model says meanwhile. */
  readonly pending: Pick<Pending, 'since' | 'reason' | 'model'> | null;
  /** How often AWS and the network model did not say the same. */
  readonly disagreements: number;
  /** Ids of signals that no incident has taken yet. */
  readonly pendingAlerts: readonly string[];
  /** Why its state cannot be read; null where it can. */
  readonly unreadable: string | null;
}

const neverLooked = (pathId: string): PathStatus => ({
  pathId,
  declared: true,
  verdict: 'unknown',
  standing: 'undetermined',
  since: null,
  until: null,
  observedAt: null,
  modelOnly: false,
  findings: [],
  incidentId: null,
  acknowledged: null,
  silenced: null,
  blind: null,
  pending: null,
  disagreements: 0,
  pendingAlerts: [],
  unreadable: null,
});

const underWay = ({ since, reason, model }: Pending): PathStatus['pending'] => ({ since, reason, model });

/** Kinds of look that are over all paths. */
const overAll: readonly string[] = ['change', 'hand'];

/** Whether a look has carried the verdict of a path; where its declaration is not at hand, any schedule may be its own. */
const hasCarried = ({ kind, except }: Look, { pathId }: State, path: Known | undefined): boolean =>
  kind !== FORWARDER &&
  (path === undefined || path.every === kind || overAll.includes(kind)) &&
  !except.includes(pathId);

const newest = (times: readonly (string | undefined)[]): string | null =>
  times
    .filter((at) => at !== undefined)
    .sort()
    .at(-1) ?? null;

const statusOf = (state: State, declared: boolean, carriedAt: readonly string[]): PathStatus => ({
  ...neverLooked(state.pathId),
  declared,
  ...(state.settled !== undefined && {
    verdict: state.settled.verdict,
    standing: state.settled.standing,
    since: state.settled.since,
    until: newest([state.settled.until, ...carriedAt]),
    findings: state.settled.findings,
  }),
  observedAt: newest([state.observedAt, ...carriedAt]),
  modelOnly: state.last?.modelOnly === true,
  incidentId: state.incidentId ?? null,
  blind: state.blind ?? null,
  pending: state.pending === undefined ? null : underWay(state.pending),
  disagreements: state.disagreements?.count ?? 0,
  pendingAlerts: state.outbox.flatMap((entry) => (entry.kind === 'signal' ? [entry.signal.id] : [])),
});

/**
 * How a path stands when the newest look counts: as expected is only what that look found so. What was not as expected
 * stays so until a verdict says otherwise.
 */
export const standingNow = ({ standing, blind }: PathStatus): Standing =>
  standing === 'expected' && blind !== null ? 'undetermined' : standing;

const ranks: Readonly<Record<Standing, number>> = { unexpected: 0, undetermined: 1, expected: 2 };

const rank = (status: PathStatus): number => (status.declared ? ranks[standingNow(status)] : 3);

/**
 * All states, and the declared paths that have none yet, worst first, undeclared ones last. Without a list of the declared
 * paths every state counts as declared, and no path's tags are known.
 */
export const statuses = (
  states: readonly State[],
  declared: readonly Known[] | undefined,
  surroundings: Surroundings,
): readonly PathStatus[] => {
  const { looks, incidents } = surroundings;
  const damaged = new Map(surroundings.unreadable.map(({ item, pathId = item, reason }) => [pathId, reason] as const));
  const known = new Set([...states.map((state) => state.pathId), ...damaged.keys()]);
  const paths = new Map(declared?.map((path) => [path.id, path]));
  const holding = incidentsByPath(incidents);
  const fromState = (state: State): PathStatus => {
    const path = paths.get(state.pathId);
    const isDeclared = declared === undefined || path !== undefined;
    const carrying = isDeclared ? looks.filter((look) => hasCarried(look, state, path)) : [];
    return statusOf(
      state,
      isDeclared,
      carrying.map(({ at }) => at),
    );
  };
  const withAlerts = (status: PathStatus): PathStatus => {
    const { pathId, incidentId } = status;
    const tags = paths.get(pathId)?.tags ?? {};
    return { ...status, ...alertsOf({ pathId, tags, incidentId }, holding.get(pathId), surroundings) };
  };
  return [
    ...states.map(fromState),
    ...[...damaged].map(([pathId, reason]) => ({
      ...neverLooked(pathId),
      declared: declared === undefined || paths.has(pathId),
      unreadable: reason,
    })),
    ...(declared ?? []).filter(({ id }) => !known.has(id)).map(({ id }) => neverLooked(id)),
  ]
    .map(withAlerts)
    .sort((one, other) => rank(one) - rank(other) || (one.pathId < other.pathId ? -1 : 1));
};
