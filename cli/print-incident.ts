import { fixTexts } from '../lambda/asking/fix-text.ts';
import { lengthText, sinceText, timeText } from '../lambda/asking/time.ts';
import { secondsBetween } from '../lambda/domain/day.ts';
import type { Incident, IncidentPath } from '../lambda/domain/incident.ts';
import { isOpen } from '../lambda/incidents/subject.ts';
import { counted, line, type Page } from './page.ts';
import { causeLines } from './print-cause.ts';
import { findingLines } from './print-check.ts';
import { table } from './table.ts';

const fixesOf = ({ about, verdict, findings, cause }: Incident) =>
  about === 'outage' && verdict !== undefined
    ? fixTexts({ standing: 'unexpected', verdict, findings, ...(cause && { cause }) })
    : [];

/** An incident as one JSON value, with its fixes; what only its delivery is about stays out. */
export const incidentDocument = (incident: Incident): unknown => {
  const { outbox, claim: _claim, version: _version, lead: _lead, ...rest } = incident;
  return {
    ...rest,
    undelivered: outbox.map(({ alert, waiting }) => ({ id: alert.id, kind: alert.kind, waiting })),
    fixes: fixesOf(incident),
  };
};

const pathState = ({ down, flapping }: IncidentPath): string =>
  flapping === true ? 'flapping' : down ? 'not as expected' : 'as expected again';

const headline = ({ startedAt, endedAt, about, severity }: Incident, page: Page): string =>
  `${about}, ${severity}, since ${sinceText(startedAt, page)}` +
  (endedAt === undefined
    ? `, ${page.colours.red('open')}`
    : `, over at ${timeText(endedAt, page)} after ${lengthText(secondsBetween(startedAt, endedAt))}`);

/** Channels that have not taken what they are to be told, each with why. */
const undelivered = ({ outbox }: Incident): readonly string[] =>
  outbox.flatMap(({ alert, waiting }) =>
    waiting.map(
      ({ channel, attempts, lastFault }) =>
        `  ${line(alert.kind)} to ${line(channel)}: ${attempts === 0 ? 'not tried yet' : `${counted(attempts, 'attempt')}, ${line(lastFault ?? 'no reason given')}`}`,
    ),
  );

const toldText = (incident: Incident, page: Page): string => {
  const { messages, toldAt, channels, held, acknowledged } = incident;
  return [
    messages === 0 || toldAt === undefined
      ? `Nobody was told${held === undefined ? '' : `: ${line(held)}`}.`
      : `Told ${counted(messages, 'time')}, last at ${timeText(toldAt, page)}, to ${channels.map(line).join(', ')}.`,
    ...(acknowledged === undefined
      ? []
      : [
          `Acknowledged by ${line(acknowledged.by)} at ${timeText(acknowledged.at, page)}: ${line(acknowledged.reason)}`,
        ]),
    ...(incident.outbox.length === 0 ? [] : ['Not delivered yet:', ...undelivered(incident)]),
  ].join('\n');
};

/** All that is known of one incident: what stops its paths, what changed and who changed it, what mends it, who was told. */
export const incidentText = (incident: Incident, page: Page): string => {
  const { id, findings, cause, paths } = incident;
  return [
    page.colours.bold(line(id)),
    headline(incident, page),
    '',
    ...findings.flatMap((finding) => findingLines(finding, false, page.colours)),
    ...causeLines({ cause, fixes: fixesOf(incident), lasting: isOpen(incident) }, page),
    '',
    table(
      ['path', 'severity', 'since', 'now'],
      paths.map((path) => [line(path.pathId), path.severity, timeText(path.since, page), pathState(path)]),
      page,
    ),
    '',
    toldText(incident, page),
    '',
    `Times: ${page.timeZone}.`,
  ].join('\n');
};
