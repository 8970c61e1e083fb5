import type { Check } from '../lambda/domain/check.ts';
import type { Incident } from '../lambda/domain/incident.ts';
import type { Left, PathOutcome, SweepRecord } from '../lambda/domain/sweep.ts';
import type { Finding } from '../lambda/domain/verdict.ts';
import { inLanes } from '../lambda/monitor/lanes.ts';
import type { Monitor, Swept } from './monitor.ts';

/** How one path fared in a sweep, as `check` tells it. */
export interface CheckedPath extends Pick<PathOutcome, 'pathId' | 'verdict' | 'standing' | 'analyses'> {
  /**
   * `carried`: looked at for free, and resting on the same facts as when its verdict was bought; the others as in
   * `PathOutcome`.
   */
  readonly how: PathOutcome['how'];
  /** ISO time at which the verdict was bought; null where it was not, or of another look. */
  readonly boughtAt: string | null;
  /** ISO time since when the path's settled verdict is what it is; null where there is none. */
  readonly since: string | null;
  /** Whether the network model answered alone when the verdict was last found, confirmed by no analyzer of AWS. */
  readonly modelOnly: boolean;
  readonly findings: readonly Finding[];
  readonly open: readonly string[];
  /** Dollars. */
  readonly cost: number;
  /** The alerts that it raised; one that is not published waits for the next sweep. */
  readonly alerts: readonly { readonly id: string; readonly published: boolean }[];
  readonly checkId: string | null;
  readonly console: string | null;
  /** What went wrong on the way. */
  readonly trouble: string | null;
}

const checkIn = async (store: Monitor['store'], pathId: string, record: SweepRecord): Promise<Check | undefined> => {
  const { items } = await store.checks(pathId, { since: record.startedAt, limit: 10 });
  return items.find((check) => check.sweepId === record.id);
};

const checkedPath = async (
  store: Monitor['store'],
  { pathId, verdict, standing, how, analyses, trouble }: PathOutcome,
  record: SweepRecord,
  open: readonly Incident[],
): Promise<CheckedPath> => {
  const [check, state] = await Promise.all([checkIn(store, pathId, record), store.state(pathId)]);
  const untaken = new Set(state?.outbox.flatMap((entry) => (entry.kind === 'signal' ? [entry.signal.id] : [])));
  const isWaiting = open.some(({ paths, outbox }) => outbox.length > 0 && paths.some((path) => path.pathId === pathId));
  const raised = state?.recent.find((recent) => recent.id === check?.id)?.alerts ?? [];
  return {
    pathId,
    verdict,
    standing,
    how,
    boughtAt: state?.last?.at ?? null,
    since: state?.settled?.since ?? null,
    modelOnly: state?.last?.modelOnly === true,
    findings: check?.findings ?? [],
    open: check?.open ?? [],
    analyses,
    cost: check?.cost ?? 0,
    alerts: raised.map((id) => ({ id, published: !untaken.has(id) && !isWaiting })),
    checkId: check?.id ?? null,
    console: check?.console ?? null,
    trouble: trouble ?? null,
  };
};

/** A path of which nothing was recorded in the sweep: its verdict was carried, or rests. */
const leftPath = async (
  store: Monitor['store'],
  pathId: string,
  { left }: { readonly left: Left },
): Promise<CheckedPath | undefined> => {
  const state = await store.state(pathId);
  if (state === undefined) return undefined;
  const how = left.resting.includes(pathId) ? 'resting' : left.busy.includes(pathId) ? 'busy' : 'carried';
  const isCarried = how === 'carried';
  const { settled } = state;
  return {
    pathId,
    verdict: settled?.verdict ?? 'unknown',
    standing: isCarried ? (settled?.standing ?? 'undetermined') : 'undetermined',
    how,
    boughtAt: state.last?.at ?? null,
    since: settled?.since ?? null,
    modelOnly: state.last?.modelOnly === true,
    findings: isCarried ? (settled?.findings ?? []) : (state.blind?.findings ?? settled?.findings ?? []),
    open: settled?.open ?? [],
    analyses: 0,
    cost: 0,
    alerts: [],
    checkId: settled?.checkId ?? null,
    console: settled?.console ?? null,
    trouble: null,
  };
};

/**
 * Everything that a sweep found out: first what it looked at anew, in the order of its outcomes, then the others of `ids`,
 * whose verdicts it carried.
 */
export const checkedPaths = async (
  store: Monitor['store'],
  { whole, parts }: Swept,
  ids: readonly string[],
): Promise<readonly CheckedPath[]> => {
  const outcomes = [whole, ...parts].flatMap((record) => record.outcomes.map((outcome) => ({ outcome, record })));
  const open = await store.openIncidents();
  const checked = await inLanes(outcomes, ({ outcome, record }) => checkedPath(store, outcome, record, open));
  const told = new Set(checked.map(({ pathId }) => pathId));
  const rest = ids.filter((id) => !told.has(id));
  const carried = await inLanes(rest, (id) => leftPath(store, id, whole));
  return [...checked, ...carried.filter((path) => path !== undefined)];
};
