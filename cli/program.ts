import { type Command, CommanderError } from 'commander';
import type { Answer, Exit } from './answer.ts';
import { commandTree } from './command-tree.ts';
import { refusalOf } from './fault-reason.ts';
import type { Io } from './io.ts';
import { jsonText } from './json.ts';
import type { Options } from './options.ts';
import { line, pageOf } from './page.ts';
import { problemLines } from './print-problems.ts';
import type { Refusal } from './refusal.ts';
import { usageRefusal } from './usage-refusal.ts';

interface Parsing {
  readonly program: Command;
  /** What the command came to; undefined where none was run. */
  answer(): Answer | undefined;
  /** What commander had to say itself: the help. */
  said(): string;
  /** The command that was named, as far as it was: `pathwatch alert test`. */
  named(): string;
}

const nameOf = (command: Command): string =>
  command.parent === null ? command.name() : `${nameOf(command.parent)} ${command.name()}`;

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
    (text) => {
      said += text;
    },
  );
  let named = nameOf(program);
  for (const parent of [program, ...program.commands])
    parent.hook('preSubcommand', (_, command) => {
      named = nameOf(command);
    });
  return { program, answer: () => answer, said: () => said, named: () => named };
};

const refusalText = ({ reason }: Refusal): string =>
  [
    `error: ${line(reason.message)}`,
    ...(reason.problems === undefined ? [] : [problemLines(reason.problems)]),
    line(reason.advice),
    '',
  ].join('\n');

/** An error with all its causes, as the runtime writes them. */
const stackText = (error: unknown): string =>
  error instanceof Error
    ? `${error.stack ?? error.message}\n${error.cause === undefined ? '' : `caused by ${stackText(error.cause)}`}`
    : `${String(error)}\n`;

/** Runs one command line and tells its exit code. Never throws, and never ends the process. */
export const runProgram = async (args: readonly string[], given: Io): Promise<Exit> => {
  const io: Io = args.includes('--utc') ? { ...given, timeZone: 'UTC' } : given;
  // Where the arguments cannot be read, the form of the answer must be known all the same.
  const json = args.includes('--json');
  const csv = args.includes('--csv');
  const { program, answer, said, named } = parsing(io);
  const print = (document: unknown, text: string): void => io.stdout.write(`${json ? jsonText(document) : text}\n`);
  try {
    await program.parseAsync(args, { from: 'user' });
    const came = answer();
    if (came === undefined) throw new Error('no command was run');
    if (came.document !== undefined)
      print(came.document, csv && came.csv !== undefined ? came.csv() : came.text(pageOf(io)));
    return came.exit;
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) {
      print(error.code === 'commander.version' ? { version: said().trimEnd() } : { help: said() }, said().trimEnd());
      return 0;
    }
    const refusal = error instanceof CommanderError ? usageRefusal(error, named()) : refusalOf(error);
    if (args.includes('--debug')) io.stderr.write(stackText(error));
    if (json) print({ error: refusal.reason }, '');
    else io.stderr.write(refusalText(refusal));
    return refusal.exit;
  }
};
