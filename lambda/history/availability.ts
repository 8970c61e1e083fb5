import type { Standing } from '../domain/check.ts';
import { type Day, dateOf, endOf, midnightOf, secondsBetween } from '../domain/day.ts';
import { isWhole, type Span, type Window, within } from './timeline.ts';

/** Seconds by standing. */
export type Seconds = Readonly<Record<Standing, number>>;

export const none: Seconds = { expected: 0, unexpected: 0, undetermined: 0 };

export const sum = (one: Seconds, other: Seconds): Seconds => ({
  expected: one.expected + other.expected,
  unexpected: one.unexpected + other.unexpected,
  undetermined: one.undetermined + other.undetermined,
});

const negative = ({ expected, unexpected, undetermined }: Seconds): Seconds => ({
  expected: -expected,
  unexpected: -unexpected,
  undetermined: -undetermined,
});

const secondsOf = (spans: readonly Span[]): Seconds => {
  const seconds = { ...none };
  for (const { from, until, standing } of spans) seconds[standing] += secondsBetween(from, until);
  return seconds;
};

const wholeDay = (date: string): Window => ({ since: midnightOf(date), until: endOf(date) });

/**
 * How long a path stood how, from the spans of a window. Of a whole day whose stretches were too many to be kept it is what was
 * counted while they came.
 */
export const heldFor = (spans: readonly Span[], days: readonly Day[], window: Window): Seconds =>
  days
    .filter((day) => day.left > 0 && isWhole(day, window))
    .reduce(
      (seconds, day) => sum(sum(seconds, day.seconds), negative(secondsOf(within(spans, wholeDay(day.date))))),
      secondsOf(spans),
    );

/** Share of the time of which it is known how the path stood; undefined where that is none. Unknown time counts for nothing. */
export const availability = ({ expected, unexpected }: Seconds): number | undefined =>
  expected + unexpected === 0 ? undefined : expected / (expected + unexpected);

/** One day, in UTC, and how long the path stood how. */
export interface DaySeconds {
  readonly date: string;
  readonly seconds: Seconds;
}

/** Each day that a window touches, with as much of it as lies in the window. */
export const byDay = (
  spans: readonly Span[],
  days: readonly Day[],
  { since, until }: Window,
): readonly DaySeconds[] => {
  const dates: string[] = [];
  for (let date = dateOf(since); midnightOf(date) < until; date = dateOf(endOf(date))) dates.push(date);
  return dates.map((date) => {
    const day = wholeDay(date);
    const kept = days.filter((each) => each.date === date);
    const isCut = since > day.since || until < day.until;
    return { date, seconds: heldFor(within(spans, day), isCut ? [] : kept, day) };
  });
};
