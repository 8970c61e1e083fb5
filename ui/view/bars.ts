import type { DaySeconds, Seconds } from '../../lambda/history/availability.ts';

/** How a day was: as expected as far as it is known, partly not, mostly unknown, not watched. */
export type DayMark = 'e' | 'u' | '?' | '.';

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
  return undetermined > known ? '?' : 'e';
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
