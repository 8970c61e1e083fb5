import { exponent, type Point } from './figures.ts';

const MEBIBYTE = 1024 * 1024;

export const whole = (value: number): string => Math.round(value).toLocaleString('en-US');
export const mebibytes = (bytes: number): string => `${(bytes / MEBIBYTE).toFixed(0)} MiB`;
export const times = (value: number, of: number): string => `${(value / of).toFixed(1)} ×`;

/** A table in Markdown, its columns as wide as they need. */
export const table = (head: readonly string[], rows: readonly (readonly string[])[]): string => {
  const widths = head.map((title, column) => Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)));
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0))).join(' | ')} |`;
  const rule = `|${widths.map((width, column) => (column === 0 ? '-'.repeat(width + 2) : `${'-'.repeat(width + 1)}:`)).join('|')}|`;
  return [line(head), rule, ...rows.map(line)].join('\n');
};

/** A row over the sizes: the figure of each, and how it grows from each to the next. */
export const growthRow = (
  name: string,
  points: readonly Point[],
  text: (value: number) => string = whole,
): string[] => {
  const growth = points.slice(1).map((point, index) => {
    const grown = exponent(points[index] ?? point, point);
    return Number.isFinite(grown) ? grown.toFixed(2) : '–';
  });
  return [name, ...points.map(({ value }) => text(value)), ...growth];
};
