import type { Alert } from '../domain/alert.ts';
import { analyzerNames, type Finding, never } from '../domain/verdict.ts';
import { causeSections } from './cause.ts';
import { clean, cleanAscii } from './clean.ts';
import { headline } from './headline.ts';
import { section } from './section.ts';
import { wrap } from './wrap.ts';

/** Subjects are shorter than 100 characters: https://docs.aws.amazon.com/sns/latest/api/API_Publish.html. */
const subjectLimit = 99;
const sentenceLimit = 600;
const idLimit = 256;
const shown = { findings: 20, open: 10, tags: 10 };

const idText = (id: string): string => clean(id, idLimit);

/** ISO time to the second; what is no time is told as it is. */
const timeText = (iso: string): string => clean(iso, 40).replace(/\.\d+Z$/, 'Z');

const shorten = <Item>(items: readonly Item[], limit: number) => ({
  first: items.slice(0, limit),
  left: Math.max(0, items.length - limit),
});

const findingLines = (finding: Finding, number: number): readonly string[] => {
  const label = `${number}. `;
  const isNamed = finding.component !== undefined && finding.message.includes(finding.component);
  // A finding that is not AWS's says so.
  const source = finding.source === 'network-model' ? analyzerNames[finding.source] : undefined;
  const where = [finding.direction, isNamed ? undefined : finding.component, finding.code, source]
    .filter((part) => part !== undefined)
    .map(idText);
  const message = `${clean(finding.message, sentenceLimit)} (${where.join(', ')})`;
  const indent = ' '.repeat(label.length);
  return [
    ...wrap(label, message),
    ...(finding.advice === undefined ? [] : wrap(`${indent}> `, clean(finding.advice, sentenceLimit))),
  ];
};

/** Notes are left to the history: what is read at night is what blocks, what lets in, and what could not be seen. */
const findingsLines = (findings: readonly Finding[]): readonly string[] => {
  const { first, left } = shorten(
    findings.filter((finding) => finding.says !== 'note' || finding.code === 'LET_IN'),
    shown.findings,
  );
  const more = left === 0 ? [] : [`and ${left} more; the history has them all.`];
  return [...first.flatMap((finding, index) => findingLines(finding, index + 1)), ...more];
};

/** Of a disagreement the notes are what is to be told. */
const findingsTold = ({ kind, findings }: Alert): readonly Finding[] =>
  kind === 'disagreement'
    ? findings.map((finding) => (finding.code === 'MODEL_DISAGREES' ? { ...finding, says: 'unknown' } : finding))
    : findings;

const openLines = (open: readonly string[]): readonly string[] => {
  const { first, left } = shorten(open, shown.open);
  const more = left === 0 ? [] : [`and ${left} more.`];
  return [...first.flatMap((sentence) => wrap('- ', clean(sentence, sentenceLimit))), ...more];
};

const sinceLine = (alert: Alert): string => {
  const since = timeText(alert.since);
  return alert.began === undefined ? since : `${since}; it had begun ${timeText(alert.began)}`;
};

const tagsText = (alert: Alert): string => {
  const { first, left } = shorten(Object.entries(alert.tags), shown.tags);
  return [...first.map(([key, value]) => clean(`${key}=${value}`, 80)), ...(left > 0 ? [`${left} more`] : [])].join(
    ', ',
  );
};

const facts = (alert: Alert): readonly string[] => [
  ...wrap('Path      ', clean(alert.path, 400)),
  `Expected  ${alert.expect}; severity ${alert.severity}`,
  ...wrap('Since     ', sinceLine(alert)),
  ...(Object.keys(alert.tags).length === 0 ? [] : wrap('Tags      ', tagsText(alert))),
];

/** The state again, in a full sentence. */
const opening = (alert: Alert): string => {
  const { state, sentence } = headline(alert);
  const path = idText(alert.pathId);
  switch (alert.kind) {
    case 'broke':
      return `${state}: ${path} is ${alert.verdict ?? 'not as expected'}; it must be ${alert.expect}.`;
    case 'baseline':
      return `${state}: ${path} is ${alert.verdict ?? 'not as expected'}; it must be ${alert.expect}. This was its first check.`;
    case 'recovered':
    case 'sighted':
      return `${state}: ${path} is ${sentence}.`;
    case 'attributed':
      return `${state}: what broke ${path} was changed by ${clean(sentence, sentenceLimit)}.`;
    case 'disagreement':
      return `${state}: of ${path}, ${sentence}. The verdict is AWS's: ${alert.verdict ?? 'unknown'}.`;
    case 'blind':
      return `${state}: ${path}: ${sentence}; ${alert.verdict === undefined ? 'none before either' : `the last known is ${alert.verdict}`}.`;
    default:
      return never(alert.kind);
  }
};

const nextStep = (alert: Alert): string => {
  switch (alert.kind) {
    case 'broke':
    case 'baseline':
      return alert.expect === 'reachable'
        ? 'Put right what is named above; the next check tells when it has recovered.'
        : 'Close the rule or route that lets it through; the next check tells when it is closed.';
    case 'blind':
      return 'Put right what keeps the monitor from seeing; until then a break goes unnoticed here.';
    case 'recovered':
    case 'sighted':
      return 'Nothing.';
    case 'attributed':
      return 'Ask them, or undo the change that is named above.';
    case 'disagreement':
      return 'Report it, with the evidence of the check: until it is mended this path is not looked at for free.';
    default:
      return never(alert.kind);
  }
};

const bodyOf = (alert: Alert): string =>
  [
    ...wrap('', opening(alert)),
    '',
    ...facts(alert),
    ...section('Why', findingsLines(findingsTold(alert))),
    ...causeSections(alert.cause, alert.kind === 'broke' || alert.kind === 'baseline'),
    ...section('What the analyses leave open', openLines(alert.open)),
    ...section('What to do', [
      ...wrap('- ', nextStep(alert)),
      ...(alert.console === undefined ? [] : wrap('- See the analysis: ', clean(alert.console, 1000), '  ')),
      ...wrap('- See its history: ', `pathwatch history ${idText(alert.pathId)}`, '  '),
    ]),
    '',
    '--',
    `Alert ${idText(alert.id)}`,
    ...(alert.incidentId === undefined ? [] : [`Incident ${idText(alert.incidentId)}`]),
    `Check ${idText(alert.checkId)}`,
    '',
  ].join('\n');

/**
 * An alert as plain text: a subject of printable ASCII below 100 characters, and a body whose length is bounded
 * whatever the alert holds.
 */
export const emailText = (alert: Alert): { readonly subject: string; readonly body: string } => {
  const { state, sentence } = headline(alert);
  return {
    subject: cleanAscii(`${state} ${clean(alert.pathId, 60)}: ${sentence}`, subjectLimit),
    body: bodyOf(alert),
  };
};
