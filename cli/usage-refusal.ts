import type { Command, CommanderError } from 'commander';
import { nearest } from '../lambda/domain/nearest.ts';
import { guideOf } from './guide.ts';
import { line } from './page.ts';
import { misused, type Refusal } from './refusal.ts';

/** Characters of a value that is said back: enough to find it. */
const SAID_BACK = 60;

const shortened = (text: string): string => (text.length <= SAID_BACK ? text : `${text.slice(0, SAID_BACK)}…`);

/** `pathwatch alert test`. */
export const nameOf = (command: Command): string =>
  command.parent === null ? command.name() : `${nameOf(command.parent)} ${command.name()}`;

const programOf = (command: Command): Command => (command.parent === null ? command : programOf(command.parent));

const helpFor = (command: Command): string => `see \`${nameOf(command)} --help\``;

/** An example where there is one, and where more of them are. */
const exampleFor = (command: Command): string => {
  const [first] = guideOf(command)?.examples ?? [];
  return first === undefined
    ? helpFor(command)
    : `write for example \`${programOf(command).name()} ${first[0]}\`; ${helpFor(command)}`;
};

const withoutCommand = (command: Command): Refusal =>
  command.parent === null
    ? misused('no command is given', helpFor(command))
    : misused(
        `\`${command.name()}\` wants a command: ${command.commands.map((each) => each.name()).join(', ')}`,
        exampleFor(command),
      );

const tooMany = (command: Command): Refusal => {
  const taken = command.registeredArguments.length;
  const [first = ''] = command.args.slice(taken);
  const isCommand = programOf(command).commands.some((each) => each.name() === first);
  return misused(
    `\`${command.name()}\` takes ${taken === 0 ? 'no argument' : taken === 1 ? 'one argument' : `${taken} arguments`}, and there is '${line(shortened(first))}' too`,
    isCommand ? 'give one command at a time' : `leave it out, or put a text with spaces in quotes; ${helpFor(command)}`,
  );
};

/** A value that is none: what it was given for, the value, and what would be one. */
const invalidForms = [
  /^(?<named>option .*) argument '(?<value>[\s\S]*)' is invalid\. (?<advice>.*)$/,
  /^command-argument value '(?<value>[\s\S]*)' is invalid for argument '(?<named>.*)'\. (?<advice>.*)$/,
];

const invalid = (message: string, command: Command): Refusal | undefined => {
  const found = invalidForms.map((form) => form.exec(message)?.groups).find((groups) => groups !== undefined);
  if (found === undefined) return undefined;
  const { named = '', value = '', advice = '' } = found;
  const [, choices] = /^Allowed choices are (.*)\.$/.exec(advice) ?? [];
  const meant = choices === undefined ? undefined : nearest(value, choices.split(', '));
  const written = choices === undefined ? advice.replace(/\.$/, '') : `write one of ${choices}`;
  return misused(
    line(`'${shortened(value)}' is no value of ${named.startsWith('option') ? named : `the argument '${named}'`}`),
    meant === undefined
      ? `${written.charAt(0).toLowerCase()}${written.slice(1)}; ${helpFor(command)}`
      : `did you mean \`${meant}\`?`,
  );
};

/** What commander found wrong with the words, in two sentences of ours; `command` is the one that was named, as far as it was. */
export const usageRefusal = ({ code, message: said }: CommanderError, command: Command): Refusal => {
  const message = said.replace(/^error: /, '');
  const [first = '', hint] = message.split('\n');
  const plain = line(first).replace(/\.$/, '');
  switch (code) {
    case 'commander.help':
      return withoutCommand(command);
    case 'commander.excessArguments':
      return tooMany(command);
    case 'commander.missingArgument':
    case 'commander.missingMandatoryOptionValue':
      return misused(plain, exampleFor(command));
    case 'commander.optionMissingArgument':
      return misused(plain.replace(/ argument missing$/, ' has no value'), helpFor(command));
    case 'commander.invalidArgument':
      return invalid(message, command) ?? misused(plain, helpFor(command));
    default:
      return misused(plain, /^\((Did you mean .*\?)\)$/.exec(hint ?? '')?.[1] ?? helpFor(command));
  }
};
