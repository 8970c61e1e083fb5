import type { Command } from 'commander';
import type { Configuration } from '../../lambda/domain/path.ts';
import { line } from '../page.ts';
import { type AtHand, atHand, flagsOf } from './at-hand.ts';
import { type Candidate, fixedValues, placesNamed, valuesNamed } from './values.ts';

/** What may stand where the cursor is. */
export interface Completions {
  readonly candidates: readonly Candidate[];
  /** That the shell is to complete names of files or folders; null where it is not. */
  readonly places: 'files' | 'folders' | null;
}

const commandsOf = (command: Command): readonly Candidate[] =>
  command
    .createHelp()
    .visibleCommands(command)
    .map((each) => ({ value: each.name(), description: each.description() }));

const optionsOf = (command: Command): readonly Candidate[] =>
  flagsOf(command).map(([value, description]) => ({ value, description }));

/** Reads the configuration that is meant; undefined where there is none, or a wrong one. */
export type ReadAtHand = (file: string | undefined) => Promise<Configuration | undefined>;

const candidatesFor = async (
  program: Command,
  { wanted, said }: AtHand,
  read: ReadAtHand,
): Promise<readonly Candidate[]> => {
  switch (wanted.kind) {
    case 'command':
      return commandsOf(wanted.of);
    case 'option':
      return optionsOf(wanted.of);
    case 'nothing':
      return [];
    case 'value': {
      const { name, choices } = wanted;
      if (name === 'command') return commandsOf(program);
      const fixed = choices.length > 0 ? choices : fixedValues[name];
      if (fixed !== undefined) return fixed.map((value) => ({ value, description: '' }));
      const values = valuesNamed[name];
      const configuration = values === undefined ? undefined : await read(said.get('--config'));
      return configuration === undefined || values === undefined ? [] : values(configuration);
    }
  }
};

/** Whether a shell shows it as it is. What comes from a file may be written to mislead. */
const isPlain = ({ value }: Candidate): boolean => value !== '' && line(value) === value;

/** What may stand in the place of the last word, which may be empty. Nothing is asked of AWS. */
export const completions = async (
  program: Command,
  words: readonly string[],
  read: ReadAtHand,
): Promise<Completions> => {
  const here = atHand(program, words);
  const { wanted, prefix, typed } = here;
  const all = await candidatesFor(program, here, read);
  return {
    candidates: all
      .filter((candidate) => isPlain(candidate) && candidate.value.startsWith(typed))
      .map(({ value, description }) => ({ value: `${prefix}${value}`, description: line(description) })),
    places: wanted.kind === 'value' && wanted.choices.length === 0 ? (placesNamed[wanted.name] ?? null) : null,
  };
};
