import { type Argument, type Command, Help, type Option } from 'commander';
import { everyCommand } from '../every-command.ts';
import { exitCodes } from '../exit-codes.ts';
import { type Group, guideOf } from '../guide.ts';
import { nameOf } from '../usage-refusal.ts';
import { anchorOf, code, generated, markdownTable } from './markdown.ts';

const help = new Help();

const withoutProgram = (command: Command): string => nameOf(command).replace(/^\S+ /, '');

const sentence = (text: string): string =>
  `${text.charAt(0).toUpperCase()}${text.slice(1)}${/[.!?]$/.test(text) ? '' : '.'}`;

const argumentRow = (argument: Argument): readonly string[] => [
  code(argument.variadic ? `${argument.name()}…` : argument.name()),
  argument.required ? 'yes' : 'no',
  help.argumentDescription(argument),
];

const optionRow = (option: Option): readonly string[] => [
  code(option.flags),
  option.mandatory ? 'yes' : '',
  help.optionDescription(option),
];

const isHelp = ({ long }: Option): boolean => long === '--help';

const optionsOf = (command: Command): string => {
  const own = help.visibleOptions(command).filter((option) => !isHelp(option));
  return own.length === 0 ? '' : markdownTable(['option', 'must be given', 'what'], own.map(optionRow));
};

const exitsOf = (codes: Readonly<Record<string, string>>): string =>
  markdownTable(
    ['exit code', 'meaning'],
    Object.entries(codes).map(([exit, meaning]) => [exit, meaning]),
  );

const examplesOf = (program: string, command: Command): string => {
  const { examples = [] } = guideOf(command) ?? {};
  return ['```sh', ...examples.flatMap(([typed, purpose]) => [`# ${purpose}`, `${program} ${typed}`]), '```'].join(
    '\n',
  );
};

const sectionOf = (program: string, command: Command): string => {
  const own = command.registeredArguments;
  const exits = guideOf(command)?.exits ?? {};
  return [
    `### ${withoutProgram(command)}`,
    sentence(command.description()),
    `\`\`\`\n${nameOf(command)} ${command.usage()}\n\`\`\``,
    own.length === 0 ? '' : markdownTable(['argument', 'must be given', 'what'], own.map(argumentRow)),
    optionsOf(command),
    Object.keys(exits).length === 0 ? '' : exitsOf(exits),
    examplesOf(program, command),
  ]
    .filter((part) => part !== '')
    .join('\n\n');
};

/** Every command that somebody may type; one that only holds others has nothing to run. */
const runnable = (program: Command): readonly Command[] =>
  everyCommand(program).filter((command) => command !== program && command.commands.length === 0);

const groupsOf = (commands: readonly Command[]): readonly (readonly [Group | 'Others', readonly Command[]])[] => {
  const groups = new Map<Group | 'Others', Command[]>();
  for (const command of commands) {
    const group = guideOf(command)?.group ?? 'Others';
    groups.set(group, [...(groups.get(group) ?? []), command]);
  }
  return [...groups];
};

/** `docs/commands.md`: all that the help tells, of all commands. */
export const commandsPage = (program: Command): string => {
  const name = program.name();
  const groups = groupsOf(runnable(program));
  return `${[
    generated('reference'),
    '# Command reference',
    `${program.description()} This is what \`${name} help\` and \`${name} COMMAND --help\` tell; [cli.md](cli.md) says what the commands do, shows what they print, and describes the documents of \`--json\`.`,
    markdownTable(
      ['', 'command', 'what it does'],
      groups.flatMap(([group, commands]) =>
        commands.map((command, index) => [
          index === 0 ? group : '',
          `[${code(help.subcommandTerm(command).replace(' [options]', '').replace(/^\S+/, withoutProgram(command)))}](#${anchorOf(withoutProgram(command))})`,
          command.description(),
        ]),
      ),
    ),
    '## Options of every command',
    optionsOf(program),
    `\`--help\` is an option of every command too. What stands behind \`--\` is no option.`,
    '## Exit codes',
    exitsOf(exitCodes),
    '1 wins over 3. Where a command gives them another meaning, its section says so; 2 and 3 mean everywhere what they mean here, too.',
    ...groups.flatMap(([group, commands]) => [`## ${group}`, ...commands.map((command) => sectionOf(name, command))]),
  ].join('\n\n')}\n`;
};
