import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Channels } from '../lambda/domain/channel.ts';
import type { SweepEnvironment } from '../lambda/environment.ts';
import { FolderError } from '../lambda/snapshot/folder-error.ts';
import type { Documents } from '../lambda/snapshot/snapshot.ts';
import { openAccount } from '../local/account.ts';
import { useEmbeddedCredentials } from '../local/credentials.ts';
import { keepNetwork, readKeptNetwork } from '../local/kept-network.ts';
import { findRunning, removeAddress } from './address-file.ts';
import { type DataFolder, takeDataFolder } from './data-folder.ts';
import type { EmbeddedOptions } from './monitor.ts';
import type { Context } from './options.ts';
import { line } from './page.ts';
import { Refusal } from './refusal.ts';
import { setScene } from './set-scene.ts';

/** The network that a data folder keeps. Throws a refusal where it cannot be read. */
export const keptNetwork = async (folder: string): Promise<Documents | undefined> => {
  try {
    return await readKeptNetwork(folder);
  } catch (error) {
    if (!(error instanceof FolderError)) throw error;
    throw new Refusal(
      2,
      {
        code: 'data-unusable',
        message: `the network in ${folder} cannot be read: ${line(error.message)}`,
        advice: 'put it right, or name another folder: `--data FOLDER`',
      },
      { cause: error },
    );
  }
};

/** An embedded account: one that `pathwatch local` runs, or one in this process. */
export interface Embedded {
  readonly environment: SweepEnvironment;
  close(): Promise<void>;
}

const openHere = async (
  { io }: Context,
  folder: DataFolder | undefined,
  channels: Channels | undefined,
): Promise<Embedded> => {
  if (folder !== undefined) removeAddress(folder.path);
  const network = folder === undefined ? undefined : await keptNetwork(folder.path);
  const account = await openAccount({
    now: io.now,
    ...(network !== undefined && { network }),
    ...(folder !== undefined && { folder: folder.table }),
    ...(channels !== undefined && { channels }),
  });
  const keeping = folder === undefined ? undefined : keepNetwork(account.network, folder.path, io.now);
  const close = async (): Promise<void> => {
    await account.close();
    await keeping?.end();
    folder?.release();
  };
  let closed: Promise<void> | undefined;
  return {
    environment: account.environment,
    // A signal may close it first, and whoever has opened it after that.
    close: () => {
      closed ??= close();
      return closed;
    },
  };
};

/**
 * The embedded account of the data folder: the running one if there is one, else one in this process, with its table and
 * its network as they were left.
 */
export const openEmbeddedAccount = async (
  context: Context,
  { scene, channels, writes = false }: EmbeddedOptions = {},
): Promise<Embedded> => {
  const { io, options } = context;
  const path = resolve(io.folder, options.data);
  useEmbeddedCredentials(io.environment);
  const running = await findRunning(path);
  if (running !== undefined) {
    if (scene !== undefined) await setScene(running.environment, scene);
    return { environment: running.environment, close: async () => undefined };
  }
  let opening: Promise<Embedded> | undefined;
  // Before the folder is taken: else a signal could come in between, and the lock stay.
  const forget = io.beforeEnd(async () => {
    try {
      await (await opening)?.close();
      return 'the embedded account is closed; what was recorded before is kept';
    } catch (error) {
      return `the embedded account could not be closed: ${line(error instanceof Error ? error.message : String(error))}`;
    }
  });
  let folder: DataFolder | undefined;
  let opened: Embedded | undefined;
  try {
    folder = writes || existsSync(path) ? takeDataFolder(path) : undefined;
    opening = openHere(context, folder, channels);
    const { environment, close } = await opening;
    opened = { environment, close: () => close().finally(forget) };
    if (scene !== undefined) await setScene(environment, scene);
    return opened;
  } catch (error) {
    await opened?.close();
    folder?.release();
    forget();
    throw error;
  }
};
