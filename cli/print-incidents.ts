import { principalText } from '../lambda/alerts/principal.ts';
import { lengthText, sinceText, timeText } from '../lambda/asking/time.ts';
import { secondsBetween } from '../lambda/domain/day.ts';
import type { Incident } from '../lambda/domain/incident.ts';
import { foremost } from '../lambda/domain/verdict.ts';
import type { Window } from '../lambda/history/timeline.ts';
import type { Unreadable } from '../lambda/monitor/ports.ts';
import { csvText } from './csv.ts';
import { counted, line, type Page } from './page.ts';
import { unreadableLines } from './print-unreadable.ts';
import { table } from './table.ts';

/** So many paths are named. */
const NAMED = 3;

/** What changed, else what stops its paths. */
export const whyText = ({ cause, findings }: Incident): string =>
  cause?.facts[0]?.message ?? foremost(findings)?.message ?? '';

/** Who made the change that explains it, where one does. */
export const authorText = ({ cause }: Incident): string => {
  const [best] = cause?.candidates ?? [];
  return best?.fit === 'explains' && best.change.author !== undefined ? principalText(best.change.author) : '';
};

const pathsText = ({ paths }: Incident): string => {
  const ids = paths.map(({ pathId }) => pathId);
  return `${ids.slice(0, NAMED).join(', ')}${ids.length > NAMED ? ` and ${ids.length - NAMED} more` : ''}`;
};

const lengthOf = ({ startedAt, endedAt }: Incident, { colours }: Page): string =>
  endedAt === undefined ? colours.red('open') : lengthText(secondsBetween(startedAt, endedAt));

const cells = (incident: Incident, page: Page): readonly string[] => [
  sinceText(incident.startedAt, page),
  lengthOf(incident, page),
  incident.about,
  incident.severity,
  line(pathsText(incident)),
  line(incident.id),
  line([whyText(incident), authorText(incident)].filter(Boolean).join('; by ')),
];

/** Incidents as a spreadsheet takes them. */
export const incidentsCsv = (incidents: readonly Incident[]): string =>
  csvText(
    ['id', 'about', 'severity', 'startedAt', 'endedAt', 'seconds', 'paths', 'why', 'by'],
    incidents.map((incident) => ({
      id: incident.id,
      about: incident.about,
      severity: incident.severity,
      startedAt: incident.startedAt,
      endedAt: incident.endedAt ?? null,
      seconds: incident.endedAt === undefined ? null : secondsBetween(incident.startedAt, incident.endedAt),
      paths: incident.paths.map(({ pathId }) => pathId).join(' '),
      why: whyText(incident),
      by: authorText(incident),
    })),
  );

export interface ShownIncidents {
  readonly incidents: readonly Incident[];
  readonly more: boolean;
  readonly unreadable: readonly Unreadable[];
  readonly window: Window;
}

export const incidentsText = ({ incidents, more, unreadable, window }: ShownIncidents, page: Page): string =>
  [
    ...(incidents.length === 0
      ? [
          `No incident from ${timeText(window.since, page)} to ${timeText(window.until, page)}. Times: ${page.timeZone}.`,
        ]
      : [
          table(
            ['began', 'lasted', 'about', 'severity', 'paths', 'incident', 'why'],
            incidents.map((incident) => cells(incident, page)),
            page,
          ),
          '',
          `${counted(incidents.length, 'incident')}. Times: ${page.timeZone}. Of one: \`pathwatch incidents ID\`.${
            more ? ' There are older ones: raise `--limit`.' : ''
          }`,
        ]),
    ...unreadableLines(unreadable, page),
  ].join('\n');
