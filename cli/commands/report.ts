import type { Command } from 'commander';
import { readFared } from '../../lambda/asking/fared.ts';
import type { AddCommand } from '../adding.ts';
import type { Answer } from '../answer.ts';
import { optionalConfiguration } from '../configuration-file.ts';
import { csvOption } from '../csv.ts';
import { guided } from '../guide.ts';
import { withMonitor } from '../monitor.ts';
import type { Context } from '../options.ts';
import { reportCsv, reportText } from '../print-report.ts';
import { type SaidWindow, sinceOption, untilOption, windowOf } from '../when.ts';

export interface ReportOptions extends SaidWindow {
  /** The file to write it to as a page. */
  readonly html?: string;
}

/** What is asked about where nobody says. */
const USUAL = '30d';

/**
 * `pathwatch report`: how all paths fared in a time. Reads states, days, gaps, looks and incidents: five queries, whose size is by
 * the paths and by what changed in that time, not by how often was looked.
 */
export const report = async (context: Context, { html, ...said }: ReportOptions): Promise<Answer> => {
  const window = windowOf(said, USUAL, context.io);
  // Loaded only where it is used: what draws is as large as all the rest.
  if (html !== undefined) return (await import('../see/write-report.ts')).writeReport(context, html, window);
  const now = context.io.now().toISOString();
  const configuration = await optionalConfiguration(context);
  const { report: found, unreadable } = await withMonitor(context, ({ store }) =>
    readFared(store, configuration?.paths, window, now),
  );
  return {
    exit: 0,
    document: { ...found, unreadable },
    csv: () => reportCsv(found),
    text: (page) => reportText(found, unreadable, page),
  };
};

export const addReport: AddCommand = (program, { contextOf, answered }) => {
  guided(program.command('report'), {
    group: 'Asking',
    examples: [
      ['report --since 2026-11-01 --until 2026-11-30 --utc', 'of a month, the last day included'],
      ['report --since 90d --csv', 'for a spreadsheet'],
      ['report --html report.html', 'as a page with pictures, to send or to print'],
    ],
    exits: { 0: 'what is kept could be read' },
  })
    .description('availability by path and tag, incidents, how fast they were found and mended, what it cost')
    .addOption(sinceOption(USUAL))
    .addOption(untilOption())
    .addOption(csvOption())
    .option('--html <file>', 'write it as one page that needs no network: to send, to print')
    .action(async (options, command: Command) => {
      answered(await report(contextOf(command), options));
    });
};
