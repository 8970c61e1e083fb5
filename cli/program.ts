import { stripVTControlCharacters } from 'node:util';
import { type Command, CommanderError } from 'commander';
import type { Answer, Exit } from './answer.ts';
import { commandTree } from './command-tree.ts';
import { flagsIn } from './flags.ts';
import type { Io } from './io.ts';
import { jsonText } from './json.ts';
import type { Options } from './options.ts';
import { pageOf } from './page.ts';
import { tellFailure } from './tell-failure.ts';
import { usageRefusal } from './usage-refusal.ts';

interface Parsing {
  readonly program: Command;
  /** What the command came to; undefined where none was run. */
  answer(): Answer | undefined;
  /** What commander had to say itself: the help. */
  said(): string;
  /** The command that was named, as far as it was: of `alert tset` it is `alert`. */
  named(): Command;
}

const parsing = (io: Io): Parsing => {
  let answer: Answer | undefined;
  let said = '';
  const program = commandTree(
    {
      contextOf: (command) => ({ io, options: command.optsWithGlobals<Options>() }),
      answered: (given) => {
        answer = given;
      },
    },
    {
      ...pageOf(io),
      say: (text) => {
        said += text;
      },
    },
  );
  let named = program;
  for (const parent of [program, ...program.commands])
    parent.hook('preSubcommand', (_, command) => {
      named = command;
    });
  return { program, answer: () => answer, said: () => said, named: () => named };
};

/** Runs one command line and tells its exit code. Never throws, and never ends the process. */
export const runProgram = async (args: readonly string[], given: Io): Promise<Exit> => {
  const flags = flagsIn(args);
  const io: Io = flags.utc ? { ...given, timeZone: 'UTC' } : given;
  const { program, answer, said, named } = parsing(io);
  const print = (document: unknown, text: string): void =>
    io.stdout.write(`${flags.json ? jsonText(document) : text}\n`);
  try {
    await program.parseAsync(args, { from: 'user' });
    const came = answer();
    if (came === undefined) throw new Error('no command was run');
    if (came.document !== undefined)
      print(came.document, flags.csv && came.csv !== undefined ? came.csv() : came.text(pageOf(io)));
    return came.exit;
  } catch (error) {
    if (!(error instanceof CommanderError)) return tellFailure(error, flags, io);
    if (error.exitCode !== 0) return tellFailure(usageRefusal(error, named()), flags, io);
    const text = said().trimEnd();
    print(error.code === 'commander.version' ? { version: text } : { help: stripVTControlCharacters(text) }, text);
    return 0;
  }
};
