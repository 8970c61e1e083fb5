import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { FaultInfo } from '../domain/fault.ts';
import { asFolderError, FolderError } from './folder-error.ts';
import { ownFileOf, ownKey } from './own-file.ts';
import { list, type Raw, text } from './raw.ts';
import { type DocumentKey, documentKeys, type Snapshot } from './snapshot.ts';

const fileOf = (key: DocumentKey | typeof ownKey): string => `${key}.json`;
const unfinished = (file: string): string => `${file}.tmp`;

const partFiles = documentKeys.map(fileOf);
const written = [...partFiles, fileOf(ownKey)];
const known: ReadonlySet<string> = new Set([...written, ...written.map(unfinished)]);

/** Batfish reads no TransitGatewayRoutes; what it reads is derived from them, and is no better known than they are. */
const readable = (snapshot: Snapshot): Snapshot => {
  const { TransitGatewayRoutes, TransitGatewayStaticRoutes } = snapshot.documents;
  if (TransitGatewayRoutes === undefined || TransitGatewayStaticRoutes !== undefined) return snapshot;
  const staticOnly = (table: Raw): Raw => ({
    ...table,
    Routes: list(table, 'Routes').filter((route) => text(route, 'Type') === 'static'),
  });
  const fault = snapshot.unreadable.TransitGatewayStaticRoutes ?? snapshot.unreadable.TransitGatewayRoutes;
  return {
    ...snapshot,
    documents: { ...snapshot.documents, TransitGatewayStaticRoutes: TransitGatewayRoutes.map(staticOnly) },
    unreadable: {
      ...snapshot.unreadable,
      ...(fault === undefined ? {} : { TransitGatewayStaticRoutes: fault }),
    },
  };
};

/** Only what was written here before may be written over. */
const claim = async (folder: string): Promise<readonly string[]> => {
  await mkdir(folder, { recursive: true });
  const entries = await readdir(folder, { withFileTypes: true });
  const foreign = entries.find((entry) => !entry.isFile() || !known.has(entry.name))?.name;
  if (foreign !== undefined)
    throw new FolderError('foreign', `the folder ${folder} holds ${foreign}, which is of no snapshot written here`);
  const names = entries.map((entry) => entry.name);
  // Recordings of the user's own may have the names of ours.
  if (names.some((name) => partFiles.includes(name)) && !names.includes(fileOf(ownKey)))
    throw new FolderError('foreign', `the folder ${folder} holds Describe answers that were not written here`);
  return names;
};

const write = async (folder: string, file: string, content: Raw): Promise<void> => {
  const temporary = join(folder, unfinished(file));
  await writeFile(temporary, `${JSON.stringify(content, null, 1)}\n`);
  await rename(temporary, join(folder, file));
};

const beingWritten: FaultInfo = {
  kind: 'malformed',
  operation: fileOf(ownKey),
  code: 'Unfinished',
  message: 'the snapshot was not written to its end',
};

const writeAll = async (folder: string, { takenAt, documents, unreadable }: Snapshot): Promise<void> => {
  const before = await claim(folder);
  // A folder that was left half written, old parts beside new ones, must not be read as a snapshot.
  const nothing = Object.fromEntries(documentKeys.map((key) => [key, beingWritten]));
  await write(folder, fileOf(ownKey), ownFileOf({ takenAt, unreadable: nothing }));
  const parts = documentKeys.flatMap((key) => {
    const elements = documents[key];
    return elements === undefined ? [] : [{ key, elements }];
  });
  for (const { key, elements } of parts) await write(folder, fileOf(key), { [key]: elements });
  const kept = new Set([fileOf(ownKey), ...parts.map(({ key }) => fileOf(key))]);
  for (const stale of before.filter((name) => !kept.has(name))) await rm(join(folder, stale), { force: true });
  await write(folder, fileOf(ownKey), ownFileOf({ takenAt, unreadable }));
};

/**
 * Writes a snapshot so that `readFolder` and Batfish read it: a file a part, named after it, and one that says when it
 * was taken and what could not be read. Makes the folder if need be; replaces a snapshot written before, never other
 * files. Throws a `FolderError`.
 */
export const writeFolder = async (folder: string, snapshot: Snapshot): Promise<void> => {
  try {
    await writeAll(folder, readable(snapshot));
  } catch (error) {
    throw asFolderError(folder, error);
  }
};
