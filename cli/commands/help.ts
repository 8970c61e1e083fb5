import type { Command } from 'commander';
import { nearest } from '../../lambda/domain/nearest.ts';
import type { AddCommand } from '../adding.ts';
import { guided } from '../guide.ts';
import { line } from '../page.ts';
import { misused } from '../refusal.ts';

/** The command that some words name, from the program down. Throws a refusal where a word names none. */
const commandNamed = (program: Command, words: readonly string[]): Command =>
  words.reduce((parent, word) => {
    const found = parent.commands.find((command) => command.name() === word);
    if (found !== undefined) return found;
    const names = program
      .createHelp()
      .visibleCommands(parent)
      .map((command) => command.name());
    const meant = nearest(word, names);
    throw misused(
      `there is no command '${line(word)}'`,
      meant !== undefined
        ? `did you mean \`${meant}\`?`
        : names.length === 0
          ? `\`${parent.name()}\` has no commands of its own`
          : `known are ${names.join(', ')}`,
    );
  }, program);

/** `pathwatch help [COMMAND…]`. In place of commander's own, which takes one word and does not say that it names nothing. */
export const addHelp: AddCommand = (program) => {
  guided(program.command('help'), {
    group: 'Setting up',
    examples: [
      ['help check', 'what `check` takes, with examples'],
      ['help alert test', 'the same of a command within another'],
    ],
  })
    .description('tell what a command takes, with examples')
    .argument('[command...]', 'the command; the program if none is named')
    .action((words: readonly string[]) => commandNamed(program, words).help());
};
