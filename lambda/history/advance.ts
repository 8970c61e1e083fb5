import type { Check } from '../domain/check.ts';
import { type Day, dateOf, endOf, midnightOf, type Stretch, secondsBetween } from '../domain/day.ts';
import type { State } from '../domain/state.ts';
import { foremost } from '../domain/verdict.ts';

/** So many stretches of one day are kept: a path that changes more often than that is flapping, and its seconds are counted all the same. */
const KEPT = 50;
/** Characters of a reason. */
const REASON = 200;

/** A day that goes on, and those that are over. */
export interface Advanced {
  readonly day: Day;
  readonly over: readonly Day[];
}

type Stand = Omit<Stretch, 'from'>;

const reasonOf = (findings: Parameters<typeof foremost>[0]): Pick<Stretch, 'reason'> => {
  const message = foremost(findings)?.message;
  return message === undefined ? {} : { reason: message.slice(0, REASON).toWellFormed() };
};

/** How a path stands by its state. What was found last counts: where that was nothing, it is unknown. */
const standOf = ({ settled, blind }: State): Stand => {
  if (blind !== undefined || settled === undefined)
    return { verdict: 'unknown', standing: 'undetermined', ...reasonOf(blind?.findings ?? []) };
  const { verdict, standing, findings, checkId } = settled;
  return { verdict, standing, checkId, ...(standing === 'unexpected' && reasonOf(findings)) };
};

const begun = (pathId: string, stretch: Stretch, rest: Partial<Day> = {}): Day => ({
  pathId,
  date: dateOf(stretch.from),
  stretches: [stretch],
  left: 0,
  seconds: { expected: 0, unexpected: 0, undetermined: 0 },
  turns: 0,
  checks: 0,
  analyses: 0,
  cost: 0,
  ...rest,
});

const lastOf = ({ stretches }: Day): Stretch => {
  const last = stretches.at(-1);
  if (last === undefined) throw new Error('a day without a stretch');
  return last;
};

/** A day whose last stretch has lasted until a moment. */
const lasted = (day: Day, until: string): Day => {
  const { from, standing } = lastOf(day);
  return { ...day, seconds: { ...day.seconds, [standing]: day.seconds[standing] + secondsBetween(from, until) } };
};

const added = (day: Day, stretch: Stretch): Day => {
  const ended = lasted(day, stretch.from);
  const kept = ended.stretches.slice(0, KEPT - 1);
  return { ...ended, stretches: [...kept, stretch], left: ended.left + ended.stretches.length - kept.length };
};

/** The day that a moment falls on: the same one, or a later one that begins as the one before ended. */
const until = ({ day, over }: Advanced, moment: string): Advanced => {
  const date = dateOf(moment);
  if (date <= day.date) return { day, over };
  const next = begun(day.pathId, { ...lastOf(day), from: midnightOf(date) });
  return { day: next, over: [...over, lasted(day, endOf(day.date))] };
};

/** The first day of a path that is kept. A state that an older release wrote has none, and knows since when it stood so. */
const first = (state: State, moment: string): Day => {
  const { settled, blind } = state;
  const stand = standOf(state);
  const since = blind === undefined ? settled?.since : blind.since;
  const from = since !== undefined && dateOf(since) === dateOf(moment) ? since : midnightOf(dateOf(moment));
  return since === undefined || since > moment
    ? begun(state.pathId, { ...stand, from: moment }, { since: moment })
    : begun(state.pathId, { ...stand, from }, { since });
};

/** When the stand began that the newest check has found: never before the stretch that it ends. */
const beginOf = ({ settled, blind }: State, { observedAt }: Check, { from }: Stretch): string => {
  const since = blind === undefined ? settled?.since : blind.since;
  if (since !== undefined && since > from && since <= observedAt) return since;
  return observedAt > from ? observedAt : from;
};

/** The day of a path of which nobody will tell any more, ended there with the reason. Undefined where none is kept. */
export const ended = ({ day }: Pick<State, 'day'>, at: string, reason: string): Advanced | undefined => {
  if (day === undefined) return undefined;
  const { from } = lastOf(day);
  const moved = until({ day, over: [] }, at);
  const stretch: Stretch = { from: at > from ? at : from, verdict: 'unknown', standing: 'undetermined', reason };
  return { ...moved, day: added(moved.day, stretch) };
};

/**
 * The day of a path, moved on by a check that was recorded: `before` and `after` are its states, `after` still with the day of
 * `before`. A late check is counted, and moves nothing. Pure.
 */
export const advance = (before: State, after: State, check: Check): Advanced => {
  const isLate = check.late === true;
  const start = before.day ?? first(before.observedAt === undefined ? after : before, check.observedAt);
  const stand = standOf(after);
  const last = lastOf(start);
  const isOther = last.standing !== stand.standing || last.verdict !== stand.verdict;
  const from = beginOf(after, check, last);
  const turned = !isLate && isOther ? until({ day: start, over: [] }, from) : { day: start, over: [] };
  const changed = !isLate && isOther ? { ...turned, day: added(turned.day, { ...stand, from }) } : turned;
  const { day, over } = isLate ? changed : until(changed, check.observedAt);
  return {
    over,
    day: {
      ...day,
      turns: day.turns + Math.max(0, after.transitions - before.transitions),
      checks: day.checks + 1,
      analyses: day.analyses + check.analyses,
      cost: Math.round((day.cost + check.cost) * 1e6) / 1e6,
    },
  };
};
