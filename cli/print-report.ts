import { shareText } from '../lambda/asking/amount.ts';
import { lengthText, timeText } from '../lambda/asking/time.ts';
import type { Counted, IncidentsCounted, PathCounted, Report } from '../lambda/history/report.ts';
import type { Unreadable } from '../lambda/monitor/ports.ts';
import { csvText } from './csv.ts';
import { counted, dollars, line, type Page } from './page.ts';
import { unreadableLines } from './print-unreadable.ts';
import { table } from './table.ts';
import { uptimeBar, uptimeLegend } from './uptime-bar.ts';

/** A path as a row that a spreadsheet takes; times in seconds, the share from 0 to 1. */
export const reportCsv = ({ paths }: Report): string =>
  csvText(
    [
      'pathId',
      'availability',
      'expectedSeconds',
      'unexpectedSeconds',
      'unknownSeconds',
      'outages',
      'longestSeconds',
      'changes',
      'checks',
      'analyses',
      'cost',
      'tags',
    ],
    paths.map(({ pathId, availability, seconds, outages, longest, changes, checks, analyses, cost, tags }) => ({
      pathId,
      availability,
      expectedSeconds: seconds.expected,
      unexpectedSeconds: seconds.unexpected,
      unknownSeconds: seconds.undetermined,
      outages,
      longestSeconds: longest,
      changes,
      checks,
      analyses,
      cost,
      tags: Object.entries(tags)
        .map(([key, value]) => `${key}=${value}`)
        .join(' '),
    })),
  );

/** Time that counts for nothing is shown apart; a blank where there was none. */
const timeCell = (seconds: number): string => (seconds === 0 ? '' : lengthText(seconds));

const figures = ({ availability, seconds, outages, changes, cost }: Counted): readonly string[] => [
  shareText(availability),
  timeCell(seconds.unexpected),
  timeCell(seconds.undetermined),
  String(outages),
  String(changes),
  dollars(cost),
];

const headings = ['available', 'down', 'unknown', 'outages', 'changes', 'cost'] as const;

const pathRow = (path: PathCounted, page: Page): readonly string[] => [
  line(path.pathId),
  ...figures(path),
  uptimeBar(path.days, page),
];

const meanText = (mean: number | null, of: number): string =>
  mean === null ? 'not known of any' : `${lengthText(mean)} (mean of ${of})`;

const incidentsText = (incidents: IncidentsCounted): readonly string[] =>
  incidents.count === 0
    ? ['No incident began.']
    : [
        `${counted(incidents.count, 'incident')} began, ${incidents.open} open${incidents.flapping > 0 ? `, ${incidents.flapping} flapping still` : ''}.`,
        `  from the change to its detection: ${meanText(incidents.meanToDetect, incidents.detected)}`,
        `  from detection to restored:       ${meanText(incidents.meanToRestore, incidents.restored)}`,
      ];

/** What of the cost is by whole days. */
const note = 'Share of the known time as expected; checks, changes and cost are of whole days, in UTC.';

/** How all paths fared: by path, the least available first, by tag, and the incidents. */
export const reportText = (
  { window, all, paths, tags, incidents }: Report,
  unreadable: readonly Unreadable[],
  page: Page,
): string =>
  [
    page.colours.bold(`From ${timeText(window.since, page)} to ${timeText(window.until, page)}`),
    '',
    ...(paths.length === 0
      ? ['No path was watched.']
      : [
          table(
            ['path', ...headings, ''],
            [...paths.map((path) => pathRow(path, page)), ['all', ...figures(all), '']],
            page,
          ),
          '',
          page.colours.dim(uptimeLegend),
        ]),
    ...(tags.length === 0
      ? []
      : [
          '',
          table(
            ['tag', 'paths', ...headings],
            tags.map((tag) => [line(tag.tag), String(tag.paths), ...figures(tag)]),
            page,
          ),
        ]),
    '',
    ...incidentsText(incidents),
    '',
    `${counted(all.analyses, 'paid analysis', 'paid analyses')}, ${dollars(all.cost)}. ${note} Times: ${page.timeZone}.`,
    ...unreadableLines(unreadable, page),
  ].join('\n');
