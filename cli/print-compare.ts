import { fixTextsOf } from '../lambda/asking/fix-text.ts';
import { sinceText } from '../lambda/asking/time.ts';
import { compareSummary } from './compare-summary.ts';
import type { ComparedNetworks, NamedNetwork } from './compared-networks.ts';
import { changeSentences, findingsTold, isOfBefore, verdictsText, whyText } from './compared-text.ts';
import { gateText, type Judged } from './gate-text.ts';
import { counted, line, type Page } from './page.ts';
import { causeLines } from './print-cause.ts';
import { findingLines } from './print-check.ts';
import { table } from './table.ts';
import { turnText } from './turn-text.ts';

type Compared = ComparedNetworks['paths'][number];

/** Rows of the table, paragraphs under it, and facts and findings of one path: of a thousand paths nobody reads more. */
const ROWS = 100;
const PARAGRAPHS = 20;
const FACTS = 5;
const FINDINGS = 10;

const networkLine = (role: string, { name, snapshot }: NamedNetwork, page: Page): string =>
  `${role}: ${name === 'now' ? 'the network as it is now' : line(name)}, described ${sinceText(snapshot.takenAt, page)}`;

const block = (compared: Compared, page: Page): string => {
  const { path, turn, after } = compared;
  const { bold } = page.colours;
  const findings = findingsTold(compared);
  const isAsExpected = after.standing === 'expected';
  return [
    `${bold(line(path.id))}: ${verdictsText(compared)}, ${turnText(turn, page)}`,
    ...(isOfBefore(compared) && findings.length > 0 ? ['  before:'] : []),
    ...findings.slice(0, FINDINGS).flatMap((finding) => findingLines(finding, isAsExpected, page.colours)),
    ...(findings.length > FINDINGS ? [`  and ${findings.length - FINDINGS} more`] : []),
    ...changeSentences(compared, FACTS).map((text) => `  changed: ${line(text)}`),
    ...causeLines({ cause: undefined, fixes: fixTextsOf(compared.fixes), lasting: true }, page),
  ].join('\n');
};

const tableOf = (told: readonly Compared[], page: Page): readonly string[] =>
  told.length === 0
    ? []
    : [
        table(
          ['path', 'verdict', 'what became of it', 'why'],
          told
            .slice(0, ROWS)
            .map((compared) => [
              line(compared.path.id),
              verdictsText(compared),
              turnText(compared.turn, page),
              line(whyText(compared)),
            ]),
          page,
        ) + (told.length > ROWS ? `\nand ${counted(told.length - ROWS, 'more path')}; \`--json\` has them` : ''),
      ];

/** What became of the paths: a table, worst first, then a paragraph each; what did not change is counted. */
export const compareText = (networks: ComparedNetworks, judged: Judged, page: Page): string => {
  const { before, after, paths, notes } = networks;
  const told = paths.filter(({ turn }) => turn !== 'same');
  const untold = told.length - PARAGRAPHS;
  return [
    [networkLine('before', before, page), networkLine('after', after, page)].join('\n'),
    ...tableOf(told, page),
    ...told.slice(0, PARAGRAPHS).map((compared) => block(compared, page)),
    ...(untold > 0 ? [`The reasons of ${counted(untold, 'more path')}: \`--json\`, or name them.`] : []),
    ...(notes.length === 0 ? [] : [notes.map((note) => `note: ${line(note)}`).join('\n')]),
    `${compareSummary(networks)} By the network model alone. Times: ${page.timeZone}.\n${gateText(judged, page)}`,
  ].join('\n\n');
};
