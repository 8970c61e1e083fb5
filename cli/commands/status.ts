import type { Command } from 'commander';
import { silencesAt } from '../../lambda/alerts/silence.ts';
import { openIncidentsOf } from '../../lambda/asking/open-incidents.ts';
import { standingNow, statuses } from '../../lambda/asking/path-status.ts';
import type { AddCommand } from '../adding.ts';
import { type Answer, exitFor } from '../answer.ts';
import { optionalConfiguration } from '../configuration-file.ts';
import { csvOption } from '../csv.ts';
import { guided } from '../guide.ts';
import { withMonitor } from '../monitor.ts';
import type { Context } from '../options.ts';
import { statusCsv, statusText } from '../print-status.ts';
import { unreadableLines } from '../print-unreadable.ts';

/** `pathwatch status`: how every path is now. Where there is no path at all nothing is known, which is not success. */
export const status = async (context: Context): Promise<Answer> => {
  const configuration = await optionalConfiguration(context);
  const [{ items: states, unreadable }, looks, open, { mutes, acknowledgements }] = await withMonitor(
    context,
    ({ store }) => Promise.all([store.states(), store.looks(), openIncidentsOf(store), store.silences()]),
  );
  const silenceOf = silencesAt({ mutes, maintenance: configuration?.maintenance ?? [] }, context.io.now());
  const surroundings = { looks, incidents: open.items, acknowledgements, silenceOf, unreadable };
  const all = statuses(states, configuration?.paths, surroundings);
  const counting = all.filter((each) => each.declared).map(standingNow);
  return {
    exit: counting.length === 0 ? 3 : exitFor(counting),
    document: all,
    csv: () => statusCsv(all),
    text: (page) => [statusText(all, context.options, page), ...unreadableLines(open.unreadable, page)].join('\n'),
  };
};

export const addStatus: AddCommand = (program, { contextOf, answered }) => {
  guided(program.command('status'), {
    group: 'Asking',
    examples: [
      ['status', 'how every path of the deployed stack is, worst first'],
      ['status --local', 'the same of the embedded account'],
      ['status --json --region eu-central-1', 'for programs, of the stack in another Region'],
    ],
    exits: {
      0: 'all paths are as expected',
      1: 'some path is not',
      3: 'some path is undetermined, or there is no path at all',
    },
  })
    .description('how every path is now, worst first')
    .addOption(csvOption())
    .action(async (_, command: Command) => {
      answered(await status(contextOf(command)));
    });
};
