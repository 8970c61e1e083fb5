import { type Command, Option } from 'commander';
import type { CompareGate } from '../gate.ts';
import { misused } from '../refusal.ts';

/** Where reports go: file names as they were typed. */
export interface ReportOptions {
  readonly junit?: string;
  /** `-` is standard output, in place of the text. */
  readonly markdown?: string;
}

export const STANDARD_OUTPUT = '-';

export const addReportOptions = (command: Command): Command =>
  command
    .option('--junit <file>', 'write what was found as JUnit XML too')
    .option(
      '--markdown <file>',
      'write it as Markdown too, for a summary or a comment; - prints it in place of the text',
    );

/** `--fail-on`, with what it may name. */
export const failOnOption = (gates: readonly CompareGate[]): Option =>
  new Option('--fail-on <what>', 'what makes it fail; what does not is told all the same').choices(gates);

/** Throws a refusal where two of them would write to the same place. */
export const checkReportOptions = ({ junit, markdown }: ReportOptions, isJson: boolean): void => {
  if (junit === STANDARD_OUTPUT)
    throw misused(
      '`--junit -` names no file',
      'name one: `--junit FILE`; standard output is for text, JSON or Markdown',
    );
  if (markdown === STANDARD_OUTPUT && isJson)
    throw misused(
      '`--json` and `--markdown -` both print to standard output',
      'name a file for one: `--markdown FILE`',
    );
  if (junit !== undefined && junit === markdown)
    throw misused('`--junit` and `--markdown` name the same file', 'name two');
};
