import type { Command } from 'commander';
import type { Exit } from './answer.ts';

/** A command line as it is typed after `pathwatch`, and what it is for. */
export type Example = readonly [typed: string, purpose: string];

/** What somebody is about to do. The help of the program shows commands under these, in the order of the command tree. */
export type Group = 'Asking' | 'Acting' | 'Before a change' | 'Setting up';

/** What the help of a command tells beside its arguments and options. */
export interface Guide {
  readonly group: Group;
  /** Two or three that people really need, with the ids of the repository's `pathwatch.yaml`. */
  readonly examples: readonly Example[];
  /** What its exit codes mean, where that is not what they mean in general. */
  readonly exits?: Readonly<Partial<Record<Exit, string>>>;
}

const guides = new WeakMap<Command, Guide>();

/** Puts a command into its group of the help, and its examples and exit codes under its own help. */
export const guided = (command: Command, guide: Guide): Command => {
  guides.set(command, guide);
  return command.helpGroup(`${guide.group}:`);
};

/** The guide of a command; undefined of one that was given none. */
export const guideOf = (command: Command): Guide | undefined => guides.get(command);
