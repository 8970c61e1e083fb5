import { type Command, Option } from 'commander';
import type { AddCommand } from '../adding.ts';
import type { Answer } from '../answer.ts';
import { countOf, isoEndOf, isoTimeOf } from '../arguments.ts';
import { optionalConfiguration } from '../configuration-file.ts';
import { withMonitor } from '../monitor.ts';
import type { Context } from '../options.ts';
import { checkDocument, historyText } from '../print-history.ts';
import { checkIds } from '../unknown-path.ts';

export interface HistoryOptions {
  readonly limit: number;
  /** ISO times, both included. */
  readonly since?: string;
  readonly until?: string;
  /** Whether to give AWS's own documents too. */
  readonly full: boolean;
}

/** `pathwatch history PATH`: the checks of one path, newest first. Exits by whether they could be read. */
export const history = async (context: Context, pathId: string, options: HistoryOptions): Promise<Answer> => {
  const { full, ...query } = options;
  const configuration = await optionalConfiguration(context);
  const { items, cursor, state } = await withMonitor(context, async ({ store }) => {
    const [page, known] = await Promise.all([store.checks(pathId, query), store.state(pathId)]);
    if (page.items.length === 0) {
      const states = (await store.states()).items;
      const declared = configuration?.paths.map((path) => path.id) ?? [];
      checkIds([pathId], [...new Set([...declared, ...states.map((state) => state.pathId)])]);
    }
    return { ...page, state: known };
  });
  return {
    exit: 0,
    document: items.map((check) => checkDocument(check, full)),
    text: (page) => historyText(pathId, { checks: items, more: cursor !== undefined, state }, page),
  };
};

export const addHistory: AddCommand = (program, { contextOf, answered }) => {
  program
    .command('history')
    .description('the checks of one path, newest first')
    .argument('<path>', 'id of the path')
    .addOption(new Option('--limit <count>', 'at most so many checks').argParser(countOf).default(20))
    .addOption(new Option('--since <time>', 'from this ISO time on').argParser(isoTimeOf))
    .addOption(new Option('--until <time>', 'up to this ISO time, a date with its whole day').argParser(isoEndOf))
    .option('--full', "with AWS's own documents (with --json)")
    .action(async (path: string, options, command: Command) => {
      const { limit, since, until, full } = options;
      answered(
        await history(contextOf(command), path, {
          limit,
          full: full === true,
          ...(since !== undefined && { since }),
          ...(until !== undefined && { until }),
        }),
      );
    });
};
