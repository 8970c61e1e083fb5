import { type PathStatus, standingNow } from '../lambda/asking/path-status.ts';
import { agoText, sinceText } from '../lambda/asking/time.ts';
import type { Standing } from '../lambda/domain/check.ts';
import { foremost } from '../lambda/domain/verdict.ts';
import { csvText } from './csv.ts';
import { again, type Options } from './options.ts';
import { counted, line, type Page, standingText } from './page.ts';
import { table } from './table.ts';

/** What is under way, before there is a verdict on it. */
const pendingText = ({ pending }: PathStatus): string =>
  pending === null ? '' : `being analysed; the network model says ${pending.model}`;

/** No analyzer of AWS confirmed what the model says. */
const aloneText = ({ modelOnly }: PathStatus): string =>
  modelOnly ? 'by the network model, confirmed by no analyzer of AWS' : '';

/** Why a path is not as it must be; one that is has no need of a reason. */
const causeText = (status: PathStatus): string => {
  const { observedAt, blind, findings, unreadable } = status;
  if (unreadable !== null) return `its state cannot be read: ${unreadable}`;
  if (blind !== null)
    return `no verdict in ${counted(blind.checks, 'check')}: ${foremost(blind.findings)?.message ?? 'no reason given'}`;
  if (observedAt === null) return 'never checked';
  return standingNow(status) === 'expected' ? '' : (foremost(findings)?.message ?? '');
};

/** Which incident holds it, who takes care of that, and why nothing is told. */
const alertsText = (status: PathStatus): readonly string[] => {
  const { incidentId, acknowledged, silenced } = status;
  return [
    ...(incidentId === null || standingNow(status) === 'expected' ? [] : [`incident ${incidentId}`]),
    ...(acknowledged === null ? [] : [`acknowledged by ${acknowledged.by}: ${acknowledged.reason}`]),
    ...(silenced === null ? [] : [`silenced by ${silenced.reason}`]),
  ];
};

const reasonText = (status: PathStatus): string =>
  [pendingText(status), causeText(status), aloneText(status), ...alertsText(status)]
    .filter((text) => text !== '')
    .join('; ');

const cells = (status: PathStatus, page: Page): readonly string[] => {
  const { pathId, declared, verdict, since, observedAt } = status;
  const plain = [
    since === null ? '-' : sinceText(since, page),
    observedAt === null ? 'never' : agoText(observedAt, page),
    line(reasonText(status)),
  ];
  const { dim } = page.colours;
  return declared
    ? [line(pathId), verdict, standingText(standingNow(status), page), ...plain]
    : [line(pathId), verdict, 'no longer declared', ...plain].map(dim);
};

const summary = (all: readonly PathStatus[]): string => {
  const counting = all.filter((status) => status.declared);
  const count = (standing: Standing): number => counting.filter((status) => standingNow(status) === standing).length;
  const sum = (of: (status: PathStatus) => number): number => all.reduce((total, status) => total + of(status), 0);
  const pending = sum(({ pendingAlerts }) => pendingAlerts.length);
  const disagreements = sum((status) => (status.declared ? status.disagreements : 0));
  return (
    `${counted(counting.length, 'path')}: ${count('unexpected')} not as expected, ` +
    `${count('undetermined')} undetermined, ${count('expected')} as expected.` +
    (pending === 0 ? '' : ` ${counted(pending, 'alert')} not published yet.`) +
    (disagreements === 0
      ? ''
      : ` AWS and the network model did not say the same ${counted(disagreements, 'time')}: see history.`)
  );
};

/** Paths as a spreadsheet takes them. */
export const statusCsv = (all: readonly PathStatus[]): string =>
  csvText(
    ['pathId', 'declared', 'verdict', 'standing', 'since', 'observedAt', 'reason', 'incidentId'],
    all.map((status) => ({
      pathId: status.pathId,
      declared: status.declared,
      verdict: status.verdict,
      standing: standingNow(status),
      since: status.since,
      observedAt: status.observedAt,
      reason: causeText(status),
      incidentId: status.incidentId,
    })),
  );

/** The states as a table, and what they add up to. */
export const statusText = (all: readonly PathStatus[], options: Options, page: Page): string =>
  all.length === 0
    ? `No path was checked yet: run \`${again('check', options)}\`.`
    : [
        table(
          ['path', 'verdict', 'standing', 'since', 'last looked', 'reason'],
          all.map((status) => cells(status, page)),
          page,
        ),
        '',
        `${summary(all)} Times: ${page.timeZone}.`,
      ].join('\n');
