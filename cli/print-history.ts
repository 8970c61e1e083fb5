import type { Check } from '../lambda/domain/check.ts';
import type { Analysis } from '../lambda/domain/evidence.ts';
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

export const withoutDocuments = (check: Check): unknown => ({
  ...check,
  evidence: check.evidence.map(withoutDocument),
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
