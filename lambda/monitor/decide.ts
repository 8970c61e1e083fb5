import type { Signal } from '../domain/alert.ts';
import type { Check } from '../domain/check.ts';
import { type Path, pathText } from '../domain/path.ts';
import type { Declared, LastCheck, OutboxEntry, State } from '../domain/state.ts';
import { isSettled } from '../domain/verdict.ts';
import { advance } from '../history/advance.ts';
import { disagreed } from './disagree.ts';
import { declarationDigest } from './question.ts';
import { signalOf, TOLD } from './signal.ts';
import { type Turn, telling, unchanged } from './turn.ts';
import { turned } from './turned.ts';

/** How many recent checks a state remembers; two sweeps at once need two, a crashed one that resumes late a few more. */
const RECENT = 10;

export interface Decision {
  readonly state: State;
  readonly check: Check;
  readonly signals: readonly Signal[];
}

const declaredOf = (path: Path, digest: string): Declared => {
  const { expect, every, severity, tags } = path;
  return { text: pathText(path), digest, expect, every, severity, tags };
};

/** A path of which nothing is known yet. */
export const blank = (path: Path, digest = declarationDigest(path)): State => ({
  pathId: path.id,
  version: 0,
  declared: declaredOf(path, digest),
  transitions: 0,
  signals: 0,
  recent: [],
  outbox: [],
});

/** Counts a check without a settled verdict, and reports the monitor as blind once there are enough in a row. */
const lookedInVain = (state: State, path: Path, check: Check): Turn => {
  const blind = {
    checks: (state.blind?.checks ?? 0) + 1,
    since: state.blind?.since ?? check.observedAt,
    reported: state.blind?.reported ?? false,
    findings: check.findings.slice(0, TOLD),
  };
  if (blind.reported || blind.checks < path.blindAfter) return unchanged({ ...state, blind });
  const last = state.settled;
  return telling({ ...state, blind: { ...blind, reported: true } }, (number) =>
    signalOf(path, check, 'blind', number, blind.since, {
      checks: blind.checks,
      ...(last === undefined ? {} : { verdict: last.verdict }),
    }),
  );
};

const sawAgain = (state: State, path: Path, check: Check): Turn => {
  const { blind, ...rest } = state;
  return blind?.reported
    ? telling(rest, (number) => signalOf(path, check, 'sighted', number, check.observedAt, { began: blind.since }))
    : unchanged(rest);
};

const chain = (start: Turn, ...steps: readonly ((state: State) => Turn)[]): Turn =>
  steps.reduce((sofar, step) => {
    const next = step(sofar.state);
    return { state: next.state, signals: [...sofar.signals, ...next.signals] };
  }, start);

/**
 * Another declaration under the same id sets a new baseline. A break stays one until the first settled
 * verdict ends it: with a recovery, or with the baseline that takes its place. Blindness goes on too, until the path is seen.
 */
const rebased = (state: State, path: Path, digest: string): State => {
  if (state.declared.digest === digest) return { ...state, declared: declaredOf(path, digest) };
  const { settled: _settled, last: _last, turning: _turning, turns: _turns, ...rest } = state;
  return { ...rest, declared: declaredOf(path, digest) };
};

const newest = (one: string | undefined, other: string): string => (one !== undefined && one > other ? one : other);

/**
 * Whether something newer is known already. What an unknown check did not see makes no observation late: unknowns come
 * at once, analyses take minutes.
 */
const isLate = ({ settled, turning, observedAt }: State, check: Check): boolean => {
  const known = isSettled(check.verdict) ? [settled?.until, turning?.since] : [observedAt];
  return known.some((time) => time !== undefined && check.observedAt <= time);
};

/** What the next look may rest on. Tries count what brought nothing to carry, of this footprint or of a changing one. */
const lastOf = ({ last }: State, check: Check): LastCheck => {
  const { footprint, modelOnly } = check;
  // A verdict that was doubted afterwards is unknown too.
  const uncarried = check.uncarried ?? (isSettled(check.verdict) ? undefined : 'the verdict is unknown');
  const isSame = last?.footprint === footprint;
  const distrust = modelOnly === true ? last?.distrust : uncarried;
  return {
    at: check.observedAt,
    verdict: check.verdict,
    ...(footprint !== undefined && { footprint }),
    ...(uncarried !== undefined && { uncarried }),
    ...(modelOnly !== undefined && { modelOnly }),
    ...(distrust !== undefined && { distrust }),
    tries: uncarried === undefined ? 0 : (isSame ? (last?.tries ?? 0) : 0) + 1,
  };
};

/** A check that is recorded is no longer under way. */
const ended = (state: State, { sweepId }: Check): State => {
  if (state.pending?.sweepId !== sweepId) return state;
  const { pending: _pending, ...rest } = state;
  return rest;
};

/** Free checks, which asked nobody, leave it as it is what was bought last. */
const looked = (state: State, check: Check): State =>
  check.footprint === undefined && check.analyses === 0 ? state : { ...state, last: lastOf(state, check) };

/**
 * Decides what a check means for its path: the next state, with what it owes in its outbox. Pure. `unknown` never moves
 * the settled verdict; a check that was observed no later than the newest one is kept as late and moves nothing.
 */
export const decide = (stored: State | undefined, path: Path, check: Check): Decision => {
  const digest = declarationDigest(path);
  const before = ended(rebased(stored ?? blank(path, digest), path, digest), check);
  const late = isLate(before, check);
  const kept: Check = late ? { ...check, late: true } : check;
  const state = late ? before : looked(before, check);
  const change: Turn = late
    ? unchanged(state)
    : isSettled(check.verdict)
      ? chain(
          unchanged({ ...state, observedAt: newest(state.observedAt, check.observedAt) }),
          (now) => sawAgain(now, path, check),
          (now) => turned(now, path, check),
          (now) => disagreed(now, path, check),
        )
      : lookedInVain({ ...state, observedAt: check.observedAt }, path, check);
  const { day, over } = advance(stored ?? before, change.state, kept);
  const owed: readonly OutboxEntry[] = [
    { kind: 'check', check: kept },
    ...over.map((each) => ({ kind: 'day', day: each }) as const),
    ...change.signals.map((signal) => ({ kind: 'signal', signal }) as const),
  ];
  return {
    check: kept,
    signals: change.signals,
    state: {
      ...change.state,
      day,
      version: state.version + 1,
      recent: [
        ...state.recent,
        { id: check.id, verdict: check.verdict, late, alerts: change.signals.map((signal) => signal.id) },
      ].slice(-RECENT),
      outbox: [...change.state.outbox, ...owed],
    },
  };
};
