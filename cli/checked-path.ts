import type { Check } from '../lambda/domain/check.ts';
import type { PathOutcome, SweepRecord } from '../lambda/domain/sweep.ts';
import type { Finding } from '../lambda/domain/verdict.ts';
import type { Monitor, Swept } from './monitor.ts';

/** How one path fared in a sweep, as `check` tells it. */
export interface CheckedPath extends Pick<PathOutcome, 'pathId' | 'verdict' | 'standing' | 'analyses'> {
  /** ISO time since when the path's settled verdict is what it is; null where there is none. */
  readonly since: string | null;
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

/** How many paths are read at the same time. */
const lanes = 8;

const checkIn = async (store: Monitor['store'], pathId: string, record: SweepRecord): Promise<Check | undefined> => {
  const { items } = await store.checks(pathId, { since: record.startedAt, limit: 10 });
  return items.find((check) => check.sweepId === record.id);
};

const checkedPath = async (
  store: Monitor['store'],
  { pathId, verdict, standing, analyses, trouble }: PathOutcome,
  record: SweepRecord,
): Promise<CheckedPath> => {
  const [check, state] = await Promise.all([checkIn(store, pathId, record), store.state(pathId)]);
  const waiting = new Set(state?.outbox.flatMap((entry) => (entry.kind === 'publish' ? [entry.alert.id] : [])));
  const raised = state?.recent.find((recent) => recent.id === check?.id)?.alerts ?? [];
  return {
    pathId,
    verdict,
    standing,
    since: state?.settled?.since ?? null,
    findings: check?.findings ?? [],
    open: check?.open ?? [],
    analyses,
    cost: check?.cost ?? 0,
    alerts: raised.map((id) => ({ id, published: !waiting.has(id) })),
    checkId: check?.id ?? null,
    console: check?.console ?? null,
    trouble: trouble ?? null,
  };
};

/** Everything that a sweep found out, in the order of its outcomes. */
export const checkedPaths = async (
  store: Monitor['store'],
  { whole, parts }: Swept,
): Promise<readonly CheckedPath[]> => {
  const outcomes = [whole, ...parts].flatMap((record) => record.outcomes.map((outcome) => ({ outcome, record })));
  const checked: CheckedPath[] = [];
  for (let start = 0; start < outcomes.length; start += lanes) {
    const some = outcomes.slice(start, start + lanes);
    checked.push(...(await Promise.all(some.map(({ outcome, record }) => checkedPath(store, outcome, record)))));
  }
  return checked;
};
