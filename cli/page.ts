import pc from 'picocolors';
import { clean } from '../lambda/alerts/clean.ts';
import type { Standing } from '../lambda/domain/check.ts';
import type { Io } from './io.ts';

/** How people are told things: colours, width, clock and time zone. */
export interface Page {
  readonly colours: ReturnType<typeof pc.createColors>;
  /** Characters of a line; undefined where nobody said. */
  readonly width: number | undefined;
  readonly now: Date;
  readonly timeZone: string;
}

/** Colour goes to terminals only, and not where NO_COLOR is set: https://no-color.org. */
export const pageOf = ({ stdout, columns, environment, now, timeZone }: Io): Page => ({
  colours: pc.createColors(stdout.isTerminal && !environment.NO_COLOR && environment.TERM !== 'dumb'),
  width: stdout.isTerminal ? columns : undefined,
  now: now(),
  timeZone,
});

/** A text from outside, such as a name or a message, on one line and without what could mislead a terminal. */
export const line = (text: string): string => clean(text, 500);

const standings: Readonly<Record<Standing, string>> = {
  expected: 'as expected',
  unexpected: 'NOT AS EXPECTED',
  undetermined: 'undetermined',
};

export const standingWord = (standing: Standing): string => standings[standing];

export const standingText = (standing: Standing, { colours }: Page): string => {
  const paint = { expected: colours.green, unexpected: colours.red, undetermined: colours.yellow }[standing];
  return paint(standings[standing]);
};

export const dollars = (amount: number): string => `$${amount.toFixed(2)}`;

/** `1 path`, `2 paths`. */
export const counted = (count: number, one: string, many = `${one}s`): string => `${count} ${count === 1 ? one : many}`;
