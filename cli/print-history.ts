import { shareText } from '../lambda/asking/amount.ts';
import { type FixText, fixTexts } from '../lambda/asking/fix-text.ts';
import type { ReadPast } from '../lambda/asking/past.ts';
import { lengthText, sinceText, timeText } from '../lambda/asking/time.ts';
import type { Cause } from '../lambda/domain/change.ts';
import { secondsBetween } from '../lambda/domain/day.ts';
import type { State } from '../lambda/domain/state.ts';
import { availability, byDay, type Seconds } from '../lambda/history/availability.ts';
import { daysOf, type Span, timeline, type Window } from '../lambda/history/timeline.ts';
import { csvText } from './csv.ts';
import { counted, line, type Page, standingText } from './page.ts';
import { causeLines } from './print-cause.ts';
import { unreadableLines } from './print-unreadable.ts';
import { table } from './table.ts';
import { uptimeBar, uptimeLegend } from './uptime-bar.ts';

/** How long what was so. */
export const heldText = ({ expected, unexpected, undetermined }: Seconds): string =>
  `as expected ${lengthText(expected)}, not as expected ${lengthText(unexpected)}, unknown ${lengthText(undetermined)}`;

const cells = (span: Span, isNewest: boolean, page: Page): readonly string[] => [
  sinceText(span.from, page),
  isNewest ? 'until now' : `for ${lengthText(secondsBetween(span.from, span.until))}`,
  span.verdict,
  standingText(span.standing, page),
  line(span.reason ?? ''),
];

/** What is behind a path that is not as expected now, and what puts it right. */
export const remedyOf = (
  state: State | undefined,
): { readonly cause: Cause | null; readonly fixes: readonly FixText[] } => {
  const { broken, settled } = state ?? {};
  if (broken === undefined || settled?.standing !== 'unexpected') return { cause: null, fixes: [] };
  const { cause } = broken;
  const { standing, verdict, findings } = settled;
  return { cause: cause ?? null, fixes: fixTexts({ standing, verdict, findings, ...(cause && { cause }) }) };
};

const remedyLines = (state: State | undefined, page: Page): readonly string[] => {
  const { cause, fixes } = remedyOf(state);
  const lines = causeLines({ cause: cause ?? undefined, fixes, lasting: true }, page);
  return lines.length === 0 || state?.broken === undefined
    ? []
    : ['', `Not as expected ${sinceText(state.broken.startedAt, page)}:`, ...lines];
};

export interface ShownHistory {
  readonly pathId: string;
  readonly window: Window;
  readonly past: ReadPast;
  /** Newest first. */
  readonly spans: readonly Span[];
  /** How many older ones were left out. */
  readonly more: number;
  readonly seconds: Seconds;
}

/** Stretches that were too many to be kept one by one. */
const leftText = (past: ReadPast): readonly string[] =>
  daysOf(past)
    .filter(({ left }) => left > 0)
    .map(
      ({ date, left }) => `On ${date} it changed ${left} times more than is shown; the time is counted all the same.`,
    );

/** Spans as a spreadsheet takes them. */
export const historyCsv = (spans: readonly Span[]): string =>
  csvText(
    ['from', 'until', 'seconds', 'verdict', 'standing', 'reason', 'checkId'],
    spans.map(({ from, until, verdict, standing, reason, checkId }) => ({
      from,
      until,
      seconds: secondsBetween(from, until),
      verdict,
      standing,
      reason: reason ?? null,
      checkId: checkId ?? null,
    })),
  );

/** How a path stood, newest first, with a bar a day, and what is behind it where it is not as expected now. */
export const historyText = ({ pathId, window, past, spans, more, seconds }: ShownHistory, page: Page): string => {
  const now = page.now.toISOString();
  const [oldest] = timeline(past, window, now);
  if (oldest === undefined)
    return [
      `Nothing of ${line(pathId)} is kept from ${timeText(window.since, page)} to ${timeText(window.until, page)}. Times: ${page.timeZone}.`,
      ...unreadableLines(past.unreadable, page),
    ].join('\n');
  const bars = byDay(timeline(past, window, now), daysOf(past), window);
  return [
    `${page.colours.bold(line(pathId))}  ${line(past.state?.declared.text ?? '')}`.trimEnd(),
    `${uptimeBar(bars, page)}  ${shareText(availability(seconds))} of the known time as expected`,
    page.colours.dim(uptimeLegend),
    `From ${timeText(oldest.from, page)}: ${heldText(seconds)}.`,
    '',
    table(
      ['since', '', 'verdict', 'standing', 'reason'],
      spans.map((span, place) => cells(span, place === 0 && span.until >= window.until, page)),
      page,
    ),
    ...remedyLines(past.state, page),
    '',
    ...leftText(past),
    `Times: ${page.timeZone}. At any moment: \`pathwatch explain ${line(pathId)} --at TIME\`.${
      more > 0 ? ` ${counted(more, 'older row')} left out: raise \`--limit\`.` : ''
    }`,
    ...unreadableLines(past.unreadable, page),
  ].join('\n');
};
