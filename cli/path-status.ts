import type { Standing } from '../lambda/domain/check.ts';
import type { State } from '../lambda/domain/state.ts';
import type { Finding, Verdict } from '../lambda/domain/verdict.ts';

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
export interface PathStatus {
  readonly pathId: string;
  /** False for a state that is kept of a path that the configuration no longer declares. */
  readonly declared: boolean;
  readonly verdict: Verdict;
  readonly standing: Standing;
  /** ISO times; null where there is no settled verdict. */
  readonly since: string | null;
  readonly until: string | null;
  /** ISO time of the newest look; null where nobody has looked yet. */
  readonly observedAt: string | null;
  readonly findings: readonly Finding[];
  readonly incidentId: string | null;
  readonly blind: Blind | null;
  /** Ids of alerts that are not published yet. */
  readonly pendingAlerts: readonly string[];
}

const neverLooked = (pathId: string): PathStatus => ({
  pathId,
  declared: true,
  verdict: 'unknown',
  standing: 'undetermined',
  since: null,
  until: null,
  observedAt: null,
  findings: [],
  incidentId: null,
  blind: null,
  pendingAlerts: [],
});

const statusOf = (state: State, declared: boolean): PathStatus => ({
  ...neverLooked(state.pathId),
  declared,
  ...(state.settled !== undefined && {
    verdict: state.settled.verdict,
    standing: state.settled.standing,
    since: state.settled.since,
    until: state.settled.until,
    findings: state.settled.findings,
  }),
  observedAt: state.observedAt ?? null,
  incidentId: state.incident?.id ?? null,
  blind: state.blind ?? null,
  pendingAlerts: state.outbox.flatMap((entry) => (entry.kind === 'publish' ? [entry.alert.id] : [])),
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
 * paths every state counts as declared.
 */
export const statuses = (states: readonly State[], declared: readonly string[] | undefined): readonly PathStatus[] => {
  const known = new Set(states.map((state) => state.pathId));
  return [
    ...states.map((state) => statusOf(state, declared?.includes(state.pathId) ?? true)),
    ...(declared ?? []).filter((id) => !known.has(id)).map(neverLooked),
  ].sort((one, other) => rank(one) - rank(other) || (one.pathId < other.pathId ? -1 : 1));
};
