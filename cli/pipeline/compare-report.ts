import { fixTextsOf } from '../../lambda/asking/fix-text.ts';
import { compareSummary } from '../compare-summary.ts';
import type { ComparedNetworks, TimedPath } from '../compared-networks.ts';
import { changeSentences, findingsTold, isOfBefore, verdictsText, whyText } from '../compared-text.ts';
import { type CompareGate, failsOnTurn, failsOnUnknown, isUndetermined } from '../gate.ts';
import { gateSentence, type Judged } from '../gate-text.ts';
import { turnWords } from '../turn-text.ts';
import { declaredProperties } from './check-report.ts';
import { reasonTexts } from './finding-text.ts';
import type { Outcome, Report, ReportCase } from './report.ts';

const FACTS = 10;

/** What was not as expected before either is let pass by a gate that asks for what is new. */
const outcomeOf = ({ turn, after }: TimedPath, failOn: CompareGate | undefined): Outcome => {
  if (failsOnTurn(turn, failOn)) return 'failed';
  if (isUndetermined(turn)) return failsOnUnknown(failOn) ? 'error' : 'skipped';
  return after.standing === 'expected' ? 'passed' : 'skipped';
};

const caseOf = (compared: TimedPath, failOn: CompareGate | undefined): ReportCase => {
  const { path, turn, before, after, seconds } = compared;
  return {
    id: path.id,
    outcome: outcomeOf(compared, failOn),
    label: turnWords[turn],
    verdict: verdictsText(compared),
    why: whyText(compared),
    reasons: reasonTexts(findingsTold(compared)).map((text) => (isOfBefore(compared) ? `before: ${text}` : text)),
    changes: changeSentences(compared, FACTS),
    notes: [],
    fixes: fixTextsOf(compared.fixes),
    seconds,
    properties: {
      ...declaredProperties(path),
      turn,
      'before.verdict': before.verdict,
      'before.standing': before.standing,
      'after.verdict': after.verdict,
      'after.standing': after.standing,
    },
    isQuiet: turn === 'same',
  };
};

/** What two networks make of the paths, for pipelines. */
export const compareReport = (networks: ComparedNetworks, judged: Judged, at: string): Report => {
  const { before, after, paths, notes } = networks;
  return {
    name: 'pathwatch compare',
    at,
    seconds: paths.reduce((sum, { seconds }) => sum + seconds, 0),
    cases: paths.map((path) => caseOf(path, judged.failOn)),
    notes,
    summary: compareSummary(networks),
    gate: gateSentence(judged),
    properties: {
      before: before.name,
      'before.takenAt': before.snapshot.takenAt,
      after: after.name,
      'after.takenAt': after.snapshot.takenAt,
      failOn: judged.failOn ?? 'everything new',
    },
  };
};
