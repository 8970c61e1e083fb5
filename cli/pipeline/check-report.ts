import { changeTexts } from '../../lambda/alerts/cause.ts';
import { secondsBetween } from '../../lambda/asking/time.ts';
import type { Standing } from '../../lambda/domain/check.ts';
import { type Configuration, type Path, pathText } from '../../lambda/domain/path.ts';
import type { SweepRecord } from '../../lambda/domain/sweep.ts';
import { foremost } from '../../lambda/domain/verdict.ts';
import type { CheckedPath } from '../checked-path.ts';
import { type CheckGate, failsOnUnknown } from '../gate.ts';
import { gateSentence, gateText, type Judged } from '../gate-text.ts';
import { counted, type Page, standingWord } from '../page.ts';
import { reasonTexts } from './finding-text.ts';
import type { Outcome, Report, ReportCase } from './report.ts';

/** What `check` found, and what is known beside it. */
export interface Checked {
  readonly whole: SweepRecord;
  readonly paths: readonly CheckedPath[];
  readonly configuration: Configuration | undefined;
  readonly failOn: CheckGate | undefined;
  readonly exit: Judged['exit'];
}

const ranks: Readonly<Record<Standing, number>> = { unexpected: 0, undetermined: 1, expected: 2 };

const outcomeOf = (standing: Standing, failOn: CheckGate | undefined): Outcome => {
  switch (standing) {
    case 'expected':
      return 'passed';
    case 'unexpected':
      return 'failed';
    case 'undetermined':
      return failsOnUnknown(failOn) ? 'error' : 'skipped';
  }
};

/** What the declaration says of a path. */
export const declaredProperties = (path: Path | undefined): Readonly<Record<string, string>> =>
  path === undefined
    ? {}
    : {
        path: pathText(path),
        expect: path.expect,
        severity: path.severity,
        ...Object.fromEntries(Object.entries(path.tags).map(([key, value]) => [`tag.${key}`, value])),
      };

const withoutNull = (properties: Readonly<Record<string, string | null>>): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(properties).flatMap(([key, value]) => (value === null ? [] : [[key, value]])));

const caseOf = (checked: CheckedPath, path: Path | undefined, failOn: CheckGate | undefined): ReportCase => {
  const { pathId, verdict, standing, how, since, findings, open, cause, fixes, trouble } = checked;
  const { checkId, console, seconds } = checked;
  return {
    id: pathId,
    outcome: outcomeOf(standing, failOn),
    label: standingWord(standing),
    verdict,
    why: standing === 'expected' ? '' : (foremost(findings)?.message ?? trouble ?? ''),
    reasons: reasonTexts(findings),
    changes: cause === null ? [] : changeTexts(cause, true),
    notes: [...(trouble === null ? [] : [trouble]), ...open],
    fixes,
    seconds,
    properties: { ...declaredProperties(path), ...withoutNull({ verdict, standing, how, since, checkId, console }) },
    isQuiet: false,
  };
};

/** Paths that the sweep was to look at, and of which nothing is known. */
const untold = (count: number, failOn: CheckGate | undefined): readonly ReportCase[] =>
  count <= 0
    ? []
    : [
        {
          id: counted(count, 'further path'),
          outcome: outcomeOf('undetermined', failOn),
          label: standingWord('undetermined'),
          verdict: 'unknown',
          why: 'the look at them did not come to its end',
          reasons: [],
          changes: [],
          notes: [],
          fixes: [],
          seconds: 0,
          properties: {},
          isQuiet: false,
        },
      ];

const judgedOf = ({ whole: { due, tally }, failOn, exit }: Checked): Judged => ({
  exit,
  failOn,
  failing: tally.unexpected,
  undetermined: due - tally.expected - tally.unexpected,
  as: 'not as expected',
});

/** The text of a check, and under it what the gate makes of it, where one was named. */
export const gatedText = (text: string, checked: Checked, page: Page): string =>
  checked.failOn === undefined ? text : `${text}\n${gateText(judgedOf(checked), page)}`;

/** What a check found, for pipelines. */
export const checkReport = (checked: Checked): Report => {
  const { whole, paths, configuration, failOn } = checked;
  const { id, startedAt, endedAt, due, tally, notes } = whole;
  const declared = new Map(configuration?.paths.map((path) => [path.id, path]));
  const judged = judgedOf(checked);
  return {
    name: 'pathwatch check',
    at: startedAt,
    seconds: secondsBetween(startedAt, endedAt),
    cases: [
      ...paths
        .toSorted((one, other) => ranks[one.standing] - ranks[other.standing])
        .map((path) => caseOf(path, declared.get(path.pathId), failOn)),
      ...untold(due - paths.length, failOn),
    ],
    notes,
    summary: `${counted(due, 'path')}: ${tally.unexpected} not as expected, ${judged.undetermined} undetermined, ${tally.expected} as expected.`,
    gate: gateSentence(judged),
    properties: { sweepId: id, failOn: failOn ?? 'everything' },
  };
};
