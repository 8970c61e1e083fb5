import { type Command, Option } from 'commander';
import { newestOf } from '../../lambda/asking/all-pages.ts';
import { pastOf, type ReadPast, stateOr } from '../../lambda/asking/past.ts';
import { availability, heldFor } from '../../lambda/history/availability.ts';
import { daysOf, timeline } from '../../lambda/history/timeline.ts';
import type { AddCommand } from '../adding.ts';
import type { Answer } from '../answer.ts';
import { countOf } from '../arguments.ts';
import { optionalConfiguration } from '../configuration-file.ts';
import { csvOption } from '../csv.ts';
import { guided } from '../guide.ts';
import { type Monitor, withMonitor } from '../monitor.ts';
import type { Context } from '../options.ts';
import { checkDocument, checksCsv, checksText } from '../print-checks.ts';
import { historyCsv, historyText, remedyOf } from '../print-history.ts';
import { checkIds } from '../unknown-path.ts';
import { type SaidWindow, sinceOption, untilOption, windowOf } from '../when.ts';

export interface HistoryOptions extends SaidWindow {
  readonly limit: number;
  /** Whether the single checks are wanted, in place of how the path stood. */
  readonly checks?: boolean;
  /** Whether to give AWS's own documents too. */
  readonly full?: boolean;
}

/** What is asked about where nobody says. */
const USUAL = '30d';

/** A path of which nothing is kept: unknown, unless it is declared or others have heard of it. */
const checkKnown = async (store: Monitor['store'], context: Context, pathId: string): Promise<void> => {
  const [configuration, { items, unreadable }] = await Promise.all([optionalConfiguration(context), store.states()]);
  const declared = configuration?.paths.map(({ id }) => id) ?? [];
  const stored = [...items, ...unreadable].flatMap((each) => each.pathId ?? []);
  checkIds([pathId], [...new Set([...declared, ...stored])]);
};

const isNothing = ({ days, state, unreadable }: ReadPast): boolean =>
  days.length === 0 && state === undefined && unreadable.length === 0;

const stands = async (context: Context, pathId: string, { limit, ...said }: HistoryOptions): Promise<Answer> => {
  const window = windowOf(said, USUAL, context.io);
  const now = context.io.now().toISOString();
  const past = await withMonitor(context, async ({ store }) => {
    const read = await pastOf(store, pathId, window.since, now);
    if (isNothing(read)) await checkKnown(store, context, pathId);
    return read;
  });
  const spans = timeline(past, window, now).toReversed();
  const seconds = heldFor(spans, daysOf(past), window);
  const { unreadable } = past;
  const shown = spans.slice(0, limit);
  return {
    exit: 0,
    document: {
      pathId,
      window,
      availability: availability(seconds) ?? null,
      seconds,
      spans,
      ...remedyOf(past.state),
      unreadable,
    },
    csv: () => historyCsv(spans),
    text: (page) =>
      historyText({ pathId, window, past, spans: shown, more: spans.length - shown.length, seconds }, page),
  };
};

const checks = async (context: Context, pathId: string, options: HistoryOptions): Promise<Answer> => {
  const { limit, full = false, since, until } = options;
  const window =
    since === undefined && until === undefined
      ? {}
      : windowOf({ ...(since && { since }), ...(until && { until }) }, '10y', context.io);
  const { items, more, unreadable, state } = await withMonitor(context, async ({ store }) => {
    const [found, known] = await Promise.all([
      newestOf((query) => store.checks(pathId, query), { ...window, limit }),
      stateOr(store, pathId),
    ]);
    const damaged = [...found.unreadable, ...known.unreadable];
    if (found.items.length + damaged.length === 0) await checkKnown(store, context, pathId);
    return { ...found, unreadable: damaged, state: known.state };
  });
  return {
    exit: 0,
    document: [
      ...items.map((check) => checkDocument(check, full)),
      ...unreadable.map((each) => ({ unreadable: each })),
    ],
    csv: () => checksCsv(items),
    text: (page) => checksText(pathId, { checks: items, more, unreadable, state }, page),
  };
};

/**
 * `pathwatch history PATH`: how one path stood and since when, newest first, from what is kept by day; with `--checks` the single
 * checks. Exits by whether they could be read.
 */
export const history = (context: Context, pathId: string, options: HistoryOptions): Promise<Answer> =>
  options.checks === true ? checks(context, pathId, options) : stands(context, pathId, options);

export const addHistory: AddCommand = (program, { contextOf, answered }) => {
  guided(program.command('history'), {
    group: 'Asking',
    examples: [
      ['history a-to-b-rdp', 'how it stood in the last 30 days, and what is behind it where it is not as expected'],
      ['history a-to-b-rdp --since 2026-11-01 --until 2026-11-07', 'of one week, the last day included'],
      ['history a-to-b-rdp --checks --limit 1 --full --json', 'its newest check with the documents as AWS gave them'],
    ],
    exits: { 0: 'it could be read, also where there is nothing' },
  })
    .description('how one path stood, since when and why, newest first')
    .argument('<path>', 'id of the path')
    .addOption(sinceOption(USUAL))
    .addOption(untilOption())
    .addOption(new Option('--limit <count>', 'show at most so many rows').argParser(countOf).default(20))
    .option('--checks', 'the single checks, in place of how the path stood')
    .option('--full', "with --checks and --json: with AWS's own documents")
    .addOption(csvOption())
    .action(async (path: string, options, command: Command) => {
      answered(await history(contextOf(command), path, options));
    });
};
