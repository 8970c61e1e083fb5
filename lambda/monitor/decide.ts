import type { Alert, AlertKind } from '../domain/alert.ts';
import type { Check } from '../domain/check.ts';
import type { Incident } from '../domain/incident.ts';
import { type Path, pathText } from '../domain/path.ts';
import type { OutboxEntry, Settled, State } from '../domain/state.ts';
import { isSettled } from '../domain/verdict.ts';
import { declarationDigest } from './question.ts';

/** How many recent checks a state remembers; two sweeps at once need two, a crashed one that resumes late a few more. */
const RECENT = 10;
/** How many findings an alert carries; the check has them all. */
const TOLD = 50;

/** The channel of the deployment's topic; later channels have names of their own. */
const TOPIC = 'topic';

export interface Decision {
  readonly state: State;
  readonly check: Check;
  readonly alerts: readonly Alert[];
}

const blank = (path: Path, digest: string): State => ({
  pathId: path.id,
  version: 0,
  declared: { text: pathText(path), digest },
  transitions: 0,
  blindness: 0,
  recent: [],
  outbox: [],
});

const alertOf = (
  path: Path,
  check: Check,
  kind: AlertKind,
  number: number,
  since: string,
  rest: Partial<Alert> = {},
): Alert => ({
  id: `${path.id}/${number}/${kind}/${TOPIC}`,
  kind,
  channel: TOPIC,
  pathId: path.id,
  path: pathText(path),
  severity: path.severity,
  tags: path.tags,
  expect: path.expect,
  ...(isSettled(check.verdict) ? { verdict: check.verdict } : {}),
  since,
  findings: check.findings.slice(0, TOLD),
  open: check.open,
  checkId: check.id,
  ...(check.console === undefined ? {} : { console: check.console }),
  ...rest,
});

/** What one step of the decision makes of the state; the pieces below are applied one after the other. */
interface Change {
  readonly state: State;
  readonly alerts: readonly Alert[];
  readonly incidents: readonly Incident[];
}

const unchanged = (state: State): Change => ({ state, alerts: [], incidents: [] });

/** Counts a check without a settled verdict, and reports the monitor as blind once there are enough in a row. */
const lookedInVain = (state: State, path: Path, check: Check): Change => {
  const blind = {
    checks: (state.blind?.checks ?? 0) + 1,
    since: state.blind?.since ?? check.observedAt,
    reported: state.blind?.reported ?? false,
    findings: check.findings.slice(0, TOLD),
  };
  if (blind.reported || blind.checks < path.blindAfter) return unchanged({ ...state, blind });
  const blindness = state.blindness + 1;
  const last = state.settled;
  return {
    state: { ...state, blindness, blind: { ...blind, reported: true } },
    alerts: [
      alertOf(path, check, 'blind', blindness, blind.since, {
        checks: blind.checks,
        ...(last === undefined ? {} : { verdict: last.verdict }),
      }),
    ],
    incidents: [],
  };
};

const sawAgain = (state: State, path: Path, check: Check): Change => {
  const { blind, ...rest } = state;
  return {
    state: rest,
    alerts: blind?.reported
      ? [alertOf(path, check, 'sighted', state.blindness, check.observedAt, { began: blind.since })]
      : [],
    incidents: [],
  };
};

/** Takes a settled verdict; an alert follows from a change of standing, or from a first standing that is not expected. */
const settle = (state: State, path: Path, check: Check): Change => {
  if (!isSettled(check.verdict) || check.standing === 'undetermined') return unchanged(state);
  const before = state.settled;
  const turned = before?.verdict !== check.verdict;
  const settled: Settled = {
    verdict: check.verdict,
    standing: check.standing,
    since: turned ? check.observedAt : before.since,
    until: check.observedAt,
    findings: check.findings.slice(0, TOLD),
    open: check.open,
    checkId: check.id,
    ...(check.console === undefined ? {} : { console: check.console }),
  };
  const isUnexpected = check.standing === 'unexpected';
  // Of an incident that was opened under another declaration only its end can be told.
  const isSame = before !== undefined;
  if ((state.incident !== undefined) === isUnexpected && (isSame || !isUnexpected))
    return unchanged({ ...state, settled });

  const transitions = state.transitions + 1;
  const ends = state.incident === undefined ? [] : [{ ...state.incident, endedAt: check.observedAt }];
  if (state.incident !== undefined && !isUnexpected) {
    const { incident, ...rest } = state;
    return {
      state: { ...rest, settled, transitions },
      alerts: [
        alertOf(path, check, 'recovered', transitions, settled.since, {
          began: incident.startedAt,
          incidentId: incident.id,
        }),
      ],
      incidents: ends,
    };
  }
  const incident: Incident = {
    id: `${path.id}-${transitions}`,
    paths: [path.id],
    severity: path.severity,
    verdict: check.verdict,
    startedAt: check.observedAt,
    findings: check.findings.slice(0, TOLD),
    checkId: check.id,
  };
  return {
    state: { ...state, settled, transitions, incident },
    alerts: [
      alertOf(path, check, before === undefined ? 'baseline' : 'broke', transitions, settled.since, {
        incidentId: incident.id,
      }),
    ],
    incidents: [...ends, incident],
  };
};

const chain = (start: Change, ...steps: readonly ((state: State) => Change)[]): Change =>
  steps.reduce((sofar, step) => {
    const next = step(sofar.state);
    return {
      state: next.state,
      alerts: [...sofar.alerts, ...next.alerts],
      incidents: [...sofar.incidents, ...next.incidents],
    };
  }, start);

/**
 * Another declaration under the same id sets a new baseline. An incident that is open stays so until the first settled
 * verdict ends it: with a recovery, or with the baseline that takes its place. Blindness goes on too, until the path is seen.
 */
const rebased = (state: State, path: Path, digest: string): State => {
  if (state.declared.digest === digest) return { ...state, declared: { text: pathText(path), digest } };
  const { settled: _settled, ...rest } = state;
  return { ...rest, declared: { text: pathText(path), digest } };
};

const newest = (one: string | undefined, other: string): string => (one !== undefined && one > other ? one : other);

/**
 * Whether something newer is known already. What an unknown check did not see makes no observation late: unknowns come
 * at once, analyses take minutes.
 */
const isLate = ({ settled, observedAt }: State, check: Check): boolean => {
  const known = isSettled(check.verdict) ? settled?.until : observedAt;
  return known !== undefined && check.observedAt <= known;
};

/**
 * Decides what a check means for its path: the next state, with what it owes in its outbox. Pure. `unknown` never moves
 * the settled verdict; a check that was observed no later than the newest one is kept as late and moves nothing.
 */
export const decide = (stored: State | undefined, path: Path, check: Check): Decision => {
  const digest = declarationDigest(path);
  const state = rebased(stored ?? blank(path, digest), path, digest);
  const late = isLate(state, check);
  const kept: Check = late ? { ...check, late: true } : check;
  const change: Change = late
    ? unchanged(state)
    : isSettled(check.verdict)
      ? chain(
          unchanged({ ...state, observedAt: newest(state.observedAt, check.observedAt) }),
          (now) => sawAgain(now, path, check),
          (now) => settle(now, path, check),
        )
      : lookedInVain({ ...state, observedAt: check.observedAt }, path, check);
  const owed: readonly OutboxEntry[] = [
    { kind: 'check', check: kept },
    ...change.incidents.map((incident) => ({ kind: 'incident', incident }) as const),
    ...change.alerts.map((alert) => ({ kind: 'publish', alert, attempts: 0 }) as const),
  ];
  return {
    check: kept,
    alerts: change.alerts,
    state: {
      ...change.state,
      version: state.version + 1,
      recent: [
        ...state.recent,
        { id: check.id, verdict: check.verdict, late, alerts: change.alerts.map((alert) => alert.id) },
      ].slice(-RECENT),
      outbox: [...change.state.outbox, ...owed],
    },
  };
};
