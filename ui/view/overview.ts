import { overdueAt } from '../../lambda/asking/overdue.ts';
import { type PathStatus, standingNow } from '../../lambda/asking/path-status.ts';
import { whyOf } from '../../lambda/asking/why.ts';
import type { Standing } from '../../lambda/domain/check.ts';
import type { Path, Severity } from '../../lambda/domain/path.ts';
import type { State } from '../../lambda/domain/state.ts';
import type { Verdict } from '../../lambda/domain/verdict.ts';
import type { PathCounted, Report } from '../../lambda/history/report.ts';
import type { Window } from '../../lambda/history/timeline.ts';
import { type Bars, barsOf } from './bars.ts';
import type { IncidentRow } from './incident.ts';
import { shown, shownOr } from './shown.ts';

/** One path in a list. */
export interface PathRow {
  readonly id: string;
  /** `a → b, tcp/443`; null where its state cannot be read. */
  readonly text: string | null;
  readonly expect: SettledExpectation | null;
  readonly standing: Standing;
  readonly verdict: Verdict;
  /** ISO times. */
  readonly since: string | null;
  readonly observedAt: string | null;
  /** Why it is not as expected, and why nobody can tell how it is now. */
  readonly reason: string | null;
  readonly unseen: string | null;
  /** Whether a look of its own schedule is overdue: it is known how it was. */
  readonly isOverdue: boolean;
  readonly severity: Severity | null;
  /** `key=value`. */
  readonly tags: readonly string[];
  readonly declared: boolean;
  readonly modelOnly: boolean;
  readonly isUnderWay: boolean;
  readonly incidentId: string | null;
  readonly acknowledged: { readonly by: string; readonly reason: string } | null;
  readonly silenced: { readonly until: string; readonly reason: string } | null;
  /** Share of the known time, 0 to 1, in the overview's window. */
  readonly availability: number | null;
  readonly outages: number;
  readonly bars: Bars;
}

type SettledExpectation = 'reachable' | 'unreachable';

/** All paths, worst first, with how they fared. */
export interface Overview {
  /** ISO time. */
  readonly at: string;
  /** Name of the deployment, or of the embedded account. */
  readonly name: string;
  readonly window: Window;
  /** ISO time of the newest look; null: nobody has looked yet. */
  readonly lookedAt: string | null;
  /** Set where a look is overdue: how the paths are is not known. ISO time since when, where that is known. */
  readonly unlooked: { readonly since: string | null } | null;
  readonly paths: readonly PathRow[];
  /** Newest first. */
  readonly incidents: readonly IncidentRow[];
  readonly all: Pick<Report['all'], 'availability' | 'outages' | 'analyses' | 'cost' | 'checks'>;
  readonly tags: Report['tags'];
  readonly times: Report['incidents'];
  /** What could not be read, a sentence each. */
  readonly unreadable: readonly string[];
}

export interface Surveyed {
  readonly statuses: readonly PathStatus[];
  readonly states: readonly State[];
  /** Those declared in the configuration at hand, where there is one. */
  readonly paths: readonly Pick<Path, 'id' | 'tags' | 'every'>[] | undefined;
  readonly report: Report;
  readonly now: Date;
}

const none: Bars = { from: '', marks: '', seconds: {} };

const rowOf = (
  status: PathStatus,
  state: State | undefined,
  tags: PathRow['tags'],
  counted: PathCounted | undefined,
  isOverdue: boolean,
): PathRow => {
  const { pathId, since, blind, acknowledged, silenced } = status;
  const standing = standingNow(status);
  const { broken, unseen } = whyOf(status);
  return {
    id: pathId,
    text: shownOr(state?.declared.text),
    expect: state?.declared.expect ?? null,
    standing,
    verdict: standing === 'undetermined' ? 'unknown' : status.verdict,
    since: standing === 'undetermined' ? (blind?.since ?? null) : since,
    observedAt: status.observedAt,
    reason: shownOr(broken ?? undefined),
    unseen: shownOr(unseen ?? undefined),
    isOverdue,
    severity: state?.declared.severity ?? null,
    tags,
    declared: status.declared,
    modelOnly: status.modelOnly,
    isUnderWay: status.pending !== null,
    incidentId: status.incidentId,
    acknowledged: acknowledged && { by: shown(acknowledged.by, 200), reason: shown(acknowledged.reason) },
    silenced: silenced && { until: silenced.until, reason: shown(silenced.reason) },
    availability: counted?.availability ?? null,
    outages: counted?.outages ?? 0,
    bars: counted === undefined ? none : barsOf(counted.days),
  };
};

const tagTexts = (tags: Readonly<Record<string, string>>): readonly string[] =>
  Object.entries(tags).map(([key, value]) => shown(`${key}=${value}`, 120));

/** The rows of the paths, in the order of their statuses, which is worst first. */
export const rowsOf = ({ statuses, states, paths, report, now }: Surveyed): readonly PathRow[] => {
  const stateById = new Map(states.map((state) => [state.pathId, state]));
  const pathById = new Map(paths?.map((path) => [path.id, path]));
  const isLate = overdueAt(now);
  const countedById = new Map(report.paths.map((counted) => [counted.pathId, counted]));
  return statuses.map((status) => {
    const state = stateById.get(status.pathId);
    const path = pathById.get(status.pathId);
    const tags = path?.tags ?? state?.declared.tags ?? {};
    const every = path?.every ?? state?.declared.every;
    return rowOf(status, state, tagTexts(tags), countedById.get(status.pathId), isLate(status.observedAt, every));
  });
};
