import { blanksText } from '../../lambda/alerts/remedy.ts';
import type { FixText } from '../../lambda/asking/fix-text.ts';
import { counted } from '../page.ts';
import { code, codeInHtml, commandBlock } from './markdown-text.ts';
import type { Outcome, Report, ReportCase } from './report.ts';

/** Rows of the table. */
const ROWS = 100;
/** Characters in all: a comment on a pull request takes 65,536, a step's summary a megabyte. */
const LENGTH = 60_000;

const marks: Readonly<Record<Outcome, string>> = { failed: '❌', error: '❔', skipped: '➖', passed: '✅' };

/** Characters of what is told in a cell, and in a line of its own. */
const lengths = { id: 64, cell: 200, line: 400 } as const;

const rowOf = ({ id, outcome, label, verdict, why }: ReportCase): string =>
  `| ${marks[outcome]} ${label} | ${code(id, lengths.id)} | ${verdict} | ${code(why, lengths.cell)} |`;

const tableOf = (told: readonly ReportCase[]): readonly string[] =>
  told.length === 0
    ? []
    : [
        '| | path | verdict | why |',
        '| --- | --- | --- | --- |',
        ...told.slice(0, ROWS).map(rowOf),
        ...(told.length > ROWS ? ['', `And ${counted(told.length - ROWS, 'more path')}.`] : []),
        '',
      ];

const fixBlock = (fix: FixText): readonly string[] => {
  const blanks = blanksText(fix);
  return [
    '',
    `${fix.kind === 'undo' ? 'To undo the change' : 'To put it right'}: ${code(fix.title, lengths.line)}`,
    ...(blanks === '' ? [] : [code(blanks, lengths.line)]),
    '',
    ...commandBlock(fix.command),
  ];
};

const listed = (word: string, texts: readonly string[]): readonly string[] =>
  texts.map((text) => `- ${word}${code(text, lengths.line)}`);

/** Everything about a path, folded. The blank lines are where HTML ends and Markdown begins. */
const detailsOf = ({ id, outcome, label, verdict, reasons, changes, notes, fixes }: ReportCase): string =>
  [
    `<details><summary>${marks[outcome]} ${codeInHtml(id, lengths.id)}: ${verdict}, ${label}</summary>`,
    '',
    ...listed('', reasons),
    ...listed('changed: ', changes),
    ...listed('note: ', notes),
    ...fixes.flatMap(fixBlock),
    '',
    '</details>',
    '',
  ].join('\n');

const hasDetails = ({ reasons, changes, notes, fixes }: ReportCase): boolean =>
  reasons.length + changes.length + notes.length + fixes.length > 0;

/** As many as there is room for, worst first. */
const detailsWithin = (cases: readonly ReportCase[], room: number): readonly string[] => {
  const texts: string[] = [];
  let left = room;
  for (const each of cases) {
    const text = detailsOf(each);
    if (text.length > left) continue;
    texts.push(text);
    left -= text.length + 1;
  }
  const missing = cases.length - texts.length;
  return missing === 0
    ? texts
    : [...texts, `There is no room for the details of ${counted(missing, 'more path')}.`, ''];
};

/** What was found as Markdown, for a step's summary or a comment: a table, worst first, and the details folded. */
export const markdownText = ({ name, cases, notes, summary, gate }: Report): string => {
  const told = cases.filter(({ isQuiet }) => !isQuiet);
  const head = [`## ${name}`, '', `**${gate}** ${summary}`, '', ...tableOf(told)];
  const foot = [...listed('note: ', notes.slice(0, 20)), ...(notes.length > 0 ? [''] : [])];
  const taken = [...head, ...foot].join('\n').length;
  return [...head, ...detailsWithin(told.filter(hasDetails), LENGTH - taken), ...foot].join('\n');
};
