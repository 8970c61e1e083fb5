import type { Command } from 'commander';
import { silencesAt } from '../../lambda/alerts/silence.ts';
import type { AddCommand } from '../adding.ts';
import { type Answer, exitFor } from '../answer.ts';
import { optionalConfiguration } from '../configuration-file.ts';
import { guided } from '../guide.ts';
import { withMonitor } from '../monitor.ts';
import type { Context } from '../options.ts';
import { standingNow, statuses } from '../path-status.ts';
import { statusText } from '../print-status.ts';

/** `pathwatch status`: how every path is now. Where there is no path at all nothing is known, which is not success. */
export const status = async (context: Context): Promise<Answer> => {
  const configuration = await optionalConfiguration(context);
  const [{ items: states, unreadable }, looks, incidents, { mutes, acknowledgements }] = await withMonitor(
    context,
    ({ store }) => Promise.all([store.states(), store.looks(), store.openIncidents(), store.silences()]),
  );
  const silenceOf = silencesAt({ mutes, maintenance: configuration?.maintenance ?? [] }, context.io.now());
  const all = statuses(states, configuration?.paths, { looks, incidents, acknowledgements, silenceOf, unreadable });
  const counting = all.filter((each) => each.declared).map(standingNow);
  return {
    exit: counting.length === 0 ? 3 : exitFor(counting),
    document: all,
    text: (page) => statusText(all, context.options, page),
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
    .action(async (_, command: Command) => {
      answered(await status(contextOf(command)));
    });
};
