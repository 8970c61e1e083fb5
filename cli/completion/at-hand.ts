import type { Command, Option } from 'commander';

/** What the word at hand may be. */
export type Wanted =
  | { readonly kind: 'command'; readonly of: Command }
  | { readonly kind: 'option'; readonly of: Command }
  /** A value, by the word that stands for it in the usage: `path` of `<path>`; `choices` where there are few. */
  | { readonly kind: 'value'; readonly name: string; readonly choices: readonly string[] }
  | { readonly kind: 'nothing' };

/** The word that the cursor is in, or after. */
export interface AtHand {
  readonly wanted: Wanted;
  /** What stands before the value in the same word: `--config=`, else nothing. */
  readonly prefix: string;
  /** What was typed of it. */
  readonly typed: string;
  /** The values that options were given before it, by their long names. */
  readonly said: ReadonlyMap<string, string>;
}

const optionsOf = (command: Command): readonly Option[] => {
  const help = command.createHelp();
  return [...help.visibleOptions(command), ...help.visibleGlobalOptions(command)];
};

/** The long names of all options that a command takes, those of the program among them. */
export const flagsOf = (command: Command): readonly (readonly [flag: string, description: string])[] =>
  optionsOf(command).flatMap(({ long, description }) =>
    typeof long === 'string' ? [[long, description] as const] : [],
  );

const takesValue = ({ required, optional }: Option): boolean => required || optional;

const valueFor = ({ flags, argChoices = [] }: Option): Wanted => ({
  kind: 'value',
  name: /[<[]([^\]>]+)[\]>]/.exec(flags)?.[1] ?? '',
  choices: argChoices,
});

/** `--limit=20` → `--limit`, `20`; without an equals sign no value. */
const split = (word: string): readonly [flag: string, value: string | undefined] => {
  const at = word.startsWith('--') ? word.indexOf('=') : -1;
  return at === -1 ? [word, undefined] : [word.slice(0, at), word.slice(at + 1)];
};

const argumentOf = (command: Command, index: number): Wanted => {
  const declared = command.registeredArguments;
  const last = declared.at(-1);
  const argument = declared[index] ?? (last?.variadic === true ? last : undefined);
  if (argument === undefined) return { kind: 'nothing' };
  return { kind: 'value', name: argument.name(), choices: argument.argChoices ?? [] };
};

/** Reads a command line as commander does, up to its last word, which may be empty or half a word. */
export const atHand = (program: Command, words: readonly string[]): AtHand => {
  const said = new Map<string, string>();
  let command = program;
  let operands = 0;
  let awaited: Option | undefined;
  let onlyOperands = false;
  const optionNamed = (flag: string): Option | undefined =>
    optionsOf(command).find(({ long, short }) => long === flag || short === flag);
  for (const word of words.slice(0, -1)) {
    if (awaited !== undefined) {
      said.set(awaited.long ?? '', word);
      awaited = undefined;
    } else if (!onlyOperands && word === '--') {
      onlyOperands = true;
    } else if (!onlyOperands && word.startsWith('-')) {
      const [flag, value] = split(word);
      const option = optionNamed(flag);
      if (option !== undefined && takesValue(option)) {
        if (value === undefined) awaited = option;
        else said.set(flag, value);
      }
    } else {
      const next = operands === 0 ? command.commands.find((one) => one.name() === word) : undefined;
      if (next === undefined) operands += 1;
      command = next ?? command;
    }
  }
  const typed = words.at(-1) ?? '';
  if (awaited !== undefined) return { wanted: valueFor(awaited), prefix: '', typed, said };
  if (!onlyOperands && typed.startsWith('-')) {
    const [flag, value] = split(typed);
    const option = optionNamed(flag);
    if (value === undefined) return { wanted: { kind: 'option', of: command }, prefix: '', typed, said };
    return option === undefined || !takesValue(option)
      ? { wanted: { kind: 'nothing' }, prefix: '', typed, said }
      : { wanted: valueFor(option), prefix: `${flag}=`, typed: value, said };
  }
  const wanted: Wanted =
    command.commands.length > 0 && operands === 0 ? { kind: 'command', of: command } : argumentOf(command, operands);
  return { wanted, prefix: '', typed, said };
};
