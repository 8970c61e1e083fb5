import { type FixText, fixTexts } from '../lambda/asking/fix-text.ts';
import { secondsBetween } from '../lambda/asking/time.ts';
import type { Cause } from '../lambda/domain/change.ts';
import type { Check } from '../lambda/domain/check.ts';
import type { Incident } from '../lambda/domain/incident.ts';
import type { LeftOut } from '../lambda/domain/left-out.ts';
import type { State } from '../lambda/domain/state.ts';
import type { Left, PathOutcome, SweepRecord } from '../lambda/domain/sweep.ts';
import type { Finding } from '../lambda/domain/verdict.ts';
import { inLanes } from '../lambda/monitor/lanes.ts';
import type { Monitor, Swept } from './monitor.ts';
import type { ToldSignal } from './told-signal.ts';
import { incidentReader, type ReadIncidents, toldSignals } from './told-signals.ts';

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
  /** Analyzers of AWS that would have been asked, and were left out by hand. */
  readonly leftOut: readonly LeftOut[];
  readonly findings: readonly Finding[];
  readonly open: readonly string[];
  /** Dollars. */
  readonly cost: number;
  /** The alerts that it raised, and what became of each. */
  readonly alerts: readonly ToldSignal[];
  /** What turned the verdict, where it is not as expected; null where that is not known. */
  readonly cause: Cause | null;
  /** The commands that would put it right; none where it is as expected. */
  readonly fixes: readonly FixText[];
  readonly checkId: string | null;
  readonly console: string | null;
  /** How long its check took; 0 where none was made. */
  readonly seconds: number;
  /** What went wrong on the way. */
  readonly trouble: string | null;
}

const checkIn = async (store: Monitor['store'], pathId: string, record: SweepRecord): Promise<Check | undefined> => {
  const { items } = await store.checks(pathId, { since: record.startedAt, limit: 10 });
  return items.find((check) => check.sweepId === record.id);
};

/** What is behind a path that is not as expected, and what would put it right. */
const remedyFor = (
  { standing, verdict }: Pick<PathOutcome, 'standing' | 'verdict'>,
  findings: readonly Finding[],
  state: State | undefined,
): Pick<CheckedPath, 'cause' | 'fixes'> => {
  const cause = standing === 'unexpected' ? state?.broken?.cause : undefined;
  return { cause: cause ?? null, fixes: fixTexts({ standing, verdict, findings, ...(cause && { cause }) }) };
};

const checkedPath = async (
  store: Monitor['store'],
  { pathId, verdict, standing, how, analyses, trouble }: PathOutcome,
  record: SweepRecord,
  open: readonly Incident[],
  read: ReadIncidents,
): Promise<CheckedPath> => {
  const [check, state] = await Promise.all([checkIn(store, pathId, record), store.state(pathId)]);
  const raised = state?.recent.find((recent) => recent.id === check?.id)?.alerts ?? [];
  const findings = check?.findings ?? [];
  return {
    pathId,
    verdict,
    standing,
    how,
    boughtAt: state?.last?.at ?? null,
    since: state?.settled?.since ?? null,
    modelOnly: state?.last?.modelOnly === true,
    leftOut: check?.leftOut ?? [],
    findings,
    open: check?.open ?? [],
    analyses,
    cost: check?.cost ?? 0,
    alerts: state === undefined ? [] : await toldSignals(raised, state, open, read),
    ...remedyFor({ standing, verdict }, findings, state),
    checkId: check?.id ?? null,
    console: check?.console ?? null,
    seconds: check === undefined ? 0 : secondsBetween(check.observedAt, check.settledAt),
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
  const verdict = settled?.verdict ?? 'unknown';
  const standing = isCarried ? (settled?.standing ?? 'undetermined') : 'undetermined';
  return {
    pathId,
    verdict,
    standing,
    how,
    boughtAt: state.last?.at ?? null,
    since: settled?.since ?? null,
    modelOnly: state.last?.modelOnly === true,
    leftOut: [],
    findings: isCarried ? (settled?.findings ?? []) : (state.blind?.findings ?? settled?.findings ?? []),
    open: settled?.open ?? [],
    analyses: 0,
    cost: 0,
    alerts: [],
    ...remedyFor({ standing, verdict }, settled?.findings ?? [], state),
    checkId: settled?.checkId ?? null,
    console: settled?.console ?? null,
    seconds: 0,
    trouble: null,
  };
};

/**
 * Everything that a sweep found out: first what it looked at anew, in the order of its outcomes, then the others of `ids`,
 * whose verdicts it carried. `before` are the incidents that were open before it: those that it ended are told of too.
 */
export const checkedPaths = async (
  store: Monitor['store'],
  { whole, parts }: Swept,
  ids: readonly string[],
  before: readonly Incident[],
): Promise<readonly CheckedPath[]> => {
  const outcomes = [whole, ...parts].flatMap((record) => record.outcomes.map((outcome) => ({ outcome, record })));
  const open = [...before, ...(await store.openIncidents())];
  const read = incidentReader(store);
  const checked = await inLanes(outcomes, ({ outcome, record }) => checkedPath(store, outcome, record, open, read));
  const told = new Set(checked.map(({ pathId }) => pathId));
  const rest = ids.filter((id) => !told.has(id));
  const carried = await inLanes(rest, (id) => leftPath(store, id, whole));
  return [...checked, ...carried.filter((path) => path !== undefined)];
};
