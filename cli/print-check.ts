import { sinceText } from '../lambda/asking/time.ts';
import { leftOutText } from '../lambda/domain/left-out.ts';
import type { SweepRecord } from '../lambda/domain/sweep.ts';
import { analyzerNames, type Finding } from '../lambda/domain/verdict.ts';
import { dollarsOf } from '../lambda/spend/price.ts';
import type { CheckedPath } from './checked-path.ts';
import { counted, dollars, line, type Page, standingText } from './page.ts';
import { causeLines } from './print-cause.ts';
import type { ToldSignal } from './told-signal.ts';

/** A finding that is not AWS's says so. */
const bySource = (source: Finding['source']): string =>
  source === 'network-model' ? `, ${analyzerNames[source]}` : '';

export const findingLines = (
  { direction, message, advice, code, source }: Finding,
  isAsExpected: boolean,
  { dim }: Page['colours'],
): readonly string[] => [
  `  ${direction === undefined ? '' : `${direction}: `}${line(message)} ${dim(`[${line(code)}${bySource(source)}]`)}`,
  // How to open what is to be closed is no advice.
  ...(advice === undefined || isAsExpected ? [] : [`    ${line(advice)}`]),
];

const toldText = ({ incidentId, published, held }: ToldSignal): string => {
  if (held !== null) return `kept back: ${line(held)}`;
  if (!published) return 'not published yet';
  return incidentId === null ? 'told' : `told, incident ${line(incidentId)}`;
};

const alertText = (signal: ToldSignal): string => `  alert ${line(signal.id)} ${toldText(signal)}`;

/** Who answered where nothing was bought, and why. */
const modelledText = ({ leftOut }: CheckedPath): string =>
  leftOut.length === 0
    ? 'by the network model alone, for want of budget'
    : `by the network model${leftOut.includes('route-analyzer') ? ' alone' : ''}, without ${leftOutText(leftOut)}, as asked`;

/** How its verdict was come by, and what that cost. */
const costText = (path: CheckedPath, page: Page): string => {
  const { how, boughtAt, modelOnly, analyses, cost } = path;
  const bought = boughtAt === null ? '' : ` of ${sinceText(boughtAt, page)}`;
  switch (how) {
    case 'analysed':
      return `${counted(analyses, 'analysis', 'analyses')}, ${dollars(cost)}`;
    case 'carried':
      return modelOnly
        ? `carried: nothing that it depends on has changed since the network model answered, confirmed by no analyzer of AWS; ${dollars(0)}`
        : `carried: nothing that it depends on has changed since the analysis${bought}; ${dollars(0)}`;
    case 'modelled':
      return `${modelledText(path)}; ${dollars(cost)}`;
    case 'resting':
      return `not looked at anew: the last check${bought} brought nothing that may be carried, and the next is due later; --audit buys one now`;
    case 'busy':
      return 'another sweep is analysing it';
  }
};

const block = (path: CheckedPath, page: Page): string => {
  const { bold, dim } = page.colours;
  const since = path.since === null || path.verdict === 'unknown' ? '' : `, since ${sinceText(path.since, page)}`;
  return [
    `${bold(line(path.pathId))}: ${path.verdict}, ${standingText(path.standing, page)}${since}`,
    ...(path.trouble === null ? [] : [`  ${line(path.trouble)}`]),
    ...path.findings.flatMap((finding) => findingLines(finding, path.standing === 'expected', page.colours)),
    ...causeLines({ cause: path.cause ?? undefined, fixes: path.fixes, lasting: true }, page),
    ...path.open.map((sentence) => dim(`  open: ${line(sentence)}`)),
    `  ${costText(path, page)}`,
    ...path.alerts.map(alertText),
  ].join('\n');
};

const summary = ({ due, tally }: SweepRecord, charged: boolean): string =>
  `${counted(due, 'path')}: ${tally.unexpected} not as expected, ${due - tally.unexpected - tally.expected} undetermined, ` +
  `${tally.expected} as expected; ${tally.carried} carried. ${counted(tally.analyses, 'analysis', 'analyses')}, ${dollars(dollarsOf(tally.analyses))}` +
  `${charged ? '.' : ' if it were AWS; the embedded account charges nothing.'}`;

/** What a sweep found, a paragraph for each path, and what it adds up to. `charged` is false for the embedded account. */
export const checkText = (sweep: SweepRecord, paths: readonly CheckedPath[], charged: boolean, page: Page): string =>
  [
    ...paths.map((path) => block(path, page)),
    ...(sweep.notes.length === 0 ? [] : [sweep.notes.map((note) => `note: ${line(note)}`).join('\n')]),
    `${summary(sweep, charged)} Times: ${page.timeZone}.`,
  ].join('\n\n');
