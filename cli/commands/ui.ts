import { type Command, Option } from 'commander';
import type { AddCommand } from '../adding.ts';
import type { Answer } from '../answer.ts';
import { portOf } from '../arguments.ts';
import { guided } from '../guide.ts';
import type { Context } from '../options.ts';

export interface UiOptions {
  readonly port: number;
  readonly json: boolean;
}

/** `pathwatch ui`: the page, on this machine alone, until the program is stopped. */
export const ui = async (context: Context, options: UiOptions): Promise<Answer> => {
  // Loaded only where it is used: what draws is as large as all the rest.
  const { runUi } = await import('../see/run-ui.ts');
  await runUi(context, options);
  return { exit: 0, document: undefined, text: () => '' };
};

export const addUi: AddCommand = (program, { contextOf, answered }) => {
  guided(program.command('ui'), {
    group: 'Asking',
    examples: [
      ['ui', 'the deployed stack in the browser, read with your own credentials'],
      ['ui --local', 'the same of the embedded account'],
      ['ui --port 8080', 'where a tunnel leads to one port'],
    ],
    exits: { 0: 'it was stopped' },
  })
    .description('how every path is and was, in the browser: on this machine alone, until Ctrl-C')
    .addOption(
      new Option('--port <port>', 'on this port of 127.0.0.1 (default: a free one)').argParser(portOf).default(0),
    )
    .action(async (options, command: Command) => {
      answered(await ui(contextOf(command), { ...options, json: command.optsWithGlobals().json === true }));
    });
};
