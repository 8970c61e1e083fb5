import { type Command, Option } from 'commander';
import type { AddCommand } from '../adding.ts';
import type { Answer } from '../answer.ts';
import { refreshOf, spanOf } from '../arguments.ts';
import { optionalConfiguration } from '../configuration-file.ts';
import { guided } from '../guide.ts';
import type { Context } from '../options.ts';
import { pageOf } from '../page.ts';
import { statusText } from '../print-status.ts';
import { exitOf, runWatch, type WatchRun } from '../watch/run.ts';
import { openSession } from '../watch/session.ts';
import { transitionText } from '../watch/view.ts';

/** So many changes are told once more at the end. */
const TOLD = 10;

/** `pathwatch watch [PATH…]`: `status` that goes on, and what changed meanwhile. */
export const watch = async (context: Context, run: WatchRun): Promise<Answer> => {
  const { io, options } = context;
  const configuration = await optionalConfiguration(context);
  const watched = await runWatch(context, openSession(context, configuration), run);
  // The screen is gone: what it showed last stays.
  if (!run.json && io.stdout.isTerminal) {
    const page = pageOf(io);
    const told = watched.transitions.slice(0, TOLD).map((transition) => transitionText(transition, page));
    const status = watched.statuses === undefined ? [] : [statusText(watched.statuses, options, page)];
    for (const text of [...told, ...status, ...(watched.trouble === undefined ? [] : [watched.trouble])])
      io.stdout.write(`${text}\n`);
  }
  return { exit: exitOf(watched), document: undefined, text: () => '' };
};

export const addWatch: AddCommand = (program, { contextOf, answered }) => {
  guided(program.command('watch'), {
    group: 'Asking',
    examples: [
      ['watch', 'all paths, worst first, and what changes, until q or Ctrl-C'],
      ['watch a-to-b-rdp --every 5 --for 10m', 'one path, looked at every 5 seconds for ten minutes'],
      ['watch --json', 'for programs: one JSON object a line for each change'],
    ],
    exits: {
      0: 'all paths are as expected by the last look',
      1: 'some path is not',
      3: 'some path is undetermined, there is no path at all, or no look has succeeded',
    },
  })
    .description('how every path is, going on, and what changes')
    .argument('[path...]', 'ids of paths; all if none is named')
    .addOption(new Option('--every <seconds>', 'how often to look, at least 2').argParser(refreshOf).default(10))
    .addOption(new Option('--for <duration>', 'end after so long, such as 30s or 2h').argParser(spanOf))
    .action(async (paths: readonly string[], options, command: Command) => {
      const { every, for: length } = options;
      const json = command.optsWithGlobals().json === true;
      const run = { paths: [...new Set(paths)], every, json, ...(length !== undefined && { length }) };
      answered(await watch(contextOf(command), run));
    });
};
