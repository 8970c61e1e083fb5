import type { Span } from '../lambda/alerts/maintenance.ts';
import { sinceText, timeText, untilText } from '../lambda/asking/time.ts';
import type { Acknowledgement, Mute, Scope } from '../lambda/domain/silence.ts';
import { line, type Page } from './page.ts';
import { scopeText } from './scope.ts';
import { table } from './table.ts';

/** A window of maintenance: the one that is on, and the one that comes next. */
export interface ListedWindow {
  readonly name: string;
  readonly scope: Scope;
  /** In which its beginnings are declared; null where it comes once. */
  readonly timezone: string | null;
  readonly active: Span | null;
  readonly next: Span | null;
}

export interface ListedSilences {
  readonly mutes: readonly Mute[];
  /** Null where no configuration is at hand. */
  readonly maintenance: readonly ListedWindow[] | null;
  readonly acknowledgements: readonly Acknowledgement[];
}

const windowWhen = ({ active, next, timezone }: ListedWindow, page: Page): string => {
  const declared = timezone === null || timezone === page.timeZone ? '' : ` (declared in ${line(timezone)})`;
  if (active !== null) return `on until ${untilText(active.until, page)}${declared}`;
  if (next === null) return 'over';
  return `from ${untilText(next.from, page)} until ${timeText(next.until, page)} ${page.timeZone}${declared}`;
};

const mutesText = (mutes: readonly Mute[], page: Page): readonly string[] =>
  mutes.length === 0
    ? ['Nothing is muted.']
    : [
        table(
          ['mute', 'paths', 'until', 'by', 'reason'],
          mutes.map(({ id, scope, until, by, reason }) => [
            line(id),
            scopeText(scope),
            untilText(until, page),
            line(by),
            line(reason),
          ]),
          page,
        ),
      ];

const maintenanceText = (windows: ListedSilences['maintenance'], page: Page): readonly string[] => {
  if (windows === null) return ['', 'Windows of maintenance: not known, since no configuration is at hand.'];
  return windows.length === 0
    ? []
    : [
        '',
        table(
          ['maintenance', 'paths', 'when'],
          windows.map((window) => [line(window.name), scopeText(window.scope), windowWhen(window, page)]),
          page,
        ),
      ];
};

const acknowledgementsText = (given: readonly Acknowledgement[], page: Page): readonly string[] =>
  given.length === 0
    ? []
    : [
        '',
        table(
          ['acknowledged incident', 'at', 'by', 'reason'],
          given.map(({ incidentId, at, by, reason }) => [
            line(incidentId),
            sinceText(at, page),
            line(by),
            line(reason),
          ]),
          page,
        ),
      ];

const hasTimes = ({ mutes, maintenance, acknowledgements }: ListedSilences): boolean =>
  mutes.length + acknowledgements.length > 0 ||
  (maintenance ?? []).some(({ active, next }) => active !== null || next !== null);

/** What keeps alerts and reminders back, as tables. */
export const silencesText = (listed: ListedSilences, page: Page): string =>
  [
    ...mutesText(listed.mutes, page),
    ...maintenanceText(listed.maintenance, page),
    ...acknowledgementsText(listed.acknowledgements, page),
    ...(hasTimes(listed) ? ['', `Times: ${page.timeZone}.`] : []),
  ].join('\n');
