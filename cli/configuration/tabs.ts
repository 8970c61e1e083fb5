import type { Finding } from './problem.ts';
import { tabWording } from './syntax.ts';

const indent = /^[ \t]*/;

const indentOf = (line: string): string => indent.exec(line)?.[0] ?? '';

/** The text as its author saw it, with tabs of that width in the indentation. Lines stay lines. */
export const untabbed = (text: string, width: number): string =>
  text
    .split('\n')
    .map((line) => line.replace(indent, (space) => space.replaceAll('\t', ' '.repeat(width))))
    .join('\n');

/** A finding in the untabbed text, moved back to its column in the text itself. */
export const retabbed = (found: Finding, text: string, width: number): Finding => {
  const space = indentOf(text.split('\n')[found.line - 1] ?? '');
  const added = space.replaceAll(' ', '').length * (width - 1);
  return { ...found, column: Math.max(1, found.column - added) };
};

/** One finding for each line that a tab indents, which YAML forbids. */
export const tabFindings = (text: string): readonly Finding[] =>
  text.split('\n').flatMap((line, index): readonly Finding[] => {
    const column = indentOf(line).indexOf('\t') + 1;
    if (column === 0 || line.trim() === '') return [];
    return [{ line: index + 1, column, path: '', ...tabWording }];
  });
