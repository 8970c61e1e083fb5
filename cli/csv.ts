import { Option } from 'commander';
import { stringify } from 'csv-stringify/sync';
import { clean } from '../lambda/alerts/clean.ts';

export const csvOption = (): Option => new Option('--csv', 'print rows of CSV instead of text').conflicts('json');

/** One row, by the names of its columns. */
export type CsvRow = Readonly<Record<string, string | number | boolean | null>>;

/** Characters of a cell. */
const LONGEST = 2_000;

/**
 * Rows as RFC 4180 has them, with a heading. A cell that a spreadsheet would take for a formula is made a text: names and messages
 * were written by strangers.
 */
export const csvText = (columns: readonly string[], rows: readonly CsvRow[]): string =>
  stringify(
    rows.map((row) =>
      columns.map((column) => {
        const value = row[column] ?? '';
        return typeof value === 'string' ? clean(value, LONGEST) : value;
      }),
    ),
    { header: true, columns: [...columns], escape_formulas: true, cast: { boolean: String } },
  ).trimEnd();
