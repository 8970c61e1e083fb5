import { existsSync, readFileSync } from 'node:fs';
import { rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { FolderError } from '../lambda/snapshot/folder-error.ts';
import { readFolder } from '../lambda/snapshot/read-folder.ts';
import type { Documents } from '../lambda/snapshot/snapshot.ts';
import { writeFolder } from '../lambda/snapshot/write-folder.ts';
import type { Network } from './network/network.ts';

/*
 * A network on disk: a snapshot folder, written anew after each change, in turn under one of two names. A file says which
 * is whole, so that a process that dies while it writes takes nothing with it.
 */

const names = ['network-1', 'network-2'] as const;

const markOf = (folder: string): string => join(folder, 'network');

const currentOf = (folder: string): (typeof names)[number] | undefined => {
  const mark = markOf(folder);
  const kept = existsSync(mark) ? readFileSync(mark, 'utf8').trim() : undefined;
  return names.find((name) => name === kept);
};

/**
 * The network as it was kept in the folder; undefined where none is. Throws a `FolderError` where it cannot be read whole:
 * nothing but what was kept is written there, so that what is broken is not left out in silence.
 */
export const readKeptNetwork = async (folder: string): Promise<Documents | undefined> => {
  const current = currentOf(folder);
  if (current === undefined) {
    if (!existsSync(markOf(folder))) return undefined;
    throw new FolderError('unusable', `the file ${markOf(folder)} names neither ${names.join(' nor ')}`);
  }
  const { snapshot, problems } = await readFolder(join(folder, current), new Date(0).toISOString());
  const [broken] = [...problems, ...Object.values(snapshot.unreadable)];
  if (broken !== undefined) throw new FolderError('unusable', `${join(folder, current)}: ${broken.message}`);
  return snapshot.documents;
};

const write = async (folder: string, documents: Documents, takenAt: string): Promise<void> => {
  const next = currentOf(folder) === names[0] ? names[1] : names[0];
  await writeFolder(join(folder, next), { takenAt, documents, unreadable: {} });
  await writeFile(`${markOf(folder)}.tmp`, `${next}\n`);
  await rename(`${markOf(folder)}.tmp`, markOf(folder));
};

/** Keeps a network in a folder from now on. */
export interface Keeping {
  /** Writes the network as it is now. */
  keep(): void;
  /** Waits until what changed is on disk. Throws what prevented it. */
  settled(): Promise<void>;
  /** Waits, and keeps no later change. */
  end(): Promise<void>;
}

/** Writes the network after each change; changes that come while it writes are written together. */
export const keepNetwork = (network: Network, folder: string, now: () => Date): Keeping => {
  let wanted: Documents | undefined;
  let writing: Promise<void> | undefined;
  let failure: unknown;
  const work = async (): Promise<void> => {
    while (wanted !== undefined) {
      const documents = wanted;
      wanted = undefined;
      try {
        await write(folder, documents, now().toISOString());
        failure = undefined;
      } catch (error) {
        failure = error;
      }
    }
    writing = undefined;
  };
  const keep = (): void => {
    wanted = network.documents();
    writing ??= work();
  };
  const unsubscribe = network.subscribe(keep);
  const settled = async (): Promise<void> => {
    await writing;
    if (failure !== undefined) throw failure;
  };
  return {
    keep,
    settled,
    end: async () => {
      unsubscribe();
      await settled();
    },
  };
};
