import type { Check } from '../domain/check.ts';
import type { Path } from '../domain/path.ts';
import type { Break, Settled, State } from '../domain/state.ts';
import { isSettled } from '../domain/verdict.ts';
import { flapping } from './flap.ts';
import { isOtherCause } from './other-cause.ts';
import { signalOf, TOLD } from './signal.ts';
import { type Turn, telling, unchanged } from './turn.ts';
import { unknownWitness } from './witness.ts';

type SettledCheck = Check & Pick<Settled, 'verdict' | 'standing'>;

const isTelling = (check: Check): check is SettledCheck =>
  isSettled(check.verdict) && check.standing !== 'undetermined';

const settledBy = (check: SettledCheck, before: Settled | undefined, turnedAt: string): Settled => ({
  verdict: check.verdict,
  standing: check.standing,
  since: before?.verdict === check.verdict ? before.since : turnedAt,
  until: check.observedAt,
  findings: check.findings.slice(0, TOLD),
  open: check.open,
  checkId: check.id,
  ...(check.confidence === undefined ? {} : { confidence: check.confidence }),
  ...(check.footprint === undefined ? {} : { footprint: check.footprint }),
  ...(check.console === undefined ? {} : { console: check.console }),
});

/** Whether nothing turns. Of a break under another declaration only its end, or the baseline in its place, can be told. */
const stays = ({ broken, settled }: State, isUnexpected: boolean): boolean =>
  (broken !== undefined) === isUnexpected && (settled !== undefined || !isUnexpected);

const withoutTurning = ({ turning: _turning, ...state }: State): State => state;

const recovered = (state: State, path: Path, check: SettledCheck, since: string, broken: Break): Turn => {
  const { broken: _broken, incidentId: _incidentId, ...rest } = state;
  return telling(rest, (number) => signalOf(path, check, 'recovered', number, since, { began: broken.startedAt }));
};

const broke = (state: State, path: Path, check: SettledCheck, since: string, isBaseline: boolean): Turn => {
  const broken: Break = {
    id: `${path.id}-${state.transitions}`,
    startedAt: since,
    verdict: check.verdict,
    findings: check.findings.slice(0, TOLD),
    checkId: check.id,
    ...(check.cause === undefined ? {} : { cause: check.cause }),
    witness: unknownWitness(check.observedAt),
  };
  return telling({ ...state, broken }, (number) =>
    signalOf(path, check, isBaseline ? 'baseline' : 'broke', number, since),
  );
};

/** Still broken, by something that nobody was told of. */
const brokeAgain = (state: State, path: Path, check: SettledCheck, { cause: _cause, ...broken }: Break): Turn => {
  const next: Break = {
    ...broken,
    findings: check.findings.slice(0, TOLD),
    checkId: check.id,
    ...(check.cause === undefined ? {} : { cause: check.cause }),
  };
  return telling({ ...state, broken: next }, (number) => signalOf(path, check, 'broke', number, broken.startedAt));
};

/** What a verdict tells that turns nothing. */
const stayed = (state: State, path: Path, check: SettledCheck): Turn => {
  const { broken, flap, settled: before } = state;
  const next = { ...withoutTurning(state), settled: settledBy(check, before, check.observedAt) };
  return broken !== undefined && flap === undefined && isOtherCause(broken.findings, check.findings)
    ? brokeAgain(next, path, check, broken)
    : unchanged(next);
};

/**
 * Takes a settled verdict. A change of standing, or a first standing that is not expected, counts once enough checks in a
 * row have found it; a path that changes all the time is told of as flapping instead. One that stays broken by another cause
 * is told of again.
 */
export const turned = (state: State, path: Path, check: Check): Turn => {
  if (!isTelling(check)) return unchanged(state);
  const before = state.settled;
  const isUnexpected = check.standing === 'unexpected';
  if (stays(state, isUnexpected)) return stayed(state, path, check);

  const known = state.turning?.standing === check.standing ? state.turning : undefined;
  const since = known?.since ?? check.observedAt;
  const checks = (known?.checks ?? 0) + 1;
  const { failureThreshold, successThreshold } = path.alerts;
  if (checks < (isUnexpected ? failureThreshold : successThreshold))
    return unchanged({ ...state, turning: { standing: check.standing, since, checks } });

  const settled = settledBy(check, before, since);
  const next: State = { ...withoutTurning(state), settled, transitions: state.transitions + 1 };
  const { broken } = state;
  const turn =
    broken !== undefined && !isUnexpected
      ? recovered(next, path, check, since, broken)
      : broke(next, path, check, since, before === undefined);
  if (before !== undefined) return flapping(state, turn, path, check);
  // A new baseline ends the flapping under another declaration: what is told of it takes its place.
  const { flap: _flap, ...calm } = turn.state;
  return { ...turn, state: calm };
};
