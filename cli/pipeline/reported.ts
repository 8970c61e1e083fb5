import { resolve } from 'node:path';
import { fileTrouble } from '../../lambda/domain/file-trouble.ts';
import type { Answer } from '../answer.ts';
import { refusalOf } from '../fault-reason.ts';
import type { Context } from '../options.ts';
import { line } from '../page.ts';
import { junitText } from './junit.ts';
import { markdownText } from './markdown.ts';
import { checkReportOptions, type ReportOptions, STANDARD_OUTPUT } from './options.ts';
import { refusedReport } from './refused-report.ts';
import type { Report } from './report.ts';
import { writeWhole } from './write-whole.ts';

/** An answer that can be told to a pipeline too. */
export interface Reportable extends Answer {
  readonly report: () => Report;
}

type Form = (report: Report) => string | Promise<string>;

const filesOf = ({ junit, markdown }: ReportOptions): readonly { readonly file: string; readonly form: Form }[] => [
  ...(junit === undefined ? [] : [{ file: junit, form: junitText }]),
  ...(markdown === undefined || markdown === STANDARD_OUTPUT ? [] : [{ file: markdown, form: markdownText }]),
];

/** Writes the reports that were asked for. Whether all of them could be; which could not is told on standard error. */
const written = async ({ io }: Context, options: ReportOptions, report: () => Report): Promise<boolean> => {
  let isWhole = true;
  for (const { file, form } of filesOf(options)) {
    const text = await form(report());
    try {
      await writeWhole(resolve(io.folder, file), text);
    } catch (error) {
      isWhole = false;
      const reason = fileTrouble(error) ?? (error instanceof Error ? error.message : String(error));
      io.stderr.write(
        `error: the report ${line(file)} cannot be written: ${line(reason)}\nname a file that can be written; what was found is told all the same\n`,
      );
    }
  }
  return isWhole;
};

/**
 * Does the work, and writes the reports that were asked for. Where it ends without an answer they say so: what an earlier run has left
 * there must not be taken for this one's. Exit 2 where a report could not be written, with the answer all the same.
 */
export const reported = async (
  name: string,
  context: Context,
  options: ReportOptions,
  work: () => Promise<Reportable>,
): Promise<Answer> => {
  checkReportOptions(options, context.options.json === true);
  let done: Reportable;
  try {
    done = await work();
  } catch (error) {
    const at = context.io.now().toISOString();
    await written(context, options, () => refusedReport(name, refusalOf(error).reason, at));
    throw error;
  }
  const { report, ...answer } = done;
  const exit = (await written(context, options, report)) ? answer.exit : 2;
  return options.markdown === STANDARD_OUTPUT
    ? { ...answer, exit, text: () => markdownText(report()).trimEnd() }
    : { ...answer, exit };
};
