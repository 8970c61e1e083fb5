import type { Command } from 'commander';
import { newestOf } from '../../lambda/asking/all-pages.ts';
import { hiddenBy } from '../../lambda/asking/hidden.ts';
import { gapsUntil, schedulesOf } from '../../lambda/asking/past.ts';
import { dateOf } from '../../lambda/domain/day.ts';
import { grouped } from '../../lambda/domain/grouped.ts';
import type { Path } from '../../lambda/domain/path.ts';
import type { State } from '../../lambda/domain/state.ts';
import { type Asked, reportOn } from '../../lambda/history/report.ts';
import { daysOf, type Past } from '../../lambda/history/timeline.ts';
import type { Listing } from '../../lambda/monitor/ports.ts';
import type { AddCommand } from '../adding.ts';
import type { Answer } from '../answer.ts';
import { optionalConfiguration } from '../configuration-file.ts';
import { csvOption } from '../csv.ts';
import { guided } from '../guide.ts';
import { withMonitor } from '../monitor.ts';
import type { Context } from '../options.ts';
import { reportCsv, reportText } from '../print-report.ts';
import { type SaidWindow, sinceOption, untilOption, windowOf } from '../when.ts';

/** What is asked about where nobody says. */
const USUAL = '30d';

type Declared = Pick<Path, 'id' | 'tags' | 'severity' | 'every'>;

/** The paths to report on: those declared here, else all that are known; an undeclared one of the past has no place in a report. */
const askedPaths = (
  declared: readonly Declared[] | undefined,
  { items, unreadable }: Listing<State>,
): readonly Pick<Asked, 'pathId' | 'tags' | 'severity'>[] =>
  declared?.map(({ id, tags, severity }) => ({ pathId: id, tags, severity })) ?? [
    ...items.map(({ pathId, declared: { tags = {}, severity } }) => ({ pathId, tags, severity })),
    ...unreadable.flatMap(({ pathId }) => (pathId === undefined ? [] : [{ pathId, tags: {} }])),
  ];

/**
 * `pathwatch report`: how all paths fared in a time. Reads states, days, gaps, looks and incidents: five queries, whose size is by
 * the paths and by what changed in that time, not by how often was looked.
 */
export const report = async (context: Context, said: SaidWindow): Promise<Answer> => {
  const window = windowOf(said, USUAL, context.io);
  const now = context.io.now().toISOString();
  const configuration = await optionalConfiguration(context);
  const [states, days, gaps, looks, incidents] = await withMonitor(context, ({ store }) =>
    Promise.all([
      store.states(),
      store.days(undefined, { since: dateOf(window.since), until: dateOf(now) }),
      store.gaps(window.since),
      store.looks(),
      newestOf((query) => store.incidents(query), { ...window, limit: Number.MAX_SAFE_INTEGER }),
    ]),
  );
  const daysByPath = grouped(days.items, ({ pathId }) => [pathId]);
  const stateByPath = new Map(states.items.map((state) => [state.pathId, state]));
  const unseen = gapsUntil(gaps.items, looks, configuration?.paths ?? schedulesOf(states.items), now);
  const damaged = grouped([...states.unreadable, ...days.unreadable], ({ pathId }) =>
    pathId === undefined ? [] : [pathId],
  );
  const pastOf = (pathId: string): Past => {
    const known = { days: daysByPath.get(pathId) ?? [], state: stateByPath.get(pathId) };
    const hidden = hiddenBy(damaged.get(pathId) ?? [], daysOf(known), { since: window.since, until: now });
    return { ...known, gaps: [...unseen, ...hidden] };
  };
  const asked = askedPaths(configuration?.paths, states).map((path) => ({ ...path, past: pastOf(path.pathId) }));
  const found = reportOn(asked, incidents.items, window, now);
  const unreadable = [states, days, gaps, incidents].flatMap((each) => each.unreadable);
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
      ['report', 'availability, incidents and cost of the usual time'],
      ['report --since 2026-11-01 --until 2026-11-30 --utc', 'of a month, the last day included'],
      ['report --since 90d --csv', 'for a spreadsheet'],
    ],
    exits: { 0: 'what is kept could be read' },
  })
    .description('availability by path and tag, incidents, how fast they were found and mended, what it cost')
    .addOption(sinceOption(USUAL))
    .addOption(untilOption())
    .addOption(csvOption())
    .action(async (options, command: Command) => {
      answered(await report(contextOf(command), options));
    });
};
