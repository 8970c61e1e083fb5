import { resolve } from 'node:path';
import type { Command } from 'commander';
import { FolderError } from '../../lambda/snapshot/folder-error.ts';
import { documentKeys, type Snapshot } from '../../lambda/snapshot/snapshot.ts';
import { writeFolder } from '../../lambda/snapshot/write-folder.ts';
import type { AddCommand } from '../adding.ts';
import type { Answer } from '../answer.ts';
import { guided } from '../guide.ts';
import { describedNetwork } from '../network.ts';
import type { Context } from '../options.ts';
import { snapshotText } from '../print-snapshot.ts';
import { misused } from '../refusal.ts';

export interface SnapshotOptions {
  /** The folder to write. */
  readonly out: string;
}

const write = async (folder: string, snapshot: Snapshot): Promise<void> => {
  try {
    await writeFolder(folder, snapshot);
  } catch (error) {
    if (!(error instanceof FolderError)) throw error;
    throw misused(
      error.message,
      'name a new folder, or one that `snapshot` has written: `--out FOLDER`',
      'out-unusable',
    );
  }
};

/** `pathwatch snapshot --out DIR`: describes the network and writes it; what could not be read is said in the folder too. */
export const snapshot = async (context: Context, { out }: SnapshotOptions): Promise<Answer> => {
  const taken = await describedNetwork(context);
  await write(resolve(context.io.folder, out), taken);
  const { takenAt, documents, unreadable } = taken;
  const parts = Object.fromEntries(
    documentKeys.flatMap((key) => (documents[key] === undefined ? [] : [[key, documents[key].length]])),
  );
  return {
    exit: Object.keys(unreadable).length === 0 ? 0 : 3,
    document: { folder: out, takenAt, parts, unreadable },
    text: (page) => snapshotText(out, taken, page),
  };
};

export const addSnapshot: AddCommand = (program, { contextOf, answered }) => {
  guided(program.command('snapshot'), {
    group: 'Before a change',
    examples: [
      ['snapshot --out network', 'the network of the account that the shell is signed in to, by Describe calls alone'],
      ['snapshot --out network --region eu-central-1', 'of another Region'],
      ['snapshot --out network --local', 'of the embedded account'],
    ],
    exits: { 0: 'all of it was described', 3: 'some call was refused; the rest is written' },
  })
    .description('describe the network and write it to a folder')
    .requiredOption('--out <folder>', 'the folder to write')
    .action(async (options, command: Command) => {
      answered(await snapshot(contextOf(command), options));
    });
};
