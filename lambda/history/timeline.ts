import { type Day, endOf, midnightOf, type Stretch } from '../domain/day.ts';
import type { State } from '../domain/state.ts';
import type { Gap } from '../domain/sweep.ts';

const later = (one: string, other: string): string => (one > other ? one : other);
/** The earlier of two ISO times. */
export const earlier = (one: string, other: string): string => (one < other ? one : other);

/** A stretch with its end. */
export interface Span extends Stretch {
  /** ISO time. */
  readonly until: string;
}

/** From, and up to, which ISO time. */
export interface Window {
  readonly since: string;
  readonly until: string;
}

/** A time of which nobody knows how the path stood. */
export interface Unseen extends Gap {
  /** Absent: nobody looked. */
  readonly reason?: string;
}

/** What is kept of a path's past. */
export interface Past {
  /** Days that are over, from the window's first on up to now, the earlier ones first. */
  readonly days: readonly Day[];
  /** Absent where it cannot be read, or nobody has looked yet. */
  readonly state?: State | undefined;
  readonly gaps: readonly Unseen[];
}

/** All days that are kept, each once: those that are over, those that the state still owes to the table, and its own. */
export const daysOf = ({ days, state }: Pick<Past, 'days' | 'state'>): readonly Day[] => {
  const owed = (state?.outbox ?? []).flatMap((entry) => (entry.kind === 'day' ? [entry.day] : []));
  const all = new Map(
    [...days, ...owed, ...(state?.day === undefined ? [] : [state.day])].map((day) => [day.date, day]),
  );
  return [...all.values()].sort((one, other) => (one.date < other.date ? -1 : 1));
};

/** A state that an older release wrote has no day: it knows how the path stands, and since when. */
const stretchesOf = ({ settled, blind, day }: State): readonly Stretch[] => {
  if (day !== undefined) return [];
  if (blind !== undefined) return [{ from: blind.since, verdict: 'unknown', standing: 'undetermined' }];
  return settled === undefined
    ? []
    : [{ from: settled.since, verdict: settled.verdict, standing: settled.standing, checkId: settled.checkId }];
};

const isSame = (one: Stretch | undefined, other: Stretch): boolean =>
  one !== undefined && one.standing === other.standing && one.verdict === other.verdict && one.reason === other.reason;

/**
 * From when on the first stretch of the first day that is read counts: from before the day where the day says so, or where it goes
 * on from days that are not read.
 */
const beginOf = ({ date, since: known }: Day, { from }: Stretch, since: string): string => {
  if (known !== undefined) return earlier(known, from);
  return from === midnightOf(date) ? earlier(since, from) : from;
};

/** The stretches of all days as one row: one that goes on from the day before is no new one. */
const row = (days: readonly Day[], since: string): readonly Stretch[] =>
  days.flatMap((day, place) => {
    const [first, ...rest] = day.stretches;
    if (first === undefined) return [];
    if (place === 0) return [{ ...first, from: beginOf(day, first, since) }, ...rest];
    return isSame(days[place - 1]?.stretches.at(-1), first) ? rest : [first, ...rest];
  });

/** What of the spans lies in a window. */
export const within = (spans: readonly Span[], { since, until }: Window): readonly Span[] =>
  spans
    .map((span) => ({ ...span, from: later(span.from, since), until: earlier(span.until, until) }))
    .filter(({ from, until: end }) => from < end);

const unseen = ({ from, until, reason = 'no sweep looked, though one was due' }: Unseen): Span => ({
  from,
  until,
  verdict: 'unknown',
  standing: 'undetermined',
  reason,
});

/** What is left of a span beside a gap. */
const beside = (span: Span, gap: Gap): readonly Span[] =>
  [
    { ...span, until: earlier(span.until, gap.from) },
    { ...span, from: later(span.from, gap.until) },
  ].filter(({ from, until }) => from < until);

/** What nobody saw is unknown, whatever was found before and after. */
const overlaid = (spans: readonly Span[], gap: Unseen): readonly Span[] => {
  const [first] = spans;
  const last = spans.at(-1);
  if (first === undefined || last === undefined) return spans;
  const [hidden] = within([unseen(gap)], { since: first.from, until: last.until });
  return hidden === undefined
    ? spans
    : [...spans.flatMap((span) => beside(span, hidden)), hidden].sort((one, other) => (one.from < other.from ? -1 : 1));
};

/**
 * How a path stood in a time, in the order of the time, without a hole from its first span on: before that it was not watched.
 * The last one goes on until `now` (ISO time). Pure; its cost is by what changed.
 */
export const timeline = (past: Past, window: Window, now: string): readonly Span[] => {
  const days = daysOf(past);
  const stretches = days.length > 0 || past.state === undefined ? row(days, window.since) : stretchesOf(past.state);
  const spans = stretches.map((stretch, place) => ({ ...stretch, until: stretches[place + 1]?.from ?? now }));
  return past.gaps.reduce(overlaid, within(spans, { since: window.since, until: earlier(window.until, now) }));
};

/** Whether a day, in UTC, lies wholly in a window that ends no later than now. */
export const isWhole = ({ date }: Pick<Day, 'date'>, { since, until }: Window): boolean =>
  midnightOf(date) >= since && endOf(date) <= until;
