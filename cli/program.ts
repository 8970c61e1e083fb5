import { Command, CommanderError, Option } from 'commander';
import type { Answer, Exit } from './answer.ts';
import { countOf, isoEndOf, isoTimeOf, minutesOf, secondsOf } from './arguments.ts';
import { analyze } from './commands/analyze.ts';
import { check } from './commands/check.ts';
import { cost } from './commands/cost.ts';
import { flows } from './commands/flows.ts';
import { history } from './commands/history.ts';
import { local } from './commands/local.ts';
import { snapshot } from './commands/snapshot.ts';
import { status } from './commands/status.ts';
import { validate } from './commands/validate.ts';
import { refusalOf } from './fault-reason.ts';
import type { Io } from './io.ts';
import { jsonText } from './json.ts';
import { addOptions, type Context, type Options } from './options.ts';
import { line, pageOf } from './page.ts';
import { problemLines } from './print-problems.ts';
import type { Refusal } from './refusal.ts';
import { scenes } from './scene.ts';
import { addSilenceCommands } from './silence-commands.ts';
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
  const program = new Command('pathwatch')
    .description('Tells whether critical network paths on AWS are as they must be, and why not.')
    .exitOverride()
    .configureOutput({ writeOut: (text) => (said += text), writeErr: () => undefined })
    .configureHelp({ showGlobalOptions: true });
  addOptions(program);
  const contextOf = (command: Command): Context => ({ io, options: command.optsWithGlobals<Options>() });

  program
    .command('validate')
    .description('check the configuration file')
    .action(async (_, command: Command) => {
      answer = await validate(contextOf(command));
    });
  program
    .command('check')
    .description('check paths now, and tell what was found')
    .argument('[path...]', 'ids of paths; all if none is named')
    .addOption(
      new Option('--timeout <minutes>', 'how long to wait for the deployed sweep').argParser(minutesOf).default(15),
    )
    .option('--audit', 'buy the analyses whatever is known, in place of carrying what rests on the same facts')
    .addOption(new Option('--scene <name>', 'with --local: break or repair the embedded network').choices(scenes))
    .action(async (paths: readonly string[], options, command: Command) => {
      answer = await check(contextOf(command), paths, options);
    });
  program
    .command('status')
    .description('how every path is now, worst first')
    .action(async (_, command: Command) => {
      answer = await status(contextOf(command));
    });
  program
    .command('history')
    .description('the checks of one path, newest first')
    .argument('<path>', 'id of the path')
    .addOption(new Option('--limit <count>', 'at most so many checks').argParser(countOf).default(20))
    .addOption(new Option('--since <time>', 'from this ISO time on').argParser(isoTimeOf))
    .addOption(new Option('--until <time>', 'up to this ISO time, a date with its whole day').argParser(isoEndOf))
    .option('--full', "with AWS's own documents (with --json)")
    .action(async (path: string, options, command: Command) => {
      const { limit, since, until, full } = options;
      answer = await history(contextOf(command), path, {
        limit,
        full: full === true,
        ...(since !== undefined && { since }),
        ...(until !== undefined && { until }),
      });
    });
  program
    .command('cost')
    .description('what a month costs, and what was spent so far; needs no account')
    .action(async (_, command: Command) => {
      answer = await cost(contextOf(command));
    });
  program
    .command('analyze')
    .description('ask the network model whether one end reaches the other, and why not; free')
    .argument('[path]', 'id of a path of the configuration, in place of --from, --to and so on')
    .option('--snapshot <folder>', 'the network as it was written there; else it is described now')
    .option('--from <end>', 'id, ARN, address, or `internet`')
    .option('--to <end>', 'id, ARN, address, or `internet`')
    .option('--protocol <name>', 'tcp, udp, icmp, icmpv6, a number, or any')
    .option('--port <ports>', 'destination: a port, a range or a list of ranges (default: all)')
    .option('--source-port <ports>', 'the same of the source (default: all)')
    .option('--queries <file>', 'a JSON array of {id, from, to, protocol, port, sourcePort}')
    .action(async (path: string | undefined, options, command: Command) => {
      answer = await analyze(contextOf(command), path, options);
    });
  program
    .command('snapshot')
    .description('describe the network and write it to a folder')
    .requiredOption('--out <folder>', 'the folder to write')
    .action(async (options, command: Command) => {
      answer = await snapshot(contextOf(command), options);
    });
  program
    .command('flows')
    .description('read VPC flow log records: what each field means, and whether replies came')
    .argument('[file]', 'a text file, packed by gzip or not; `-` is standard input', '-')
    .option('--format <fields>', `the flow log's own, such as '\${srcaddr} \${dstaddr}' (default: version 2)`)
    .action(async (file: string, options, command: Command) => {
      answer = await flows(contextOf(command), file, options);
    });
  program
    .command('local')
    .description('run the embedded account until Ctrl-C: a network to break with the AWS CLI, watched')
    .addOption(
      new Option('--every <seconds>', "sweep all paths so often (default: the paths' own rates)").argParser(secondsOf),
    )
    .option('--snapshot <folder>', "the network to begin with (default: as it was left, else the scenario's)")
    .action(async (options, command: Command) => {
      answer = await local(contextOf(command), { ...options, json: command.optsWithGlobals().json === true });
    });
  addSilenceCommands(program, {
    contextOf,
    answered: (given) => {
      answer = given;
    },
  });
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
export const runProgram = async (args: readonly string[], io: Io): Promise<Exit> => {
  // Where the arguments cannot be read, the form of the answer must be known all the same.
  const json = args.includes('--json');
  const { program, answer, said, named } = parsing(io);
  const print = (document: unknown, text: string): void => io.stdout.write(`${json ? jsonText(document) : text}\n`);
  try {
    await program.parseAsync(args, { from: 'user' });
    const given = answer();
    if (given === undefined) throw new Error('no command was run');
    if (given.document !== undefined) print(given.document, given.text(pageOf(io)));
    return given.exit;
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) {
      print({ help: said() }, said().trimEnd());
      return 0;
    }
    const refusal = error instanceof CommanderError ? usageRefusal(error, named()) : refusalOf(error);
    if (args.includes('--debug')) io.stderr.write(stackText(error));
    if (json) print({ error: refusal.reason }, '');
    else io.stderr.write(refusalText(refusal));
    return refusal.exit;
  }
};
