import { fixTexts } from '../lambda/asking/fix-text.ts';
import { sinceText, timeText } from '../lambda/asking/time.ts';
import type { Check } from '../lambda/domain/check.ts';
import type { Incident } from '../lambda/domain/incident.ts';
import type { Past, Span } from '../lambda/history/timeline.ts';
import type { Unreadable } from '../lambda/monitor/ports.ts';
import { dollars, line, type Page, standingText } from './page.ts';
import { causeLines } from './print-cause.ts';
import { findingLines } from './print-check.ts';
import { analysisLines } from './print-evidence.ts';
import { unreadableLines } from './print-unreadable.ts';

/** What is known of a path at a moment. */
export interface Explained {
  readonly pathId: string;
  /** ISO time. */
  readonly at: string;
  /** When that was asked. */
  readonly now: string;
  readonly span: Span | undefined;
  /** ISO time since when it stood so; undefined where that is earlier than what was read. */
  readonly from: string | undefined;
  readonly check: Check | undefined;
  readonly incident: Incident | undefined;
  readonly past: Past;
  /** Items that might have told more. */
  readonly unreadable: readonly Unreadable[];
}

/** Of a time before its days were kept there are checks alone. */
const withoutDays = ({ at, check }: Explained, page: Page): string =>
  check === undefined
    ? `At ${timeText(at, page)} it was not watched.`
    : `How it stood at ${timeText(at, page)} is not kept; the last check until then found it ${check.verdict}, ${standingText(check.standing, page)}.`;

const headline = (explained: Explained, page: Page): readonly string[] => {
  const { at, now, span, from, past } = explained;
  if (span === undefined) return [withoutDays(explained, page)];
  const since = from === undefined ? 'since before that day' : `from ${timeText(from, page)}`;
  const until = span.until >= now ? 'until now' : `until ${timeText(span.until, page)}`;
  return [
    line(past.state?.declared.text ?? ''),
    `At ${timeText(at, page)}: ${span.verdict}, ${standingText(span.standing, page)}, ${since} ${until}.`,
    ...(span.reason === undefined ? [] : [line(span.reason)]),
  ].filter((text) => text !== '');
};

/** What is known to be behind it: the author is found after the check, and so is told by the path's state or the incident. */
const causeOf = ({ check, incident, past }: Explained) => {
  const { broken } = past.state ?? {};
  return (broken?.checkId === check?.id ? broken?.cause : undefined) ?? incident?.cause ?? check?.cause;
};

const checkLines = (check: Check, explained: Explained, page: Page): readonly string[] => {
  const { observedAt, analyses, cost, findings, open, evidence, confidence, modelOnly, standing } = check;
  const causes = standing === 'unexpected' ? causeOf(explained) : undefined;
  const by = modelOnly === true ? ', by the network model alone' : confidence === undefined ? '' : `, ${confidence}`;
  return [
    `Found by the check of ${sinceText(observedAt, page)}${by}; ${analyses} paid, ${dollars(cost)}.`,
    ...findings.flatMap((finding) => findingLines(finding, standing === 'expected', page.colours)),
    ...causeLines(
      {
        cause: causes,
        fixes: fixTexts({ ...check, ...(causes && { cause: causes }) }),
        lasting: explained.span?.until === explained.now,
      },
      page,
    ),
    ...open.map((sentence) => page.colours.dim(`  open: ${line(sentence)}`)),
    '',
    ...(evidence.length === 0
      ? ['No analyzer has answered.']
      : evidence.flatMap((analysis) => analysisLines(analysis, page))),
  ];
};

/** How a path was at a moment, and why. */
export const explainText = (explained: Explained, page: Page): string => {
  const { pathId, check, incident, span, unreadable } = explained;
  return [
    page.colours.bold(line(pathId)),
    ...headline(explained, page),
    ...(incident === undefined ? [] : [`Incident ${line(incident.id)}.`]),
    '',
    ...(check === undefined
      ? [
          span === undefined
            ? 'No check of before is kept.'
            : 'The checks of that time are no longer kept: `retention.days` says for how long they are.',
        ]
      : checkLines(check, explained, page)),
    '',
    `Times: ${page.timeZone}. The way in the network as it is now: \`pathwatch analyze ${line(pathId)}\`.`,
    ...unreadableLines(unreadable, page),
  ].join('\n');
};
