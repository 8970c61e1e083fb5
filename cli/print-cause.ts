import { changeTexts } from '../lambda/alerts/cause.ts';
import { blanksText, purposeText } from '../lambda/alerts/remedy.ts';
import type { FixText } from '../lambda/asking/fix-text.ts';
import type { Cause } from '../lambda/domain/change.ts';
import { line, type Page } from './page.ts';

const fixLines = (fix: FixText, { bold }: Page['colours']): readonly string[] => {
  const blanks = blanksText(fix);
  return [
    `  ${line(purposeText(fix))}${blanks === '' ? '' : `; ${line(blanks)}`}:`,
    // A command that is cut cannot be pasted.
    `    ${bold(fix.command)}`,
  ];
};

/** What is known of a path that is not as expected; `lasting` where it is so still. */
export interface Behind {
  readonly cause: Cause | undefined;
  readonly fixes: readonly FixText[];
  readonly lasting: boolean;
}

/** What changed and who changed it, then the commands that put it right, each to be pasted from its own line. */
export const causeLines = ({ cause, fixes, lasting }: Behind, { colours }: Page): readonly string[] => [
  ...(cause === undefined ? [] : changeTexts(cause, lasting).map((text) => `  changed: ${line(text)}`)),
  ...fixes.flatMap((fix) => fixLines(fix, colours)),
];
