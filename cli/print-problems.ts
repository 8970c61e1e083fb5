import type { Problem } from './configuration/problem.ts';
import { line } from './page.ts';

/** `file:line:column: message`, as editors and terminals make links of it, and the advice under it where there is some. */
export const problemLines = (problems: readonly Problem[]): string =>
  problems
    .map(
      ({ file, line: row, column, path, message, advice }) =>
        `${file}:${row}:${column}: ${line(message)}${path === '' ? '' : ` (${line(path)})`}${advice === '' ? '' : `\n    ${line(advice)}`}`,
    )
    .join('\n');
