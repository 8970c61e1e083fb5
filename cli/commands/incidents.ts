import { type Command, Option } from 'commander';
import { newestOf } from '../../lambda/asking/all-pages.ts';
import { eachOnce, openIncidentsOf } from '../../lambda/asking/open-incidents.ts';
import type { Incident } from '../../lambda/domain/incident.ts';
import { nearest } from '../../lambda/domain/nearest.ts';
import type { AddCommand } from '../adding.ts';
import type { Answer } from '../answer.ts';
import { countOf } from '../arguments.ts';
import { csvOption } from '../csv.ts';
import { guided } from '../guide.ts';
import { withMonitor } from '../monitor.ts';
import type { Context } from '../options.ts';
import { line } from '../page.ts';
import { incidentDocument, incidentText } from '../print-incident.ts';
import { incidentsCsv, incidentsText } from '../print-incidents.ts';
import { misused } from '../refusal.ts';
import { type SaidWindow, sinceOption, untilOption, windowOf } from '../when.ts';

export interface IncidentsOptions extends SaidWindow {
  readonly limit: number;
  /** Only those that have not ended. */
  readonly open?: boolean;
  /** Only those that hold this path. */
  readonly path?: string;
}

/** What is asked about where nobody says. */
const USUAL = '30d';

const byStart = (one: Incident, other: Incident): number => (one.startedAt < other.startedAt ? 1 : -1);

const list = async (context: Context, { limit, open, path, ...said }: IncidentsOptions): Promise<Answer> => {
  const window = windowOf(said, USUAL, context.io);
  const isWanted = (incident: Incident): boolean =>
    (path === undefined || incident.paths.some(({ pathId }) => pathId === path)) &&
    (open !== true || incident.endedAt === undefined);
  const found = await withMonitor(context, async ({ store }) => {
    const [begun, current] = await Promise.all([
      newestOf((query) => store.incidents(query), {
        ...window,
        limit: path === undefined && !open ? limit : Number.MAX_SAFE_INTEGER,
      }),
      openIncidentsOf(store),
    ]);
    // One that began before that time and goes on concerns it too.
    const known = new Set(begun.items.map(({ id }) => id));
    const earlier = current.items.filter(
      ({ id, endedAt, startedAt }) => endedAt === undefined && !known.has(id) && startedAt < window.since,
    );
    return {
      ...begun,
      items: [...begun.items, ...earlier].filter(isWanted).sort(byStart),
      unreadable: eachOnce([...begun.unreadable, ...current.unreadable]),
    };
  });
  const shown = found.items.slice(0, limit);
  const more = found.more || shown.length < found.items.length;
  return {
    exit: 0,
    document: [
      ...shown.map((incident) => incidentDocument(incident)),
      ...found.unreadable.map((each) => ({ unreadable: each })),
    ],
    csv: () => incidentsCsv(shown),
    text: (page) => incidentsText({ incidents: shown, more, unreadable: found.unreadable, window }, page),
  };
};

const one = async (context: Context, id: string): Promise<Answer> => {
  const { incident, known } = await withMonitor(context, async ({ store }) => {
    const found = await store.incident(id);
    return { incident: found, known: found === undefined ? (await store.incidents({ limit: 100 })).items : [] };
  });
  if (incident === undefined) {
    const meant = nearest(
      id,
      known.map((each) => each.id),
    );
    throw misused(
      `there is no incident \`${line(id)}\``,
      meant === undefined
        ? '`pathwatch incidents` lists them; of a path: `pathwatch incidents --path ID`'
        : `did you mean \`${line(meant)}\`?`,
      'unknown-incident',
    );
  }
  return { exit: 0, document: incidentDocument(incident), text: (page) => incidentText(incident, page) };
};

/** `pathwatch incidents [ID]`: those that began in a time or are open, newest first; or all that is known of one. */
export const incidents = (context: Context, id: string | undefined, options: IncidentsOptions): Promise<Answer> =>
  id === undefined ? list(context, options) : one(context, id);

export const addIncidents: AddCommand = (program, { contextOf, answered }) => {
  guided(program.command('incidents'), {
    group: 'Asking',
    examples: [
      ['incidents --open', 'those that have not ended'],
      ['incidents --since 2w --path a-to-b-rdp', 'those of the last two weeks that held a path'],
      ['incidents tgw-rtb-05c9fa8db5415ce07-20261122T201953Z', 'all of one: its cause, its paths, what was told'],
    ],
    exits: { 0: 'they could be read, also where there are none' },
  })
    .description('outages, blindness and disagreements: open ones and those of a time, or all of one')
    .argument('[incident]', 'id of an incident: its cause, its paths, what was told')
    .addOption(sinceOption(USUAL))
    .addOption(untilOption())
    .option('--open', 'only those that have not ended')
    .option('--path <path>', 'only those that hold this path')
    .addOption(new Option('--limit <count>', 'show at most so many').argParser(countOf).default(20))
    .addOption(csvOption())
    .action(async (id: string | undefined, options, command: Command) => {
      answered(await incidents(contextOf(command), id, options));
    });
};
