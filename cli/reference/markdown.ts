/** A text as the cell of a table: on one line, and no bar of its own. */
const cell = (text: string): string =>
  text
    .replace(/\s*\n\s*/g, ' ')
    .replaceAll('|', '\\|')
    .trim();

/** A table of Markdown; columns that no row has anything in are left out. */
export const markdownTable = (headings: readonly string[], rows: readonly (readonly string[])[]): string => {
  const used = headings.map((_, column) => column === 0 || rows.some((row) => (row[column] ?? '') !== ''));
  const lineOf = (cells: readonly string[]): string =>
    `| ${cells
      .filter((_, column) => used[column])
      .map(cell)
      .join(' | ')} |`;
  return [lineOf(headings), lineOf(headings.map(() => '---')), ...rows.map(lineOf)].join('\n');
};

/** A text as code, whatever backticks it has. */
export const code = (text: string): string => (text.includes('`') ? `\`\` ${text} \`\`` : `\`${text}\``);

/** As GitHub makes the anchor of a heading. */
export const anchorOf = (heading: string): string =>
  heading
    .toLowerCase()
    .replace(/[^a-z0-9 _-]/g, '')
    .replaceAll(' ', '-');

export const generated = (script: string): string =>
  `<!-- Written by \`npm run -s ${script}\`: change what it is written from. -->`;
