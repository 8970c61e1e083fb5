import { commandLine } from '../lambda/alerts/command.ts';
import type { Check } from '../lambda/domain/check.ts';
import type { Analysis } from '../lambda/domain/evidence.ts';
import type { Fix } from '../lambda/domain/fix.ts';
import { fixesOf } from '../lambda/fixes/fixes.ts';
import { dollars, line, type Page, standingText } from './page.ts';
import { foremost } from './reason.ts';
import { table } from './table.ts';
import { sinceText } from './time.ts';

/** AWS's own documents are long, and everything of use in them is told beside them. */
const withoutDocument = (analysis: Analysis): unknown => {
  if (!('run' in analysis) || analysis.run.kind !== 'succeeded' || analysis.analyzer === 'network-model')
    return analysis;
  const { document: _document, ...report } = analysis.run.report;
  return { ...analysis, run: { ...analysis.run, report } };
};

/** What would have put it right, as its alert told it; that the verdict is not as expected tells which one is. */
const fixesFor = ({ standing, verdict, findings, cause }: Check): readonly Fix[] =>
  standing === 'unexpected' ? fixesOf(findings, cause, verdict === 'reachable' ? 'unreachable' : 'reachable') : [];

const fixDocument = (fix: Fix): readonly unknown[] => {
  const { kind, title, blanks } = fix;
  const command = commandLine(fix);
  return command === undefined ? [] : [{ kind, title, command, blanks }];
};

/** A check as one JSON value, with its fixes; with AWS's own documents where `full`. */
export const checkDocument = (check: Check, full: boolean): unknown => ({
  ...check,
  evidence: full ? check.evidence : check.evidence.map(withoutDocument),
  fixes: fixesFor(check).flatMap(fixDocument),
});

const cells = (check: Check, page: Page): readonly string[] => [
  sinceText(check.observedAt, page),
  check.verdict,
  standingText(check.standing, page),
  dollars(check.cost),
  [check.late === true ? 'late' : '', check.modelOnly === true ? 'by the model alone' : '']
    .filter((word) => word !== '')
    .join(', '),
  line(check.standing === 'expected' ? '' : (foremost(check.findings)?.message ?? '')),
];

/** The checks of one path as a table; `more` where older ones were left out. */
export const historyText = (pathId: string, checks: readonly Check[], more: boolean, page: Page): string =>
  checks.length === 0
    ? `No checks of ${line(pathId)} are kept for that time.`
    : [
        table(
          ['observed', 'verdict', 'standing', 'cost', '', 'reason'],
          checks.map((check) => cells(check, page)),
          page,
        ),
        '',
        `Times: ${page.timeZone}.${more ? ' There are older checks: raise `--limit`, or set `--until`.' : ''}`,
      ].join('\n');
