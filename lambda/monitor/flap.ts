import type { Signal } from '../domain/alert.ts';
import type { Check } from '../domain/check.ts';
import { secondsBetween } from '../domain/day.ts';
import type { Path } from '../domain/path.ts';
import type { State } from '../domain/state.ts';
import { signalBase, signalOf } from './signal.ts';
import { type Turn, telling, unchanged } from './turn.ts';

/** How many changes of standing a state remembers: as many as a policy may ask for. */
const REMEMBERED = 20;

/** Of a path that comes and goes the flow logs are not asked again and again: each query costs. */
const unwitnessed = ({ broken, ...state }: State): State => {
  if (broken === undefined) return state;
  const { witness: _witness, ...rest } = broken;
  return { ...state, broken: rest };
};

/**
 * What a change of standing is told as, `before` being the state without it: as `turn` says; as the beginning of flapping,
 * where it is one of too many; as nothing, while the path flaps.
 */
export const flapping = (before: State, turn: Turn, path: Path, check: Check): Turn => {
  const policy = path.alerts.flap;
  const at = check.observedAt;
  const turns = [...(before.turns ?? []), at].slice(-REMEMBERED);
  if (policy === undefined) return turn;
  const state: State = { ...turn.state, turns };
  if (before.flap !== undefined && secondsBetween(before.flap.latest, at) < policy.steady)
    return unchanged({ ...unwitnessed(state), signals: before.signals, flap: { ...before.flap, latest: at } });
  // Whose incident was dropped meanwhile, nobody has calmed: it has been steady all the same.
  const { flap: _flap, ...calm } = state;
  const known = before.flap === undefined ? turns : [at];
  const recent = known.filter((time) => secondsBetween(time, at) <= policy.within);
  if (recent.length < policy.changes) return { ...turn, state: { ...calm, turns: known } };
  const flap = { since: at, latest: at };
  return telling({ ...unwitnessed(state), signals: before.signals, flap }, (number) =>
    signalOf(path, check, 'flapping', number, at, { checks: recent.length, within: policy.within }),
  );
};

const steadySignal = (state: State, path: Path, number: number): Signal | undefined => {
  const { settled, broken, flap } = state;
  if (settled === undefined || flap === undefined) return undefined;
  return {
    ...signalBase(path, 'steady', number),
    verdict: settled.verdict,
    since: settled.since,
    began: flap.since,
    findings: settled.findings,
    open: settled.open,
    checkId: settled.checkId,
    ...(settled.confidence === undefined ? {} : { confidence: settled.confidence }),
    ...(settled.console === undefined ? {} : { console: settled.console }),
    ...(broken?.cause === undefined ? {} : { cause: broken.cause }),
  };
};

/** The end of flapping, where the path has been steady for long enough at `now`; undefined where it has not. */
export const calmed = (state: State, path: Path, now: Date): State | undefined => {
  const { flap, ...rest } = state;
  // Another declaration has no verdict yet that it could be steady at.
  if (flap === undefined || state.settled === undefined) return undefined;
  const steady = path.alerts.flap?.steady ?? 0;
  if (secondsBetween(flap.latest, now.toISOString()) < steady) return undefined;
  const number = state.signals + 1;
  const signal = steadySignal(state, path, number);
  return {
    ...rest,
    turns: [],
    ...(signal !== undefined && {
      signals: number,
      outbox: [...state.outbox, { kind: 'signal', signal }],
    }),
  };
};
