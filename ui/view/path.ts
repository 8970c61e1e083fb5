import { fixTexts } from '../../lambda/asking/fix-text.ts';
import type { Check, Standing } from '../../lambda/domain/check.ts';
import type { Incident } from '../../lambda/domain/incident.ts';
import type { State } from '../../lambda/domain/state.ts';
import type { Confidence, Verdict } from '../../lambda/domain/verdict.ts';
import type { PathCounted } from '../../lambda/history/report.ts';
import type { Span, Window } from '../../lambda/history/timeline.ts';
import { type CauseView, causeView } from './cause.ts';
import { type EvidenceView, evidenceView } from './evidence.ts';
import { type FindingView, type FixView, findingView, fixView } from './finding.ts';
import { type IncidentRow, incidentRow } from './incident.ts';
import type { PathRow } from './overview.ts';
import { shown, shownOr } from './shown.ts';
import type { WayView } from './way.ts';

/** How a path stood, from when until when. */
export interface SpanView {
  readonly from: string;
  readonly until: string;
  readonly verdict: Verdict;
  readonly standing: Standing;
  readonly reason: string | null;
}

/** The check on which it rests what is told of a path. */
export interface CheckView {
  readonly id: string;
  /** ISO time. */
  readonly observedAt: string;
  readonly confidence: Confidence | null;
  readonly modelOnly: boolean;
  readonly analyses: number;
  /** Dollars. */
  readonly cost: number;
  /** What its analyses leave open, a sentence each. */
  readonly open: readonly string[];
  readonly evidence: readonly EvidenceView[];
  readonly console: string | null;
}

/** One day's checks and dollars. */
export interface DayCost {
  /** `yyyy-mm-dd`, in UTC. */
  readonly date: string;
  readonly checks: number;
  readonly cost: number;
}

/** All of one path. */
export interface PathView {
  /** ISO time at which it was read. */
  readonly at: string;
  readonly row: PathRow;
  readonly window: Window;
  readonly findings: readonly FindingView[];
  readonly cause: CauseView | null;
  readonly fixes: readonly FixView[];
  /** Both directions of each of its pairs and ports, as the network is now, where it could be described; else as AWS told them. */
  readonly ways: readonly (readonly WayView[])[];
  /** Of what network the ways are, or why there are none. */
  readonly waysNote: string;
  readonly check: CheckView | null;
  /** Newest first. */
  readonly spans: readonly SpanView[];
  readonly incidents: readonly IncidentRow[];
  readonly days: readonly DayCost[];
  readonly counted: Pick<
    PathCounted,
    'availability' | 'outages' | 'longest' | 'changes' | 'checks' | 'analyses' | 'cost'
  > | null;
  readonly unreadable: readonly string[];
}

/** What was read of one path. */
export interface ReadPath {
  readonly at: string;
  readonly row: PathRow;
  readonly window: Window;
  readonly state: State | undefined;
  readonly check: Check | undefined;
  readonly spans: readonly Span[];
  readonly incidents: readonly Incident[];
  readonly counted: PathCounted | undefined;
  readonly days: readonly DayCost[];
  readonly ways: readonly (readonly WayView[])[];
  readonly waysNote: string;
  readonly unreadable: readonly string[];
}

const checkView = (check: Check): CheckView => ({
  id: shown(check.id, 200),
  observedAt: check.observedAt,
  confidence: check.confidence ?? null,
  modelOnly: check.modelOnly === true,
  analyses: check.analyses,
  cost: check.cost,
  open: check.open.map((sentence) => shown(sentence)),
  evidence: check.evidence.map(evidenceView),
  console: check.console !== undefined && /^https:\/\//.test(check.console) ? check.console : null,
});

/** The author is found after the check: the path's state knows more of a break that goes on. */
const causeOf = ({ state, check }: Pick<ReadPath, 'state' | 'check'>) => state?.broken?.cause ?? check?.cause;

/** The findings of the newest look: what stops it, or what keeps it from being seen. */
const findingsOf = ({ state, row }: Pick<ReadPath, 'state' | 'row'>) =>
  row.standing === 'undetermined' ? (state?.blind?.findings ?? []) : (state?.settled?.findings ?? []);

/** The commands that put a path right that is not as expected, what undoes the change first. */
export const fixViews = (read: Pick<ReadPath, 'state' | 'row' | 'check'>): readonly FixView[] => {
  const { row, state } = read;
  const verdict = state?.settled?.verdict;
  if (row.standing !== 'unexpected' || verdict === undefined) return [];
  const cause = causeOf(read);
  return fixTexts({ standing: 'unexpected', verdict, findings: findingsOf(read), ...(cause && { cause }) }).map(
    fixView,
  );
};

const figuresOf = ({ days: _days, ...figures }: PathCounted): NonNullable<PathView['counted']> => figures;

export const pathView = (read: ReadPath): PathView => {
  const { at, row, window, check, spans, incidents, counted, days, ways, waysNote, unreadable } = read;
  const findings = findingsOf(read);
  const cause = row.standing === 'unexpected' ? causeOf(read) : undefined;
  return {
    at,
    row,
    window,
    findings: findings.map(findingView),
    cause: cause === undefined ? null : causeView(cause),
    fixes: fixViews(read),
    ways,
    waysNote,
    check: check === undefined ? null : checkView(check),
    spans: spans.map(({ from, until, verdict: stood, standing, reason }) => ({
      from,
      until,
      verdict: stood,
      standing,
      reason: shownOr(reason),
    })),
    incidents: incidents.map(incidentRow),
    days,
    counted: counted === undefined ? null : figuresOf(counted),
    unreadable: unreadable.map((sentence) => shown(sentence)),
  };
};
