import { type Command, CommanderError } from 'commander';
import fc from 'fast-check';
import { commandTree } from '../../../cli/command-tree.ts';
import { everyCommand } from '../../../cli/every-command.ts';
import { flagsIn } from '../../../cli/flags.ts';
import { guideOf } from '../../../cli/guide.ts';
import { momentOf } from '../../../cli/moment.ts';
import { queryOf, questionFlaws } from '../../../cli/question.ts';
import { Refusal } from '../../../cli/refusal.ts';
import { tellFailure } from '../../../cli/tell-failure.ts';
import { usageRefusal } from '../../../cli/usage-refusal.ts';
import { parseFormat } from '../../../lambda/flows/format.ts';
import { serviceIn } from '../../../lambda/reachability/query.ts';
import { shellWords, wholeTree } from '../../support/command-tree.ts';
import { anyText } from '../any-text.ts';
import { hostileTexts } from '../hostile.ts';
import { openIo } from '../io.ts';
import { must, type Target } from '../target.ts';
import { checkTold } from '../told.ts';

const commands = everyCommand(wholeTree());
const examples = commands.flatMap((command) => (guideOf(command)?.examples ?? []).map(([typed]) => shellWords(typed)));
const words = [
  ...commands.map((command) => command.name()),
  ...commands.flatMap(({ options }) => options.flatMap(({ long, short }) => [long ?? [], short ?? []].flat())),
  ...[
    '--',
    '-',
    '--json=',
    '--no-',
    '-h',
    '--help',
    '--version',
    '--debug',
    'yesterday',
    '2h ago',
    '2026-11-22',
    'tcp',
    '443',
  ],
];

/** The words of an example, some of them left out, doubled, put elsewhere, or made into something else. */
const anyWords: fc.Arbitrary<readonly string[]> = fc
  .tuple(
    fc.nat(examples.length - 1),
    fc.array(fc.record({ kind: fc.nat(4), at: fc.nat(), word: anyText(words, words) }), { maxLength: 4 }),
  )
  .map(([which, edits]) => {
    const said = [...(examples[which] ?? [])];
    for (const { kind, at, word } of edits) {
      const index = at % (said.length + 1);
      if (kind === 0) said.splice(index, 1);
      else if (kind === 1) said.splice(index, 0, word);
      else if (kind === 2) said.splice(index, 1, word);
      else if (kind === 3) said.splice(index, 1, `${said[index] ?? ''}=${word}`);
      else said.splice(index, 1, ...[said[index] ?? [], said[index] ?? []].flat());
    }
    return said;
  });

const anyLine: fc.Arbitrary<readonly string[]> = fc.oneof(
  { arbitrary: anyWords, weight: 8 },
  { arbitrary: fc.array(fc.constantFrom(...words, ...hostileTexts), { maxLength: 8 }), weight: 2 },
);

/** Every command of the tree, whose action is to read its values on, as the command itself does, and then nothing. */
const idle = (command: Command, read: (options: Readonly<Record<string, unknown>>) => void): void => {
  for (const each of command.commands) {
    // What has commands of its own and no action asks for one of them.
    if (each.commands.length === 0) each.action(() => read(each.optsWithGlobals()));
    idle(each, read);
  }
};

const readOn = (options: Readonly<Record<string, unknown>>, io: ReturnType<typeof openIo>['io']): void => {
  const said = (name: string): string | undefined => {
    const value = options[name];
    return typeof value === 'string' ? value : undefined;
  };
  for (const [name, edge, towards] of [
    ['since', 'begin', 'past'],
    ['until', 'end', 'past'],
    ['until', 'end', 'future'],
    ['at', 'end', 'past'],
  ] as const) {
    const text = said(name);
    if (text === undefined) continue;
    const moment = momentOf(text, { option: `--${name}`, edge, towards }, io);
    must(new Date(moment).toISOString() === moment, 'a moment is an ISO time');
  }
  const [from, to, protocol, port, sourcePort] = ['from', 'to', 'protocol', 'port', 'sourcePort'].map(said);
  const asked = { from, to, protocol, port, sourcePort };
  const flaws = questionFlaws(asked);
  if (flaws.length === 0) serviceIn(queryOf(asked));
  for (const { message, advice } of flaws) must(message !== '' && advice !== '', 'a flaw says what would be right');
  const format = said('format');
  if (format !== undefined) parseFormat(format);
};

/** What is typed: a command with its values, or a refusal in two sentences. Nothing is run. */
export const commandLine: Target<readonly string[]> = {
  name: 'command-line',
  parses: 'the words of a command line',
  inputs: anyLine,
  take: async (args) => {
    const { io, told } = openIo();
    let help = '';
    const program = commandTree(
      { contextOf: (command) => ({ io, options: command.optsWithGlobals() }), answered: () => undefined },
      {
        ...told.page,
        say: (text) => {
          help += text;
        },
      },
    );
    let named = program;
    for (const parent of [program, ...program.commands])
      parent.hook('preSubcommand', (_, command) => {
        named = command;
      });
    idle(program, (options) => readOn(options, io));
    try {
      await program.parseAsync([...args], { from: 'user' });
      return 'accepted';
    } catch (error) {
      if (error instanceof CommanderError && error.exitCode === 0) {
        must(help.trim() !== '', 'the help has text');
        return 'accepted';
      }
      const refusal = error instanceof CommanderError ? usageRefusal(error, named) : error;
      if (!(refusal instanceof Refusal)) throw error;
      const flags = flagsIn(args);
      must(tellFailure(refusal, { json: flags.json, debug: false }, io) === 2, 'what is misused exits with 2');
      must(refusal.reason.message.trim() !== '' && refusal.reason.advice.trim() !== '', 'a refusal has both sentences');
      if (flags.json) JSON.parse(told.stdout());
      else checkTold(told.stderr());
      return 'refused';
    }
  },
};
