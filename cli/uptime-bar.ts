import type { DaySeconds, Seconds } from '../lambda/history/availability.ts';
import type { Page } from './page.ts';

/** So many days at most are drawn, the newest ones. */
const DRAWN = 90;

/** Higher is better; without colours the height alone must tell. */
const heights = ['▁', '▂', '▃', '▄', '▅', '▆'] as const;

const cell = (
  { expected, unexpected, undetermined }: Seconds,
  { green, red, yellow, dim }: Page['colours'],
): string => {
  const known = expected + unexpected;
  if (known + undetermined === 0) return dim('·');
  if (unexpected > 0)
    return red(heights[Math.min(heights.length - 1, Math.floor((expected / known) * heights.length))] ?? '▁');
  if (known === 0) return yellow('░');
  return undetermined > known ? yellow('▓') : green('█');
};

/**
 * A bar for each day: full where all that is known of it was as expected, lower the longer it was not; hatched where most or all of
 * it is unknown, a dot where nobody watched.
 */
export const uptimeBar = (days: readonly DaySeconds[], { colours }: Pick<Page, 'colours'>): string =>
  days
    .slice(-DRAWN)
    .map(({ seconds }) => cell(seconds, colours))
    .join('');

/** What the bars mean, where some are drawn. */
export const uptimeLegend = '█ as expected  ▁-▆ partly not  ░▓ unknown  · not watched; a bar a day, in UTC';
