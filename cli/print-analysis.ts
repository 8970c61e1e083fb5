import { never, type Verdict } from '../lambda/domain/verdict.ts';
import type { Answer, Leg, TraceFinding } from '../lambda/reachability/answer.ts';
import type { Query } from '../lambda/reachability/query.ts';
import { line, type Page } from './page.ts';
import { hopLines } from './print-hops.ts';
import { verdictText } from './print-verdict.ts';
import { questionText } from './question.ts';
import { wrapped } from './wrap.ts';

/** A question with what the model answers. */
export interface Asked {
  readonly query: Query;
  readonly answer: Answer;
}

/** The verdict before the question: `✗ UNREACHABLE: `. */
const MARK = 16;

/** What `taken` characters leave of a line; undefined where nobody said how wide it is. */
const room = ({ width }: Page, taken: number): number | undefined => (width === undefined ? undefined : width - taken);

const findingLines = ({ code, component, message, says }: TraceFinding, page: Page): readonly string[] => {
  const { red, yellow } = page.colours;
  const mark = says === 'unreachable' ? red('✗') : yellow('?');
  const [first = '', ...more] = wrapped(line(`${code} at ${component}`), room(page, 5));
  return [`  ${mark} ${first}`, ...[...more, ...wrapped(line(message), room(page, 5))].map((text) => `    ${text}`)];
};

/** Behind a request that does not arrive there is no reply: what is told of it is what one would meet. */
const returnHeading = (forward: Verdict, { verdict, hops }: Leg, page: Page): string => {
  if (hops.length === 0) return `return: not traced, ${verdict}`;
  const told = verdictText(verdict, page);
  switch (forward) {
    case 'reachable':
      return `return: ${told}`;
    case 'unreachable':
    case 'unknown':
      return `return, if the request came through: ${told}`;
    default:
      return never(forward);
  }
};

const legLines = (heading: string, { hops, findings }: Leg, page: Page): readonly string[] => [
  '',
  heading,
  ...hopLines(hops, page),
  ...(hops.length > 0 && findings.length > 0 ? [''] : []),
  ...findings.flatMap((finding) => findingLines(finding, page)),
];

/** One answer: the verdict, the way there and back hop by hop, and the reasons. */
export const analysisText = ({ query, answer }: Asked, page: Page): string => {
  const { bold } = page.colours;
  const { verdict, forward, return: back, unmodelled } = answer;
  const named = query.id === undefined ? '' : `${line(query.id)}: `;
  const [first = '', ...more] = wrapped(line(`${named}${questionText(query)}`), room(page, MARK));
  return [
    `${verdictText(verdict, page)}: ${bold(first)}`,
    ...more.map((text) => `  ${bold(text)}`),
    ...legLines(`forward: ${verdictText(forward.verdict, page)}`, forward, page),
    ...legLines(returnHeading(forward.verdict, back, page), back, page),
    ...(unmodelled.length === 0
      ? []
      : ['', ...wrapped(`not modelled, so not looked through: ${unmodelled.map(line).join(', ')}`, room(page, 1))]),
  ].join('\n');
};
