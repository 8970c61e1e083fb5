import type { Command } from 'commander';
import type { AddCommand } from '../adding.ts';
import type { Answer } from '../answer.ts';
import { completions } from '../completion/complete.ts';
import { findConfiguration } from '../configuration-file.ts';
import type { Context } from '../options.ts';

/** `pathwatch complete -- WORD…`, which the scripts of `completion` ask: what may stand in the place of the last word. */
export const complete = async (
  program: Command,
  { io, options }: Context,
  words: readonly string[],
): Promise<Answer> => {
  const { candidates, places } = await completions(program, words, async (config) => {
    const found = await findConfiguration({ io, options: { ...options, ...(config !== undefined && { config }) } });
    return found?.read.ok === true ? found.read.configuration : undefined;
  });
  return {
    exit: 0,
    document: { candidates, places },
    text: () =>
      [
        ...(places === null ? [] : [`:${places}`]),
        ...candidates.map(({ value, description }) => `${value}\t${description}`),
      ].join('\n'),
  };
};

export const addComplete: AddCommand = (program, { contextOf, answered }) => {
  program
    .command('complete', { hidden: true })
    .argument('[words...]')
    .action(async (words: readonly string[], _, command: Command) => {
      answered(await complete(program, contextOf(command), words));
    });
};
