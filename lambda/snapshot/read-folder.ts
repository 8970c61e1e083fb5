import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { FaultInfo } from '../domain/fault.ts';
import { errorCode, fileTrouble } from '../domain/file-trouble.ts';
import { partNamed, partsBegun } from './expected.ts';
import { FolderError } from './folder-error.ts';
import { faultIn, joined, type Source } from './join.ts';
import { jsonFiles } from './json-files.ts';
import { type OwnFile, ownFileIn, ownKey } from './own-file.ts';
import { type Flaw, parsed } from './parse.ts';
import { type DocumentKey, documentKeys, type Snapshot } from './snapshot.ts';

/** A snapshot folder as it was read. Files by their paths within it. */
export interface SnapshotFolder {
  readonly snapshot: Snapshot;
  /** The files that the snapshot is made of. */
  readonly files: readonly string[];
  /** JSON that is no part of a snapshot. */
  readonly ignored: readonly string[];
  /** What could not be read and may have been of any part. What is known to be of one is in the snapshot's `unreadable`. */
  readonly problems: readonly FaultInfo[];
}

/** What one file turned out to be; JSON of something else is nothing of this. */
interface Look {
  readonly file: string;
  readonly source?: Source;
  readonly own?: OwnFile;
  readonly problem?: FaultInfo;
}

/** Files in the hands of the file system at once. */
const lanes = 8;

const nameOf = (file: string): string => file.slice(file.lastIndexOf('/') + 1);

/** Which parts were wanting is lost with our own file, so that any of them may be. */
const expectedOf = (file: string): readonly DocumentKey[] => {
  if (nameOf(file) === `${ownKey}.json`) return documentKeys;
  const named = partNamed(nameOf(file));
  return named === undefined ? [] : [named];
};

const broken = (file: string, flaw: Flaw, expected = expectedOf(file)): Look =>
  expected.length === 0
    ? { file, problem: faultIn(file, flaw) }
    : { file, source: { file, documents: {}, flawed: Object.fromEntries(expected.map((key) => [key, flaw])) } };

/** Windows' own shell writes UTF-16. Throws where the bytes are no text. */
const decoded = (bytes: Uint8Array): string =>
  new TextDecoder(bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : 'utf-8', { fatal: true }).decode(bytes);

const lookInto = (file: string, content: unknown): Look => {
  const own = ownFileIn(content);
  const { documents, flawed, refused } = parsed(content);
  if (refused !== undefined) return broken(file, refused);
  if (Object.keys(documents).length + Object.keys(flawed).length > 0)
    return { file, source: { file, documents, flawed }, ...(own === undefined ? {} : { own }) };
  if (own !== undefined) return { file, own };
  return expectedOf(file).length === 0
    ? { file }
    : broken(file, { code: 'NoAnswer', message: 'holds nothing of what it is named after' });
};

const look = async (folder: string, file: string): Promise<Look> => {
  let content: string;
  try {
    content = decoded(await readFile(join(folder, file)));
  } catch (error) {
    return broken(file, {
      code: errorCode(error),
      message: `cannot be read: ${fileTrouble(error) ?? errorCode(error)}`,
    });
  }
  try {
    return lookInto(file, JSON.parse(content));
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    const flaw = { code: 'NotJson', message: `is no JSON: ${error.message}` };
    return broken(file, flaw, [...new Set([...expectedOf(file), ...partsBegun(content)])]);
  }
};

const unfollowed = (file: string): Look =>
  broken(file, { code: 'Link', message: 'is a link that leads to no file of this folder' });

const earliest = (times: readonly string[]): string | undefined =>
  times.toSorted((a, b) => Date.parse(a) - Date.parse(b))[0];

const folderOf = (looks: readonly Look[], takenAt: string): SnapshotFolder => {
  const owns = looks.flatMap(({ own }) => own ?? []);
  const snapshot = joined(
    earliest(owns.flatMap((own) => own.takenAt ?? [])) ?? takenAt,
    looks.flatMap(({ source }) => source ?? []),
  );
  const unreadable = { ...snapshot.unreadable };
  // What the collector said of a part tells more than what is wrong with its file.
  for (const own of owns) Object.assign(unreadable, own.unreadable);
  const isTaken = ({ source, own }: Look): boolean => source !== undefined || own !== undefined;
  return {
    snapshot: { ...snapshot, unreadable },
    files: looks.filter(isTaken).map(({ file }) => file),
    ignored: looks.filter((each) => !isTaken(each) && each.problem === undefined).map(({ file }) => file),
    problems: looks.flatMap(({ problem }) => problem ?? []),
  };
};

const emptyFolder = (folder: string, { ignored, problems }: SnapshotFolder): FolderError => {
  const [problem] = problems;
  const why = problem?.message ?? (ignored.length > 0 ? `none of its ${ignored.length} JSON files is one` : undefined);
  return new FolderError('empty', `the folder ${folder} holds no answer of a Describe call${why ? `: ${why}` : ''}`);
};

/**
 * Reads every JSON file below a folder as a part of one snapshot: Batfish's layouts for AWS, what `aws ec2 describe-…`
 * printed, and what `writeFolder` wrote. Equal folders give equal snapshots. `takenAt` holds where no file of ours says
 * when it was taken. A file that cannot be read makes unreadable what it is named after and what it began to hold.
 * Throws a `FolderError` where there is no such folder, or nothing of a snapshot in it.
 */
export const readFolder = async (folder: string, takenAt: string): Promise<SnapshotFolder> => {
  const { files, links } = await jsonFiles(folder);
  const looks: Look[] = links.map(unfollowed);
  for (let from = 0; from < files.length; from += lanes)
    looks.push(...(await Promise.all(files.slice(from, from + lanes).map((file) => look(folder, file)))));
  const read = folderOf(looks, takenAt);
  if (Object.keys(read.snapshot.documents).length + Object.keys(read.snapshot.unreadable).length === 0)
    throw emptyFolder(folder, read);
  return read;
};
