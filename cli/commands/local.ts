import { resolve } from 'node:path';
import { type Command, Option } from 'commander';
import type { Documents } from '../../lambda/snapshot/snapshot.ts';
import type { AddCommand } from '../adding.ts';
import { findRunning } from '../address-file.ts';
import type { Answer } from '../answer.ts';
import { secondsOf } from '../arguments.ts';
import { optionalConfiguration } from '../configuration-file.ts';
import { takeDataFolder } from '../data-folder.ts';
import { guided } from '../guide.ts';
import { readNetwork } from '../network.ts';
import type { Context } from '../options.ts';
import { misused, Refusal } from '../refusal.ts';

export interface LocalOptions {
  /** Seconds between sweeps of all paths; each path by its own rate where absent. */
  readonly every?: number;
  /** The folder of the network to begin with. */
  readonly snapshot?: string;
  readonly json: boolean;
}

const inUse = (folder: string, pid: number): Refusal =>
  new Refusal(3, {
    code: 'data-in-use',
    message: `\`pathwatch local\` runs on ${folder} already, as process ${pid}`,
    advice: 'use that one: `--local` finds it; or name another folder: `--data FOLDER`',
  });

/** The network to begin with: the kept one, the one that is named, or none. */
const firstNetwork = async (
  context: Context,
  kept: Documents | undefined,
  named: string | undefined,
): Promise<Documents | undefined> => {
  if (named === undefined) return kept;
  if (kept !== undefined)
    throw misused(
      `${context.options.data} keeps a network already`,
      'leave `--snapshot` out, or name another folder: `--data FOLDER`',
    );
  const { documents, unreadable } = await readNetwork(context, named);
  for (const key of Object.keys(unreadable))
    context.io.stderr.write(`warning: ${key} could not be read when that was written: here there is none of it\n`);
  return documents;
};

/** `pathwatch local`: the embedded account until the program is stopped. */
export const local = async (context: Context, options: LocalOptions): Promise<Answer> => {
  const { io } = context;
  const stopped = io.untilStopped();
  const path = resolve(io.folder, context.options.data);
  const configuration = await optionalConfiguration(context);
  const running = await findRunning(path);
  if (running !== undefined) throw inUse(path, running.pid);
  const folder = takeDataFolder(path);
  try {
    // Loaded only where it is used, as the monitors are.
    const { keptNetwork } = await import('../embedded-account.ts');
    const { runLocal } = await import('../run-local.ts');
    const network = await firstNetwork(context, await keptNetwork(path), options.snapshot);
    await runLocal(context, folder, { ...options, configuration, network, stopped });
  } finally {
    folder.release();
  }
  return { exit: 0, document: undefined, text: () => '' };
};

export const addLocal: AddCommand = (program, { contextOf, answered }) => {
  guided(program.command('local'), {
    group: 'Setting up',
    examples: [
      ['local', "the network of the demo, watched by this folder's configuration; the folder keeps it"],
      ['local --every 10', 'each path every ten seconds, whatever it declares'],
      ['local --snapshot network --data copy --config pathwatch.yaml', 'a copy of a network of yours to break'],
    ],
    exits: { 0: 'it was stopped' },
  })
    .description('run the embedded account until Ctrl-C: a network to break with the AWS CLI, watched')
    .addOption(
      new Option('--every <seconds>', "sweep all paths so often (default: the paths' own rates)").argParser(secondsOf),
    )
    .option('--snapshot <folder>', "the network to begin with (default: as it was left, else the scenario's)")
    .action(async (options, command: Command) => {
      answered(await local(contextOf(command), { ...options, json: command.optsWithGlobals().json === true }));
    });
};
