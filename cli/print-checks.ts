import { fixTexts } from '../lambda/asking/fix-text.ts';
import { sinceText } from '../lambda/asking/time.ts';
import type { Check } from '../lambda/domain/check.ts';
import type { Analysis } from '../lambda/domain/evidence.ts';
import type { State } from '../lambda/domain/state.ts';
import { foremost } from '../lambda/domain/verdict.ts';
import type { Unreadable } from '../lambda/monitor/ports.ts';
import { csvText } from './csv.ts';
import { dollars, line, type Page, standingText } from './page.ts';
import { causeLines } from './print-cause.ts';
import { unreadableLines } from './print-unreadable.ts';
import { table } from './table.ts';

/** AWS's own documents are long, and everything of use in them is told beside them. */
const withoutDocument = (analysis: Analysis): unknown => {
  if (!('run' in analysis) || analysis.run.kind !== 'succeeded' || analysis.analyzer === 'network-model')
    return analysis;
  const { document: _document, ...report } = analysis.run.report;
  return { ...analysis, run: { ...analysis.run, report } };
};

/** A check as one JSON value, with its fixes; with AWS's own documents where `full`. */
export const checkDocument = (check: Check, full: boolean): unknown => ({
  ...check,
  evidence: full ? check.evidence : check.evidence.map(withoutDocument),
  fixes: fixTexts(check),
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

/**
 * What changed before the newest check that is not as expected, who changed it, and the commands that put it right. Of a break
 * that goes on the state knows more than the check at which it began.
 */
const remedyLines = (checks: readonly Check[], state: State | undefined, page: Page): readonly string[] => {
  const newest = checks.findIndex(({ standing }) => standing === 'unexpected');
  const check = checks[newest];
  if (check === undefined) return [];
  const older = checks.slice(newest);
  const end = older.findIndex(({ standing }) => standing === 'expected');
  const run = end === -1 ? older : older.slice(0, end);
  const isLasting = run.some(({ id }) => id === state?.broken?.checkId);
  const cause = (isLasting ? state?.broken?.cause : undefined) ?? run.find((one) => one.cause !== undefined)?.cause;
  const lines = causeLines({ cause, fixes: fixTexts({ ...check, ...(cause && { cause }) }), lasting: isLasting }, page);
  return lines.length === 0 ? [] : ['', `Not as expected ${sinceText(check.observedAt, page)}:`, ...lines];
};

/** Checks as a spreadsheet takes them. */
export const checksCsv = (checks: readonly Check[]): string =>
  csvText(
    ['observedAt', 'verdict', 'standing', 'reason', 'analyses', 'cost', 'modelOnly', 'late', 'id'],
    checks.map(({ observedAt, verdict, standing, findings, analyses, cost, modelOnly, late, id }) => ({
      observedAt,
      verdict,
      standing,
      reason: foremost(findings)?.message ?? null,
      analyses,
      cost,
      modelOnly: modelOnly === true,
      late: late === true,
      id,
    })),
  );

/** What is shown of a path's checks. */
export interface ShownChecks {
  readonly checks: readonly Check[];
  /** Whether older ones were left out. */
  readonly more: boolean;
  readonly unreadable: readonly Unreadable[];
  /** The path's own, where it has one. */
  readonly state: State | undefined;
}

/** The checks of one path as a table, and what is behind the newest that is not as expected. */
export const checksText = (pathId: string, { checks, more, unreadable, state }: ShownChecks, page: Page): string =>
  [
    ...(checks.length === 0
      ? [`No checks of ${line(pathId)} are kept for that time.`]
      : [
          table(
            ['observed', 'verdict', 'standing', 'cost', '', 'reason'],
            checks.map((check) => cells(check, page)),
            page,
          ),
          ...remedyLines(checks, state, page),
          '',
          `Times: ${page.timeZone}.${more ? ' There are older checks: raise `--limit`, or set `--until`.' : ''}`,
        ]),
    ...unreadableLines(unreadable, page),
  ].join('\n');
