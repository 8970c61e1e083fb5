import type { DaySeconds, Seconds } from '../../lambda/history/availability.ts';

/** How a day was: as expected, so but for a time of which nobody knows, partly not, mostly unknown, not watched. */
export type DayMark = 'e' | 'p' | 'u' | '?' | '.';

/** So much unknown time leaves a day as it was: a look that came late. Seconds. */
const SLIGHT = 900;

/** A bar for each day, in UTC: small, for there are ninety of each path. */
export interface Bars {
  /** The first date, `yyyy-mm-dd`. */
  readonly from: string;
  /** A mark a day. */
  readonly marks: string;
  /** By the day's place: seconds not as expected, and seconds unknown, of days that had some. */
  readonly seconds: Readonly<Record<number, readonly [unexpected: number, undetermined: number]>>;
}

export const markOf = ({ expected, unexpected, undetermined }: Seconds): DayMark => {
  const known = expected + unexpected;
  if (known + undetermined === 0) return '.';
  if (unexpected > 0) return 'u';
  if (undetermined > known) return '?';
  return undetermined > SLIGHT ? 'p' : 'e';
};

/** The bars of a path's days, the earlier ones first. */
export const barsOf = (days: readonly DaySeconds[]): Bars => ({
  from: days[0]?.date ?? '',
  marks: days.map(({ seconds }) => markOf(seconds)).join(''),
  seconds: Object.fromEntries(
    days.flatMap(({ seconds: { unexpected, undetermined } }, place) =>
      unexpected + undetermined > 0 ? [[place, [Math.round(unexpected), Math.round(undetermined)] as const]] : [],
    ),
  ),
});
