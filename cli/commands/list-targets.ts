import type { Command } from 'commander';
import { inventoryOf } from '../../lambda/snapshot/inventory.ts';
import type { AddCommand } from '../adding.ts';
import type { Answer } from '../answer.ts';
import { neededConfiguration } from '../configuration-file.ts';
import { guided } from '../guide.ts';
import { networkOf } from '../network.ts';
import type { Context } from '../options.ts';
import { targetsText } from '../print-targets.ts';
import { isResolved, pathTargets } from '../targets.ts';
import { checkIds } from '../unknown-path.ts';

export interface ListTargetsOptions {
  /** A folder; the network is described where it is absent. */
  readonly snapshot?: string;
}

/** `pathwatch list-targets [PATH…]`: what the ends of paths stand for now, of all paths where none is named. */
export const listTargets = async (
  context: Context,
  ids: readonly string[],
  options: ListTargetsOptions,
): Promise<Answer> => {
  const configuration = await neededConfiguration(context);
  checkIds(
    ids,
    configuration.paths.map(({ id }) => id),
  );
  const snapshot = await networkOf(context, options.snapshot);
  const inventory = inventoryOf(snapshot);
  const paths = configuration.paths
    .filter(({ id }) => ids.length === 0 || ids.includes(id))
    .map((path) => pathTargets(path, inventory));
  const { takenAt, unreadable } = snapshot;
  return {
    exit: paths.every(isResolved) ? 0 : 3,
    document: { takenAt, paths, unreadable },
    text: (page) => targetsText(paths, snapshot, page),
  };
};

export const addListTargets: AddCommand = (program, { contextOf, answered }) => {
  guided(program.command('list-targets'), {
    group: 'Before a change',
    examples: [
      ['list-targets', 'what each end of each declared path stands for now'],
      ['list-targets a-to-b-rdp --local', 'of one path, in the embedded account'],
      ['list-targets --snapshot network --json', 'for a program, in a network that was written before'],
    ],
    exits: { 0: 'every end stands for something', 3: 'some end stands for nothing, or could not be read' },
  })
    .description('what the ends of paths stand for now: resources, addresses, states, pairs; free')
    .argument('[path...]', 'ids of paths; all if none is named')
    .option('--snapshot <folder>', 'the network as it was written there; else it is described now')
    .action(async (paths: readonly string[], options, command: Command) => {
      answered(await listTargets(contextOf(command), paths, options));
    });
};
