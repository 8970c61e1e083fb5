import Table from 'cli-table3';
import type { Page } from './page.ts';

const bare = {
  top: '',
  'top-mid': '',
  'top-left': '',
  'top-right': '',
  bottom: '',
  'bottom-mid': '',
  'bottom-left': '',
  'bottom-right': '',
  left: '',
  'left-mid': '',
  mid: '',
  'mid-mid': '',
  right: '',
  'right-mid': '',
  middle: '  ',
};

/** Narrower than this, a column of sentences is of no use. */
const narrowest = 24;

// biome-ignore lint/suspicious/noControlCharactersInRegex: the escape character begins every colour
const colour = /\u001b\[\d+m/g;
const widthOf = (cell: string): number => cell.replace(colour, '').length;

/**
 * Rows in columns without borders, under dim headings. The last column holds sentences: on a terminal it wraps within
 * what the others leave of the line; elsewhere a row stays one line, for `grep`.
 */
export const table = (
  headings: readonly string[],
  rows: readonly (readonly string[])[],
  { colours, width }: Page,
): string => {
  const widths = headings.map((heading, column) =>
    Math.max(widthOf(heading), ...rows.map((row) => widthOf(row[column] ?? ''))),
  );
  const others = widths.slice(0, -1).reduce((sum, each) => sum + each + 2, 0);
  const room = width === undefined ? Number.POSITIVE_INFINITY : Math.max(narrowest, width - others - 1);
  const drawn = new Table({
    chars: bare,
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': 0 },
    // What has no width here is as wide as its longest cell.
    ...((widths.at(-1) ?? 0) > room && { colWidths: [...widths.slice(1).map(() => null), room], wordWrap: true }),
  });
  drawn.push(headings.map(colours.dim), ...rows.map((row) => [...row]));
  return drawn
    .toString()
    .split('\n')
    .map((each) => each.trimEnd())
    .join('\n');
};
