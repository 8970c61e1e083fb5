import type { Verdict } from '../lambda/domain/verdict.ts';
import type { Answer, TraceFinding } from '../lambda/reachability/answer.ts';
import { counted, line, type Page } from './page.ts';
import type { Asked } from './print-analysis.ts';
import { verdictText } from './print-verdict.ts';
import { questionText } from './question.ts';
import { table } from './table.ts';

/** The finding that the verdict hangs on: the way there counts first, and what blocks before what was not seen. */
const foremost = ({ verdict, forward, return: back }: Answer): TraceFinding | undefined => {
  const findings = [forward, back].filter((leg) => leg.verdict === verdict).flatMap((leg) => leg.findings);
  return findings.find(({ says }) => says === verdict) ?? findings[0];
};

const reasonText = (answer: Answer): string => {
  const finding = answer.verdict === 'reachable' ? undefined : foremost(answer);
  return finding === undefined ? '' : `${finding.direction}: ${finding.message} [${finding.code}]`;
};

/** Many answers, a line each, in the order of the questions, and what they add up to. */
export const answersText = (asked: readonly Asked[], page: Page): string => {
  const count = (verdict: Verdict): number => asked.filter(({ answer }) => answer.verdict === verdict).length;
  const summary =
    `${counted(asked.length, 'query', 'queries')}: ${count('unreachable')} unreachable, ${count('unknown')} unknown, ` +
    `${count('reachable')} reachable.${asked.length === 0 ? '' : ' The ways: `--json`, or one query by itself.'}`;
  if (asked.length === 0) return summary;
  const rows = asked.map(({ query, answer }) => [
    line(query.id ?? ''),
    line(questionText(query)),
    verdictText(answer.verdict, page),
    line(reasonText(answer)),
  ]);
  return [table(['id', 'query', 'verdict', 'reason'], rows, page), '', summary].join('\n');
};
