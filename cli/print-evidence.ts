import {
  type Analysis,
  type Hop,
  isReply,
  type ModelReport,
  type ReachabilityReport,
  type RouteLeg,
  type Run,
} from '../lambda/domain/evidence.ts';
import { portsText } from '../lambda/domain/path.ts';
import { analyzerNames, never } from '../lambda/domain/verdict.ts';
import { line, type Page } from './page.ts';
import { table } from './table.ts';

/*
 * What each analyzer has answered, with the way that the packets took as far as it was told.
 */

const nameOf = ({ id, name }: { readonly id: string; readonly name?: string }): string =>
  name === undefined || name === '' ? id : `${id} (${name})`;

const hopRow = ({ sequence, component, attachedTo, subnet, because, explanations }: Hop): readonly string[] => [
  `    ${sequence}`,
  line(component === undefined ? '-' : nameOf(component)),
  line(
    [
      attachedTo === undefined ? '' : `at ${nameOf(attachedTo)}`,
      subnet === undefined ? '' : `in ${nameOf(subnet)}`,
      because ?? '',
      ...explanations.map(({ code }) => code),
    ]
      .filter((part) => part !== '')
      .join('; '),
  ),
];

const hopLines = (title: string, hops: readonly Hop[], page: Page): readonly string[] =>
  hops.length === 0 ? [] : [`  ${title}:`, table(['    hop', 'component', 'what'], hops.map(hopRow), page)];

const legLines = (title: string, leg: RouteLeg | undefined): readonly string[] =>
  leg === undefined
    ? []
    : [
        `  ${title}: ${leg.connected ? 'connected' : `not connected${leg.reason === undefined ? '' : `, ${line(leg.reason)}`}`}`,
        ...leg.steps.map(
          ({ id, type, destinationCidr }) =>
            `    ${line(id)} ${line(type)}${destinationCidr === undefined ? '' : ` by ${line(destinationCidr)}`}`,
        ),
      ];

/** How a run ended that has no report. */
const withoutReport = (run: Exclude<Run<unknown>, { kind: 'succeeded' }>): string => {
  switch (run.kind) {
    case 'failed':
      return `the analysis ${line(run.analysisId)} failed: ${line(run.message)}`;
    case 'fault':
      return `it could not be asked: ${line(run.fault.operation)} ${line(run.fault.code)}, ${line(run.fault.message)}`;
    case 'unfinished':
      return `the analysis ${line(run.analysisId)} had not ended after ${run.seconds} s`;
    default:
      return never(run);
  }
};

const asked = (analysis: Analysis): string => {
  if (analysis.analyzer === 'route-analyzer') return '';
  const { question } = analysis;
  return `, ${question.protocol}/${portsText([question.ports])}${isReply(analysis) ? ', the way back' : ''}`;
};

const headOf = (analysis: Analysis, { bold }: Page['colours']): string =>
  `${bold(analyzerNames[analysis.analyzer])}${analysis.pair === 0 ? '' : ` of pair ${analysis.pair + 1}`}${asked(analysis)}`;

const modelLines = ({ verdict, forward, back, findings, left }: ModelReport): readonly string[] => [
  `  ${verdict}: forward ${forward}, return ${back}`,
  ...findings.map(({ direction, message, code }) => `  ${direction}: ${line(message)} [${line(code)}]`),
  ...(left > 0 ? [`  and ${left} more`] : []),
];

const reachabilityLines = ({ found, analysisId, forward, back }: ReachabilityReport, page: Page): readonly string[] => [
  `  ${found ? 'a path was found' : 'no path was found'} (${line(analysisId)})`,
  ...hopLines('forward', forward, page),
  ...hopLines('return', back, page),
];

const answerLines = <Report>(run: Run<Report>, lines: (report: Report) => readonly string[]): readonly string[] =>
  run.kind === 'succeeded' ? lines(run.report) : [`  ${withoutReport(run)}`];

const bodyOf = (analysis: Analysis, page: Page): readonly string[] => {
  if ('notApplicable' in analysis) return [`  not applicable: ${line(analysis.notApplicable)}`];
  switch (analysis.analyzer) {
    case 'reachability-analyzer':
      return answerLines(analysis.run, (report) => reachabilityLines(report, page));
    case 'route-analyzer':
      return answerLines(analysis.run, ({ forward, back }) => [
        ...legLines('forward', forward),
        ...legLines('return', back),
      ]);
    case 'network-model':
      return answerLines(analysis.run, modelLines);
    default:
      return never(analysis);
  }
};

/** One answer: who was asked what, what it came to, and the way as it was told. */
export const analysisLines = (analysis: Analysis, page: Page): readonly string[] => [
  headOf(analysis, page.colours),
  ...bodyOf(analysis, page),
];
