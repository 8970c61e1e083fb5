import pc from 'picocolors';
import { clean } from '../lambda/alerts/clean.ts';
import type { Clock } from '../lambda/asking/time.ts';
import type { Standing } from '../lambda/domain/check.ts';
import type { Io, Stream } from './io.ts';

export { counted, dollars } from '../lambda/asking/amount.ts';

/** How people are told things: colours, width, clock and time zone. */
export interface Page extends Clock {
  readonly colours: ReturnType<typeof pc.createColors>;
  /** Characters of a line; undefined where nobody said. */
  readonly width: number | undefined;
}

/**
 * Whether a stream gets colours. Whoever wants none gets none, wherever it goes (https://no-color.org); `FORCE_COLOR` gives
 * them to pipes and files too (https://force-color.org), but `0` and `false` mean none, as for Node and many a tool; else
 * they go to terminals that know them.
 */
const isColoured = ({ isTerminal }: Stream, { NO_COLOR, FORCE_COLOR, TERM }: Io['environment']): boolean => {
  if (NO_COLOR) return false;
  if (FORCE_COLOR) return FORCE_COLOR !== '0' && FORCE_COLOR !== 'false';
  return isTerminal && TERM !== 'dumb';
};

/** The page of one of the program's two streams, of the answer's if none is named. Nothing else decides on colours. */
export const pageOf = (io: Io, stream: Stream = io.stdout): Page => ({
  colours: pc.createColors(isColoured(stream, io.environment)),
  width: stream.isTerminal ? io.columns : undefined,
  now: io.now(),
  timeZone: io.timeZone,
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
