import { type Command, Option } from 'commander';
import type { Answer } from './answer.ts';
import { durationOf, isoEndOf, LONGEST_REASON, minutesOf, reasonOf, tagsOf } from './arguments.ts';
import { ack } from './commands/ack.ts';
import { alertTest } from './commands/alert.ts';
import { mute } from './commands/mute.ts';
import { mutes } from './commands/mutes.ts';
import { unmute } from './commands/unmute.ts';
import type { Context } from './options.ts';

/** How the program is told what a command came to. */
export interface Running {
  contextOf(command: Command): Context;
  answered(answer: Answer): void;
}

const reason = (why: string): Option =>
  new Option('--reason <text>', `${why}; must be given, at most ${LONGEST_REASON} characters`).argParser(reasonOf);

/** The commands that keep alerts back, and the one that tries where they go. */
export const addSilenceCommands = (program: Command, { contextOf, answered }: Running): void => {
  program
    .command('mute')
    .description('keep alerts of paths back for a while; what is still broken then is told then')
    .argument('[path...]', 'ids of paths')
    .addOption(new Option('--tag <key=value>', 'paths that carry this tag, too; may be repeated').argParser(tagsOf))
    .option('--all', 'all paths')
    .addOption(new Option('--for <duration>', 'how long, from 1 minute to 30 days: 30m, 2h, 1d').argParser(durationOf))
    .addOption(
      new Option(
        '--until <time>',
        'in place of --for: up to this ISO time, a date with its whole day; 30 days at most',
      ).argParser(isoEndOf),
    )
    .addOption(reason('why; told with what it kept back'))
    .action(async (paths: readonly string[], { tag, all, ...options }, command: Command) => {
      answered(await mute(contextOf(command), paths, { ...options, tags: tag ?? [], all: all === true }));
    });
  program
    .command('mutes')
    .description('what keeps alerts back now: mutes, windows of maintenance, acknowledgements')
    .action(async (_, command: Command) => {
      answered(await mutes(contextOf(command)));
    });
  program
    .command('unmute')
    .description('end a mute now')
    .argument('<id>', 'id of the mute')
    .action(async (id: string, _, command: Command) => {
      answered(await unmute(contextOf(command), id));
    });
  program
    .command('ack')
    .description('say that somebody takes care of an incident: no reminders of it until it is over')
    .argument('<incident>', 'id of the incident, or of a path in it')
    .addOption(reason('what is being done; told with what follows').makeOptionMandatory())
    .action(async (incident: string, options, command: Command) => {
      answered(await ack(contextOf(command), incident, options.reason));
    });
  program
    .command('alert')
    .description('try a channel of alerts')
    .command('test')
    .description('send a test message to a channel, the way that alerts go')
    .argument('<channel>', 'topic, troubles, events, slack:NAME or chat:NAME; email and https are the topic')
    .addOption(
      new Option('--timeout <minutes>', 'how long to wait for the deployed sweep').argParser(minutesOf).default(5),
    )
    .action(async (channel: string, options, command: Command) => {
      answered(await alertTest(contextOf(command), channel, options));
    });
};
