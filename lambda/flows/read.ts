import { defaultFormat, type Format, headerOf } from './format.ts';
import { type FlowRecord, parseRecord } from './record.ts';

export interface ReadRecord extends FlowRecord {
  /** From 1. */
  readonly line: number;
  readonly format: Format;
}

/** A line that is no record. */
export interface LineFlaw {
  readonly line: number;
  readonly message: string;
  readonly advice: string;
}

/**
 * The records of a text, a line each. A line of field names sets the format of what follows, other lines that begin with
 * `#` are passed over; `format` is that of the records above the first such line.
 */
export const readRecords = (
  text: string,
  format: Format = defaultFormat,
): { readonly records: readonly ReadRecord[]; readonly flaws: readonly LineFlaw[] } => {
  const records: ReadRecord[] = [];
  const flaws: LineFlaw[] = [];
  let current = format;
  for (const [index, content] of text.split(/\r?\n/).entries()) {
    if (content.trim() === '') continue;
    const header = headerOf(content);
    if (header !== undefined) current = header;
    if (header !== undefined || content.trimStart().startsWith('#')) continue;
    const read = parseRecord(content, current);
    if (read.ok) records.push({ line: index + 1, format: current, ...read.value });
    else flaws.push({ line: index + 1, message: read.message, advice: read.advice });
  }
  return { records, flaws };
};
