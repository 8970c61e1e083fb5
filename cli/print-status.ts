import type { Standing } from '../lambda/domain/check.ts';
import { counted, line, type Page, standingText } from './page.ts';
import { type PathStatus, standingNow } from './path-status.ts';
import { foremost } from './reason.ts';
import { table } from './table.ts';
import { agoText, sinceText } from './time.ts';

/** Why a path is not as it must be; one that is has no need of a reason. */
const reasonText = (status: PathStatus): string => {
  const { observedAt, blind, findings } = status;
  if (blind !== null)
    return `no verdict in ${counted(blind.checks, 'check')}: ${foremost(blind.findings)?.message ?? 'no reason given'}`;
  if (observedAt === null) return 'never checked';
  return standingNow(status) === 'expected' ? '' : (foremost(findings)?.message ?? '');
};

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
  const pending = all.reduce((sum, status) => sum + status.pendingAlerts.length, 0);
  return (
    `${counted(counting.length, 'path')}: ${count('unexpected')} not as expected, ` +
    `${count('undetermined')} undetermined, ${count('expected')} as expected.` +
    (pending === 0 ? '' : ` ${counted(pending, 'alert')} not published yet.`)
  );
};

/** The states as a table, and what they add up to. */
export const statusText = (all: readonly PathStatus[], page: Page): string =>
  all.length === 0
    ? 'No path was checked yet: run `pathwatch check`.'
    : [
        table(
          ['path', 'verdict', 'standing', 'since', 'last looked', 'reason'],
          all.map((status) => cells(status, page)),
          page,
        ),
        '',
        `${summary(all)} Times: ${page.timeZone}.`,
      ].join('\n');
