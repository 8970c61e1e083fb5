import type { Command } from 'commander';
import type { Answer } from './answer.ts';
import type { Context } from './options.ts';

/** How a command is run, and how the program is told what it came to. */
export interface Running {
  contextOf(command: Command): Context;
  answered(answer: Answer): void;
}

/** Adds one command, with its arguments and options, to the program. */
export type AddCommand = (program: Command, running: Running) => void;
