import { resolve } from 'node:path';
import { FolderError } from '../lambda/snapshot/folder-error.ts';
import { readFolder } from '../lambda/snapshot/read-folder.ts';
import type { Snapshot } from '../lambda/snapshot/snapshot.ts';
import type { Context } from './options.ts';
import { line } from './page.ts';
import { withProgress } from './progress.ts';
import { misused } from './refusal.ts';

/** Describes the network that the options name: the account's that the shell is signed in to, or the embedded one's. */
export const describeNetwork = async (context: Context): Promise<Snapshot> => {
  // Loaded only where it is used: a snapshot folder needs neither the SDK nor an account.
  if (context.options.local) return (await import('./network-embedded.ts')).describeEmbedded(context);
  return (await import('./network-account.ts')).describeAccount(context);
};

/** The same, with a word of it to who waits. */
export const describedNetwork = (context: Context): Promise<Snapshot> =>
  withProgress(context.io, async (progress) => {
    progress('the network is being described');
    return describeNetwork(context);
  });

/** Reads a snapshot folder. A file that may have been of any part is warned of. Throws a refusal where there is none. */
export const readNetwork = async ({ io }: Context, folder: string): Promise<Snapshot> => {
  try {
    const { snapshot, problems } = await readFolder(resolve(io.folder, folder), io.now().toISOString());
    for (const { message } of problems) io.stderr.write(`warning: ${line(message)}\n`);
    return snapshot;
  } catch (error) {
    if (!(error instanceof FolderError)) throw error;
    throw misused(
      error.message,
      'name a folder that `pathwatch snapshot` has written, or that holds what `aws ec2 describe-…` printed',
      'no-snapshot',
    );
  }
};

/** The network of a snapshot folder, where one is named, else as it is now. */
export const networkOf = (context: Context, folder: string | undefined): Promise<Snapshot> =>
  folder === undefined ? describedNetwork(context) : readNetwork(context, folder);
